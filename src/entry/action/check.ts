import { type Trouble, TroubleError } from '../../core/trouble.js';
import { type Judged, judgeCommit } from '../../flows/gate.js';
import { createReadCache } from '../../read/cache.js';
import { checkDocument } from '../../render/check.js';
import { checkCommands } from '../../render/github-commands.js';
import { checkReport, troubleReport } from '../../render/report.js';
import { troubleText } from '../../render/trouble-check.js';
import { todayAt } from '../clock.js';
import { exitOf } from '../exit.js';
import { readerOf } from '../jobs/world.js';
import { patiently } from '../patiently.js';
import { tokenClient } from '../token-client.js';
import type { ActionInputs } from './inputs.js';
import type { Said } from './said.js';

/** Judges a pull request. */
export async function checkPull(pull: number, inputs: ActionInputs): Promise<Said> {
  const { token, apiUrl, owner, repo, asOf, docs } = inputs;
  const ground = { client: tokenClient(token, apiUrl), owner, repo, cache: createReadCache() };
  const read = readerOf(ground, { check: null, today: todayAt(asOf) });
  try {
    const judged = await patiently(async () => {
      const result = await judgeCommit(pull, { read, docs });
      return result.kind === 'trouble' ? result : { kind: 'good', value: result };
    });
    return judged.kind === 'closed' ? CLOSED : saidOf(judged);
  } catch (error) {
    if (error instanceof TroubleError) return unjudged(error.trouble);
    throw error;
  }
}

const CLOSED: Said = {
  title: 'The pull request is closed: there is nothing to judge.',
  outputs: {},
  document: null,
  commands: [],
  report: null,
  exit: 0,
};

function saidOf({ change, verdict, text }: Judged): Said {
  const report = checkReport(change, verdict);
  return {
    title: text.title,
    outputs: {
      verdict: verdict.kind,
      findings: report.findings.filter(({ level }) => level === 'error').length,
    },
    document: checkDocument(text),
    commands: checkCommands(change, verdict),
    report,
    exit: exitOf(verdict),
  };
}

function unjudged(trouble: Trouble): Said {
  const text = troubleText(trouble);
  return {
    title: text.title,
    outputs: { verdict: 'unreadable', findings: 0 },
    document: checkDocument(text),
    commands: [],
    report: troubleReport(trouble),
    exit: 2,
  };
}
