import { type Answered, type Trouble, TroubleError } from '../../core/trouble.js';
import type { Client } from '../github/client.js';
import { troubleOf } from '../github/trouble.js';

/** GitHub, for questions about many repositories at once. */
export interface Fleet {
  readonly client: Client;
  /** Milliseconds until a request is given up. */
  readonly timeout: number;
}

/** One field of the query's root, with the variables it uses. */
export interface Portion {
  readonly field: string;
  readonly variables: Readonly<Record<string, Variable>>;
}

export interface Variable {
  readonly type: string;
  readonly value: unknown;
}

/** How to ask for many things with one query. */
export interface Question<A> {
  /** The name of the query, under which GitHub's logs have it. */
  readonly operation: string;
  /** What is asked for, in words. */
  readonly what: (item: A) => string;
  /** The field for the item at this place; the names of its variables must carry the place. */
  readonly portion: (item: A, at: number) => Portion;
  /** How many at a time. */
  readonly size: number;
  /** The bytes an answer may hold, and those of one item; without them only `size` counts. */
  readonly weight?: { readonly most: number; readonly of: (item: A) => number };
}

/** So many refusals in a row, without one answer between them, are an outage. */
const OUTAGE = 8;

/**
 * Asks about many things, some at a time, and answers in their order. Trouble of one is a value
 * beside the others' answers; what is too much for one answer is asked for in halves. When GitHub
 * answers nothing at all any more, the rest is not asked for.
 */
export async function askFleet<A, T>(
  fleet: Fleet,
  items: readonly A[],
  question: Question<A>,
): Promise<readonly Answered<T>[]> {
  const answers: Answered<T>[] = [];
  for await (const batch of askInBatches<A, T>(fleet, items, question))
    answers.push(...batch.map(({ answer }) => answer));
  return answers;
}

/** The same, batch by batch, for those who need not hold all answers at once. */
export async function* askInBatches<A, T>(
  fleet: Fleet,
  items: readonly A[],
  question: Question<A>,
): AsyncGenerator<readonly { readonly item: A; readonly answer: Answered<T> }[]> {
  const inquiry: Inquiry<A> = { fleet, question, refusals: 0, last: null };
  for (const batch of batchesOf(items, question)) {
    const answers = await askHalving<A, T>(inquiry, batch);
    yield batch.map((item, at) => ({ item, answer: answers[at] as Answered<T> }));
  }
}

interface Inquiry<A> {
  readonly fleet: Fleet;
  readonly question: Question<A>;
  /** Requests refused since the last one that was answered, and why the last of them was. */
  refusals: number;
  last: Trouble | null;
}

async function askHalving<A, T>(
  inquiry: Inquiry<A>,
  items: readonly A[],
): Promise<readonly Answered<T>[]> {
  const { last } = inquiry;
  if (last !== null && isOver(last, inquiry.refusals)) return items.map(() => troubled<T>(last));
  const answers = await askOnce<A, T>(inquiry, items);
  const again = items.filter((_, at) => isTooMuch(answers[at]));
  if (again.length === 0 || items.length === 1) return answers;
  const middle = Math.ceil(again.length / 2);
  const retried = [
    ...(await askHalving<A, T>(inquiry, again.slice(0, middle))),
    ...(middle < again.length ? await askHalving<A, T>(inquiry, again.slice(middle)) : []),
  ];
  const found = new Map(again.map((item, at) => [item, retried[at]]));
  return items.map((item, at) => found.get(item) ?? (answers[at] as Answered<T>));
}

/** Trouble of the caller's rather than of what is asked for is the same for all that follows. */
function isOver(last: Trouble, refusals: number): boolean {
  const isOurs = last.kind === 'rate-limit' || (last.kind === 'forbidden' && last.status === 401);
  return isOurs || refusals >= OUTAGE;
}

async function askOnce<A, T>(
  inquiry: Inquiry<A>,
  items: readonly A[],
): Promise<readonly Answered<T>[]> {
  const { fleet, question } = inquiry;
  try {
    const answer = await answerTo(fleet, question, items);
    inquiry.refusals = 0;
    inquiry.last = null;
    return items.map((item, at) => answerOf<T>(answer, at, question.what(item)));
  } catch (error) {
    inquiry.refusals += 1;
    return items.map((item) => {
      const trouble = refusal(error, question.what(item));
      inquiry.last = trouble;
      return troubled<T>(trouble);
    });
  }
}

function refusal(error: unknown, what: string): Trouble {
  const trouble = error instanceof TroubleError ? error.trouble : troubleOf(error, what);
  if (trouble === null) throw error;
  return trouble;
}

interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphqlFault[];
  readonly headers: unknown;
}

interface GraphqlFault {
  readonly path?: readonly unknown[];
  readonly type?: string;
}

async function answerTo<A>(
  { client, timeout }: Fleet,
  question: Question<A>,
  items: readonly A[],
): Promise<Answer> {
  const portions = items.map(question.portion);
  const variables = Object.entries(Object.assign({}, ...portions.map((one) => one.variables)));
  const typed = variables as readonly (readonly [string, Variable])[];
  const declared = typed.map(([name, { type }]) => `$${name}: ${type}`).join(', ');
  const fields = portions.map(({ field }, at) => `r${at}: ${field}`).join('\n');
  const text = `query ${question.operation}(${declared}) {\n${fields}\n}`;
  const values = Object.fromEntries(typed.map(([name, { value }]) => [name, value]));
  // Trying again is the job's business: it reads everything anew instead of waiting here.
  const request = { signal: AbortSignal.timeout(timeout), retries: 0 };
  const data = await client
    .graphql(text, { ...values, request })
    .catch((error: unknown) => answerDespite(error));
  if (isAnswer(data)) return data;
  if (isRecord(data)) return { data, errors: [], headers: {} };
  throw new TroubleError({ kind: 'partial', what: question.operation, request: null });
}

const DESPITE = Symbol('an answer that came with errors');

/** Errors that each name their part leave the other parts good. */
function answerDespite(error: unknown): unknown {
  if (!isRecord(error) || error.name !== 'GraphqlResponseError') throw error;
  const { data, errors, headers } = error;
  const faults: readonly GraphqlFault[] = Array.isArray(errors) ? errors : [];
  const named = faults.length > 0 && faults.every(({ path }) => typeof path?.[0] === 'string');
  if (!isRecord(data) || !named) throw error;
  return { [DESPITE]: true, data, errors: faults, headers };
}

function isAnswer(value: unknown): value is Answer {
  return isRecord(value) && DESPITE in value;
}

function answerOf<T>({ data, errors, headers }: Answer, at: number, what: string): Answered<T> {
  const mine = errors.filter(({ path }) => path?.[0] === `r${at}`);
  if (mine.length > 0) {
    const failure = { name: 'GraphqlResponseError', errors: mine, headers };
    return troubled(troubleOf(failure, what) ?? { kind: 'partial', what, request: null });
  }
  const value = data[`r${at}`];
  if (value === undefined) return troubled({ kind: 'partial', what, request: null });
  if (value === null) return troubled({ kind: 'gone', what, request: null });
  return { kind: 'good', value: value as T };
}

/** The trouble as the answer that came in its place. */
export function troubled<T>(trouble: Trouble): Answered<T> {
  return { kind: 'trouble', trouble };
}

function isTooMuch(answer: Answered<unknown> | undefined): boolean {
  if (answer?.kind !== 'trouble') return false;
  const { trouble } = answer;
  if (trouble.kind === 'github') return trouble.status === 502 || trouble.status === 504;
  return trouble.kind === 'partial' || trouble.kind === 'network';
}

function isRecord(value: unknown): value is Record<string | symbol, unknown> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

function batchesOf<A>(items: readonly A[], { size, weight }: Question<A>): readonly A[][] {
  const batches: A[][] = [];
  let room = 0;
  for (const item of items) {
    const heavy = weight?.of(item) ?? 0;
    const last = batches.at(-1);
    if (last === undefined || last.length === size || heavy > room) {
      batches.push([item]);
      room = (weight?.most ?? Number.POSITIVE_INFINITY) - heavy;
    } else {
      last.push(item);
      room -= heavy;
    }
  }
  return batches;
}

/** A repository's part of a query. */
export function repositoryPortion(
  { owner, name }: { readonly owner: string; readonly name: string },
  at: number,
  {
    fields,
    variables = {},
  }: { readonly fields: string; readonly variables?: Portion['variables'] },
): Portion {
  return {
    field: `repository(owner: $o${at}, name: $n${at}) { ${fields} }`,
    variables: {
      [`o${at}`]: { type: 'String!', value: owner },
      [`n${at}`]: { type: 'String!', value: name },
      ...variables,
    },
  };
}
