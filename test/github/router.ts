/** Routes of the REST API: patterns, the repository they name, pages. */
import { type Answer, type Call, findRepo, type Hub, notFound, Refusal } from './hub.js';
import type { RepoRow } from './rows.js';

export interface Context {
  hub: Hub;
  call: Call;
  params: Record<string, string>;
  /** The repository the path names. */
  repo: RepoRow;
  /** The body, parsed; an empty object without one. */
  body: Record<string, unknown>;
}

export type Handler = (context: Context) => Answer | Promise<Answer>;

export interface Route {
  method: string;
  pattern: RegExp;
  names: string[];
  handler: Handler;
}

/** `:name` is one segment, `*name` the rest of the path. */
export function route(method: string, path: string, handler: Handler): Route {
  const names: string[] = [];
  const source = path.replace(/([:*])(\w+)/g, (_, kind: string, name: string) => {
    names.push(name);
    return kind === ':' ? '([^/]+)' : '(.+)';
  });
  return { method, pattern: new RegExp(`^${source}$`), names, handler };
}

/** Answers a call by the first route that fits; `null` if there is none. */
export async function dispatch(hub: Hub, routes: Route[], call: Call): Promise<Answer | null> {
  const repo = named(hub, call);
  for (const { method, pattern, names, handler } of routes) {
    const match = method === call.method ? pattern.exec(call.path) : null;
    if (!match) continue;
    const params = Object.fromEntries(names.map((name, i) => [name, decode(match[i + 1] ?? '')]));
    // Routes outside `/repos` never look at it.
    return handler({ hub, call, params, repo: repo as RepoRow, body: parse(call.body) });
  }
  return null;
}

/** The repository of a path below `/repos`; one the caller may not see does not exist. */
function named(hub: Hub, call: Call): RepoRow | undefined {
  const [, area, owner, name] = call.path.split('/');
  if (area !== 'repos' || !owner || !name) return undefined;
  const repo = findRepo(hub, decode(owner), decode(name));
  if (!repo || (call.actor.kind !== 'app' && !hub.access.sees(call.actor, repo))) throw notFound();
  return repo;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parse(body: string): Record<string, unknown> {
  if (!body) return {};
  try {
    const value: unknown = JSON.parse(body);
    return value && typeof value === 'object' ? { ...value } : {};
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}

export const ok = (data: unknown, status = 200): Answer => ({ status, data });

/** One page of a list, with the links to the others; `wrap` puts it into an envelope. */
export function page<T, R>(
  { hub, call }: Context,
  items: T[],
  show: (item: T) => R,
  wrap: (shown: R[], total: number) => unknown = (shown) => shown,
): Answer {
  const size = Math.min(Math.max(Number(call.query.get('per_page')) || 30, 1), 100);
  const current = Math.max(Number(call.query.get('page')) || 1, 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const link = (number: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(number));
    return `<${hub.url}${call.path}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(current > 1 ? [link(current - 1, 'prev')] : []),
    ...(current < last ? [link(current + 1, 'next'), link(last, 'last')] : []),
    ...(current > 1 ? [link(1, 'first')] : []),
  ];
  const shown = items.slice((current - 1) * size, current * size).map(show);
  const headers = links.length ? { link: links.join(', ') } : {};
  return { status: 200, headers, data: wrap(shown, items.length) };
}

/** A text of the body, or a refusal that names it. */
export function text(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value.trim()) return value.trim();
  throw new Refusal(422, `Invalid request.\n\n"${name}" wasn't supplied.`);
}
