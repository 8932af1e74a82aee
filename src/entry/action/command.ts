import type { Outcome } from '../../core/pilot/outcome.js';
import { type Trouble, TroubleError } from '../../core/trouble.js';
import type { CommandResult } from '../../flows/command.js';
import { createReadCache } from '../../read/cache.js';
import { REQUEST_TIMEOUT } from '../../read/github/client.js';
import { viewerOf } from '../../read/github/viewer.js';
import { troubleAnswer } from '../../render/trouble-answer.js';
import { commandTroubleLine } from '../../render/trouble-command.js';
import { todayAt } from '../clock.js';
import { answerOn, apologiseOn, type CommandGround, type Where } from '../jobs/command-world.js';
import { patiently } from '../patiently.js';
import { tokenClient } from '../token-client.js';
import type { ActionInputs } from './inputs.js';
import type { Said } from './said.js';
import { scorecardHere } from './scorecard.js';

/**
 * Answers the comment of the event; a refusal is an answer like any other. A score that was taken is
 * shown in its issue at once: nobody knows when the next run is.
 */
export async function answerHere(where: Where, inputs: ActionInputs): Promise<Said> {
  const { said, became } = await answerOnce(where, inputs);
  if (became !== 'scored' || inputs.writes === 'paper') return said;
  const { outputs, exit, title } = await scorecardHere(inputs);
  return { ...said, outputs, exit, title: exit === 0 ? said.title : title };
}

/** What was said, and what became of the comment; `null`: trouble kept it from being answered. */
interface Answer {
  readonly said: Said;
  readonly became: Outcome['kind'] | CommandResult['kind'] | null;
}

async function answerOnce(where: Where, inputs: ActionInputs): Promise<Answer> {
  const { token, apiUrl, owner, repo, asOf, docs, writes } = inputs;
  const client = tokenClient(token, apiUrl);
  let document: string | null = null;
  const ground: Omit<CommandGround, 'issuer'> = {
    client,
    owner,
    repo,
    cache: createReadCache(),
    today: todayAt(asOf),
    docs,
    appId: null,
    writes,
    shown: (answer) => {
      document = answer;
    },
  };
  const grounded = async () => ({ ...ground, issuer: await viewerOf(client, REQUEST_TIMEOUT) });
  try {
    const became = await patiently(async () => {
      const result = await answerOn(where, await grounded());
      return result.kind === 'trouble' ? result : { kind: 'good', value: becameOf(result) };
    });
    return { said: { ...NOTHING, title: `The command: ${became}.`, document }, became };
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { trouble } = error;
    if (writes === 'github')
      await apologise(async () => apologiseOn(where, await grounded(), trouble));
    return { said: { ...NOTHING, ...unanswered(trouble) }, became: null };
  }
}

function becameOf(result: CommandResult) {
  return result.kind === 'answered' ? result.outcome.kind : result.kind;
}

const NOTHING: Omit<Said, 'title' | 'document'> = {
  outputs: {},
  commands: [],
  report: null,
  exit: 0,
};

function unanswered(trouble: Trouble): Pick<Said, 'title' | 'document' | 'exit'> {
  return { title: commandTroubleLine(trouble), document: troubleAnswer(trouble), exit: 2 };
}

/** Where GitHub does not even take that, the failed job says it. */
async function apologise(say: () => Promise<void>): Promise<void> {
  try {
    await say();
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
  }
}
