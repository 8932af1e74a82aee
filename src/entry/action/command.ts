import { type Trouble, TroubleError } from '../../core/trouble.js';
import { createReadCache } from '../../read/cache.js';
import { REQUEST_TIMEOUT } from '../../read/github/client.js';
import { viewerOf } from '../../read/github/viewer.js';
import { troubleAnswer } from '../../render/trouble-answer.js';
import { troubleLine } from '../../render/trouble-check.js';
import { todayAt } from '../clock.js';
import { answerOn, apologiseOn, type CommandGround, type Where } from '../jobs/command-world.js';
import { patiently } from '../patiently.js';
import { tokenClient } from '../token-client.js';
import type { ActionInputs } from './inputs.js';
import type { Said } from './said.js';

/** Answers the comment of the event; a refusal is an answer like any other. */
export async function answerHere(where: Where, inputs: ActionInputs): Promise<Said> {
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
    const title = await patiently(async () => {
      const result = await answerOn(where, await grounded());
      if (result.kind === 'trouble') return result;
      return {
        kind: 'good',
        value: result.kind === 'answered' ? result.outcome.kind : result.kind,
      };
    });
    return { ...NOTHING, title: `The command: ${title}.`, document };
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { trouble } = error;
    if (writes === 'github')
      await apologise(async () => apologiseOn(where, await grounded(), trouble));
    return { ...NOTHING, ...unanswered(trouble) };
  }
}

const NOTHING: Omit<Said, 'title' | 'document'> = {
  outputs: {},
  commands: [],
  report: null,
  exit: 0,
};

function unanswered(trouble: Trouble): Pick<Said, 'title' | 'document' | 'exit'> {
  return { title: troubleLine(trouble), document: troubleAnswer(trouble), exit: 2 };
}

/** Where GitHub does not even take that, the failed job says it. */
async function apologise(say: () => Promise<void>): Promise<void> {
  try {
    await say();
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
  }
}
