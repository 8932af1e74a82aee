import type { LogReading } from '../../core/pilot/repository-log.js';
import type { Trouble } from '../../core/trouble.js';
import { type CommandPorts, type CommandResult, command } from '../../flows/command.js';
import { amendEntry } from '../../parse/amend.js';
import { readLogs } from '../../read/fleet/logs.js';
import type { Hub } from '../../read/github/client.js';
import { readEntryState } from '../../read/github/entry-file.js';
import { isAssignable, registerOf } from '../../read/github/people.js';
import { readRequest, type Spoken } from '../../read/github/thread.js';
import { gitHubMonths } from '../../read/month/github.js';
import { openMonths } from '../../read/month/months.js';
import { LABELLED } from '../../render/labelled.js';
import { troubleAnswer } from '../../render/trouble-answer.js';
import { answer, assign, react, type Thread } from '../../write/answer.js';
import { CHECK_NAME } from '../../write/check-run.js';
import { propose } from '../../write/verdict-pull.js';
import { explained } from '../explained.js';
import { fleetOf, type SweepGround } from './sweep-world.js';

/** The repository a command stands in, and as whom it is answered. */
export interface CommandGround extends Omit<SweepGround, 'progress' | 'seen'> {
  readonly owner: string;
  readonly repo: string;
  /** The App whose check runs tell the verdicts; `null`: the one that files as `issuer`, else any. */
  readonly appId: number | null;
  /** Is shown the answer. */
  readonly shown?: (answer: string) => void;
}

/** Where a comment stands. */
export type Where = Omit<Spoken, 'issuer'>;

/** Answers one comment on GitHub. Throws the trouble that kept it from being answered. */
export function answerOn(where: Where, ground: CommandGround): Promise<CommandResult> {
  return command(ground.writes === 'paper' ? onPaper(where, ground) : portsOf(where, ground));
}

/** Says in the thread what kept a command from being carried out. */
export async function apologiseOn(
  where: Where,
  ground: CommandGround,
  trouble: Trouble,
): Promise<void> {
  const { read, react, answer } = portsOf(where, ground);
  const request = await read();
  if (request === null) return;
  await react('confused');
  await answer(troubleAnswer(trouble), request.answer);
}

function portsOf(where: Where, ground: CommandGround): CommandPorts {
  const { client, owner, repo, issuer, docs, appId, today, cache, shown = () => {} } = ground;
  const hub: Hub = { ...fleetOf(client), owner, name: repo };
  const thread: Thread = { client, owner, repo, number: where.number };
  const answers = `answers in ${owner}/${repo}#${where.number}`;
  return {
    read: () => readRequest(hub, { ...where, issuer }),
    log: () => logOf(hub, ground),
    months: () => {
      const check = { name: CHECK_NAME, appId };
      const labelled = LABELLED.scorecard;
      const place = gitHubMonths({ client, owner, name: repo, issuer, labelled, check });
      return openMonths(place, { owner, name: repo }, { today, cache });
    },
    register: registerOf(hub),
    entry: (path) => readEntryState(hub, { path, issuer }),
    amend: amendEntry,
    propose: (pull) =>
      explained(`a pull request in ${owner}/${repo}`, () => propose(pull, { client, owner, repo })),
    assign: async (login) => {
      if (!(await isAssignable(hub, login))) return false;
      return explained(answers, () => assign(login, thread));
    },
    react: (reaction) => explained(answers, () => react(where.comment, reaction, thread)),
    answer: async (body, before) => {
      shown(body);
      await explained(answers, () => answer(body, before, thread));
    },
    docs,
  };
}

/** The same with nothing written: verdicts come as patches, and answers are for the caller to show. */
function onPaper(where: Where, ground: CommandGround): CommandPorts {
  const ports = portsOf(where, ground);
  const hub: Hub = { ...fleetOf(ground.client), owner: ground.owner, name: ground.repo };
  return {
    ...ports,
    propose: async () => ({ kind: 'forbidden' }),
    assign: (login) => isAssignable(hub, login),
    react: async () => {},
    answer: async (body) => ground.shown?.(body),
  };
}

async function logOf(hub: Hub, ground: CommandGround): Promise<LogReading> {
  const { cache, today, issuer } = ground;
  const name = { owner: hub.owner, name: hub.name };
  const options = { today, cache, issuer: { login: issuer } };
  for await (const group of readLogs(hub, [name], options))
    for (const reading of group) return reading;
  return { kind: 'without-policy', repository: name };
}
