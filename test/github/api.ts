/** One request from its token to its answer: GraphQL, our own routes, or emulate. */
import { answerGraphql } from './graphql.js';
import { type Answer, type Call, findRepo, type Hub, Refusal } from './hub.js';
import { tellMoves, tips } from './refs.js';
import { checkRoutes } from './rest-checks.js';
import { contentRoutes } from './rest-contents.js';
import { gitRoutes } from './rest-git.js';
import { afterWrite, guardWrite, issueRoutes } from './rest-issues.js';
import { peopleRoutes } from './rest-people.js';
import { afterEdit, pullNumbered, pullRoutes } from './rest-pulls.js';
import { dispatch } from './router.js';

/** The first that fits answers; the commit routes are greedy and come last. */
const ROUTES = [
  ...checkRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...peopleRoutes,
  ...contentRoutes,
  ...gitRoutes,
];

export async function respond(hub: Hub, call: Call): Promise<Answer> {
  try {
    if (call.path === '/graphql') return answerGraphql(hub, call);
    demandMembers(call);
    return (await dispatch(hub, ROUTES, call)) ?? (await emulated(hub, call));
  } catch (error) {
    if (error instanceof Refusal) return refuse(error);
    return refuse(new Refusal(500, `The embedded GitHub stumbled: ${(error as Error).stack}`));
  }
}

export function refuse({ status, message, errors }: Refusal): Answer {
  const documentation_url = 'https://docs.github.com/rest';
  const data = { message, ...(errors ? { errors } : {}), documentation_url, status: `${status}` };
  return { status, data };
}

/** An app reads members and teams only with the permission for it. */
function demandMembers({ path, actor }: Call): void {
  if (!/^\/orgs\/[^/]+\/(teams|members|memberships)/.test(path) || !actor.installation) return;
  if (actor.installation.permissions.members) return;
  throw new Refusal(403, 'Resource not accessible by integration');
}

/** Lets emulate answer, and sees to what it forgets: limits, moved branches, edits. */
async function emulated(hub: Hub, call: Call): Promise<Answer> {
  const [, area, owner = '', name = ''] = call.path.split('/');
  const repo = area === 'repos' ? findRepo(hub, owner, name) : undefined;
  if (call.method === 'GET' || !repo) return ask(hub, call);
  guardWrite(hub, repo, call);
  const number = /\/pulls\/(\d+)$/.exec(call.path)?.[1];
  const pull = number ? pullNumbered(hub, repo, Number(number)) : undefined;
  const before = tips(hub, repo);
  const answer = await ask(hub, call);
  if (pull && call.method === 'PATCH') await afterEdit(hub, call, pull);
  afterWrite(hub, call, answer);
  await tellMoves(hub, repo, before, call.actor.login);
  return answer;
}

async function ask(hub: Hub, call: Call): Promise<Answer> {
  const query = call.query.size ? `?${call.query}` : '';
  const body = call.method === 'GET' || !call.body ? {} : { body: call.body };
  const { authorization, accept } = call.headers;
  const headers = { ...(authorization ? { authorization } : {}), ...(accept ? { accept } : {}) };
  const init = { method: call.method, headers, ...body };
  const response = await hub.emulator.fetch(new Request(`${hub.url}${call.path}${query}`, init));
  const kept = ['content-type', 'link', 'location'].map((key) => [key, response.headers.get(key)]);
  return {
    status: response.status,
    headers: Object.fromEntries(kept.filter((pair): pair is [string, string] => pair[1] !== null)),
    data: await response.text(),
  };
}
