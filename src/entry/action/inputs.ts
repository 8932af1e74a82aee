import { readFile } from 'node:fs/promises';
import type * as Toolkit from '@actions/core';
import * as z from 'zod';
import { readCommand } from '../../parse/command.js';
import { listed, plain } from '../../render/phrase.js';
import { isMoment, MOMENT_HINT } from '../clock.js';
import { documentationIn } from '../documentation.js';
import type { Where } from '../jobs/command-world.js';

/** What the workflow asks of the Action, checked. */
export interface ActionInputs {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly owner: string;
  readonly repo: string;
  readonly asked: Asked;
  readonly asOf: string | null;
  readonly failOn: 'held' | 'never';
  /** Whether months whose scorecard stands are left: a run by the clock has nobody who would read them. */
  readonly settled: 'read' | 'left';
  /** `paper`: nothing is written on GitHub. */
  readonly writes: 'github' | 'paper';
  readonly docs: string | null;
}

/** What is to be done. */
export type Asked =
  | { readonly kind: 'check'; readonly pull: number }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'scorecard' }
  /** The sweep, then the scorecards. */
  | { readonly kind: 'round' }
  | { readonly kind: 'command'; readonly where: Where }
  /** The event asks for nothing, and why. */
  | { readonly kind: 'nothing'; readonly why: string };

type Env = Readonly<Record<string, string | undefined>>;
type Inputs = Pick<typeof Toolkit, 'getInput'>;
type Kind = Exclude<Asked['kind'], 'nothing'>;

/** What each event is answered with when nobody says otherwise. */
const AUTO: ReadonlyMap<string, Kind> = new Map([
  ['pull_request', 'check'],
  ['pull_request_target', 'check'],
  ['schedule', 'round'],
  ['workflow_dispatch', 'round'],
  ['issue_comment', 'command'],
]);

/** Reads inputs and event; says all that is wrong with them at once. */
export async function readInputs(
  env: Env,
  runner: Inputs,
): Promise<ActionInputs | { readonly problems: readonly string[] }> {
  const token = runner.getInput('token');
  const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/');
  const asked = await askedBy(env, runner);
  const problems = [
    typeof asked === 'string' ? asked : null,
    ...optionProblems(runner),
    token === ''
      ? 'token: is empty; leave it out, or give one that may read this repository'
      : null,
    repo === '' ? 'GITHUB_REPOSITORY does not name a repository' : null,
  ].filter((problem) => problem !== null);
  if (problems.length > 0 || typeof asked === 'string') return { problems };
  return {
    token,
    apiUrl: env.GITHUB_API_URL,
    owner,
    repo,
    asked,
    asOf: runner.getInput('as-of') || null,
    failOn: runner.getInput('fail-on') === 'never' ? 'never' : 'held',
    settled: env.GITHUB_EVENT_NAME === 'schedule' ? 'left' : 'read',
    writes: runner.getInput('dry-run') === 'true' ? 'paper' : 'github',
    docs: documentationIn(env),
  };
}

/** What is asked for, or what is wrong with it. */
async function askedBy(env: Env, runner: Inputs): Promise<Asked | string> {
  const event = env.GITHUB_EVENT_NAME ?? '';
  const command = runner.getInput('command') || 'auto';
  const kind = command === 'auto' ? AUTO.get(event) : KINDS.find((one) => one === command);
  if (kind === undefined && command !== 'auto')
    return `command: "${command}" is not known; it may be ${anyOf(['auto', ...KINDS])}`;
  if (kind === undefined)
    return `Belay does not know what to do on "${event}". Run it on ${anyOf([...AUTO.keys()])}.`;
  if (kind === 'sweep' || kind === 'scorecard' || kind === 'round') return { kind };
  const payload = await payloadOf(env);
  return kind === 'check' ? checkOf(event, payload) : commandOf(event, payload);
}

/** What may be asked for outright. */
const KINDS: readonly Kind[] = ['check', 'sweep', 'scorecard', 'command'];

const PullEvent = z.object({ pull_request: z.object({ number: z.int() }) });

function checkOf(event: string, payload: unknown): Asked | string {
  const { data } = PullEvent.safeParse(payload);
  if (data !== undefined) return { kind: 'check', pull: data.pull_request.number };
  return `The ${event} event does not say which pull request it is about.`;
}

const CommentEvent = z.object({
  action: z.string(),
  issue: z.object({ number: z.int(), pull_request: z.object({}).nullish() }),
  comment: z.object({
    id: z.int(),
    body: z.string(),
    user: z.object({ type: z.string() }).nullish(),
  }),
});

function commandOf(event: string, payload: unknown): Asked | string {
  const { data } = CommentEvent.safeParse(payload);
  if (data === undefined) return `The ${event} event does not say which comment it is about.`;
  const { action, comment, issue } = data;
  const reading = readCommand(comment.body);
  if (action !== 'created' || comment.user?.type !== 'User' || reading === null)
    return { kind: 'nothing', why: 'This comment does not speak to Belay.' };
  if (issue.pull_request && reading.command?.kind === 'recheck')
    return { kind: 'nothing', why: 'The check is the job of the pull request: re-run that.' };
  return { kind: 'command', where: { number: issue.number, comment: comment.id } };
}

function optionProblems(runner: Inputs): readonly (string | null)[] {
  const asOf = runner.getInput('as-of');
  return [
    asOf !== '' && !isMoment(asOf) ? `as-of: ${MOMENT_HINT}` : null,
    oneOf(runner, 'fail-on', ['held', 'never']),
    oneOf(runner, 'dry-run', ['true', 'false']),
  ];
}

function oneOf(runner: Inputs, name: string, allowed: readonly string[]): string | null {
  const value = runner.getInput(name);
  if (value === '' || allowed.includes(value)) return null;
  return `${name}: "${value}" is not known; it may be ${anyOf(allowed)}`;
}

function anyOf(words: readonly string[]): string {
  return plain(listed(words, { last: 'or' }));
}

/** What the event's file holds; `null` where it cannot be read. */
async function payloadOf(env: Env): Promise<unknown> {
  try {
    return JSON.parse(await readFile(env.GITHUB_EVENT_PATH ?? '', 'utf8'));
  } catch {
    return null;
  }
}
