import { readFile } from 'node:fs/promises';
import type * as Toolkit from '@actions/core';
import { isMoment, MOMENT_HINT } from './clock.js';

/** What the workflow asks of the Action, checked. */
export interface ActionInputs {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly owner: string;
  readonly repo: string;
  readonly pull: number;
  readonly asOf: string | null;
  readonly failOn: 'held' | 'never';
}

type Env = Readonly<Record<string, string | undefined>>;
type Inputs = Pick<typeof Toolkit, 'getInput'>;

/** The events that are about one pull request. */
const PULL_EVENTS = ['pull_request', 'pull_request_target'];

/** Reads inputs and event; says all that is wrong with them at once. */
export async function readInputs(
  env: Env,
  runner: Inputs,
): Promise<ActionInputs | { readonly problems: readonly string[] }> {
  const token = runner.getInput('token');
  const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/');
  const pull = await pullOf(env);
  const problems = [
    eventProblem(env.GITHUB_EVENT_NAME ?? '', pull),
    ...optionProblems(runner),
    token === ''
      ? 'token: is empty; leave it out, or give one that may read this repository'
      : null,
    repo === '' ? 'GITHUB_REPOSITORY does not name a repository' : null,
  ].filter((problem) => problem !== null);
  if (problems.length > 0 || pull === null) return { problems };
  const asOf = runner.getInput('as-of') || null;
  const failOn = runner.getInput('fail-on') === 'never' ? 'never' : 'held';
  return { token, apiUrl: env.GITHUB_API_URL, owner, repo, pull, asOf, failOn };
}

function eventProblem(event: string, pull: number | null): string | null {
  if (!PULL_EVENTS.includes(event)) {
    return `Belay does not know what to do on "${event}". Run it on ${PULL_EVENTS.join(' or ')}.`;
  }
  return pull === null ? `The ${event} event does not say which pull request it is about.` : null;
}

function optionProblems(runner: Inputs): readonly (string | null)[] {
  const asOf = runner.getInput('as-of');
  return [
    asOf !== '' && !isMoment(asOf) ? `as-of: ${MOMENT_HINT}` : null,
    oneOf(runner, 'command', ['auto', 'check']),
    oneOf(runner, 'fail-on', ['held', 'never']),
    oneOf(runner, 'dry-run', ['true', 'false']),
  ];
}

function oneOf(runner: Inputs, name: string, allowed: readonly string[]): string | null {
  const value = runner.getInput(name);
  if (value === '' || allowed.includes(value)) return null;
  return `${name}: "${value}" is not known; it may be ${allowed.join(' or ')}`;
}

/** The number of the pull request in the event's file; `null` when it names none. */
async function pullOf(env: Env): Promise<number | null> {
  const path = env.GITHUB_EVENT_PATH;
  if (!path) return null;
  try {
    const event: unknown = JSON.parse(await readFile(path, 'utf8'));
    const number = field(field(event, 'pull_request'), 'number');
    return typeof number === 'number' && Number.isInteger(number) ? number : null;
  } catch {
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
