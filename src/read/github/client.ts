import { TroubleError } from '../../core/trouble.js';
import { troubleOf } from './trouble.js';

/** What of an Octokit is used: Probot's, `@octokit/rest`'s, or any other with these two. */
export interface Client {
  graphql(query: string, variables: Record<string, unknown>): Promise<unknown>;
  request(route: string, parameters: Record<string, unknown>): Promise<{ readonly data: unknown }>;
}

/** A repository on GitHub, and how to ask about it. */
export interface Hub {
  readonly client: Client;
  readonly owner: string;
  readonly name: string;
  /** Milliseconds until a request is given up. */
  readonly timeout: number;
}

/** GitHub gives up on a query after 10 s; waiting longer brings nothing. */
export const REQUEST_TIMEOUT = 10_000;

/** How many requests run side by side: GitHub allows 100 for all of an installation. */
const AT_ONCE = 8;

/** What is asked for, in words, and the variables of the question. */
export interface Question {
  readonly what: string;
  readonly variables?: Record<string, unknown>;
  /** Paths in the answer (`repository.object`) that may be refused without harm. */
  readonly optional?: RegExp;
}

/**
 * The answer's `repository`. Any error in the answer is trouble: of a part that is `null` because
 * of an error nobody could tell whether it is there.
 */
export async function query<T extends object>(
  hub: Hub,
  text: string,
  { what, variables = {}, optional }: Question,
): Promise<T> {
  const { owner, name } = hub;
  const answer = await asked(what, () =>
    hub.client
      .graphql(text, { owner, name, ...variables, ...requestOptions(hub) })
      .catch((error: unknown) => answerDespite(error, optional)),
  );
  const repository = isObject(answer) ? answer.repository : undefined;
  if (repository === null)
    throw new TroubleError({ kind: 'gone', what: `repository ${owner}/${name}`, request: null });
  // A body that is cut off, or that is a page for people, has no `repository`.
  if (!isObject(repository)) throw new TroubleError({ kind: 'partial', what, request: null });
  return repository as T;
}

/** The data that came with errors, if each error is of an optional part. */
function answerDespite(error: unknown, optional: RegExp | undefined): unknown {
  const { data, errors } = isObject(error) ? error : {};
  const paths = Array.isArray(errors) ? errors.map(pathOf) : [];
  if (optional === undefined || paths.length === 0) throw error;
  if (!paths.every((path) => optional.test(path))) throw error;
  return data;
}

function pathOf(fault: unknown): string {
  const path = isObject(fault) ? fault.path : undefined;
  return Array.isArray(path) ? path.join('.') : '';
}

/** The data of a REST answer that must be a list or an object. */
export async function get<T extends object>(
  hub: Hub,
  route: string,
  { what, variables = {} }: Omit<Question, 'optional'>,
): Promise<T> {
  const parameters = { owner: hub.owner, repo: hub.name, ...variables, ...requestOptions(hub) };
  const answer = await asked(what, () => hub.client.request(`GET ${route}`, parameters));
  if (!isObject(answer.data)) throw new TroubleError({ kind: 'partial', what, request: null });
  return answer.data as T;
}

/** Trying again is the job's business: it reads everything anew instead of waiting here. */
function requestOptions({ timeout }: Hub): { request: { signal: AbortSignal; retries: number } } {
  return { request: { signal: AbortSignal.timeout(timeout), retries: 0 } };
}

async function asked<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const trouble = troubleOf(error, what);
    if (trouble === null) throw error;
    throw new TroubleError(trouble, { cause: error });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

/** Runs `ask` for every item, a few at a time; answers in the items' order. */
export async function each<A, B>(
  items: readonly A[],
  ask: (item: A) => Promise<B>,
): Promise<readonly B[]> {
  const answers: B[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    answers.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(ask))));
  return answers;
}

/** How often a batch is cut in two before its trouble is believed. */
const MOST_HALVINGS = 3;

/**
 * Asks for many things at once; what is too much for one answer is asked for in halves. The first
 * half goes first, so that an outage costs few requests.
 */
export async function halving<A, B>(
  items: readonly A[],
  ask: (items: readonly A[]) => Promise<readonly B[]>,
  left: number = MOST_HALVINGS,
): Promise<readonly B[]> {
  try {
    return await ask(items);
  } catch (error) {
    if (left === 0 || items.length < 2 || !isTooMuch(error)) throw error;
    const middle = Math.ceil(items.length / 2);
    const first = await halving(items.slice(0, middle), ask, left - 1);
    return [...first, ...(await halving(items.slice(middle), ask, left - 1))];
  }
}

/** Whether less at once may be answered. */
export function isTooMuch(error: unknown): boolean {
  if (!(error instanceof TroubleError)) return false;
  const { trouble } = error;
  if (trouble.kind === 'github') return trouble.status === 502 || trouble.status === 504;
  return trouble.kind === 'partial' || trouble.kind === 'network';
}
