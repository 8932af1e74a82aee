import { type KnownIssue, openAfter } from '../../core/pilot/pilot-issue.js';
import type { RepositoryLog } from '../../core/pilot/repository-log.js';
import type { SweepReport } from '../../flows/sweep.js';
import { createReadCache } from '../../read/cache.js';
import { REQUEST_TIMEOUT } from '../../read/github/client.js';
import { viewerOf } from '../../read/github/viewer.js';
import { sweepCommands } from '../../render/github-commands.js';
import { sweepTally } from '../../render/sweep/words.js';
import {
  type SweepMode,
  sweepDocument,
  sweepForTerminal,
  sweepReport,
} from '../../render/sweep.js';
import { todayAt } from '../clock.js';
import { exitOfSweep, overdueIn } from '../exit.js';
import { sweepOn } from '../jobs/sweep-world.js';
import { tokenClient } from '../token-client.js';
import { attempted, underTrouble } from './attempt.js';
import type { ActionInputs } from './inputs.js';
import type { Said } from './said.js';

/** Sweeps the repository the workflow runs in. */
export async function sweepHere(inputs: ActionInputs): Promise<Said> {
  const { token, apiUrl, owner, repo, asOf, docs, writes } = inputs;
  const client = tokenClient(token, apiUrl);
  const cache = createReadCache();
  const here = { owner, name: repo };
  let known: readonly KnownIssue[] = [];
  const seen = (log: RepositoryLog) => {
    known = log.known;
  };
  const { report, trouble } = await attempted({ repository: here, writes }, async () => {
    const issuer = await viewerOf(client, REQUEST_TIMEOUT);
    const ground = { client, issuer, cache, today: todayAt(asOf), docs, writes, seen };
    return sweepOn([here], ground);
  });
  const mode = writes === 'paper' ? 'planned' : 'done';
  return underTrouble(saidOf({ known, report }, mode), trouble);
}

/** What is known of the repository, also where only a part could be done. */
interface Found {
  readonly known: readonly KnownIssue[];
  readonly report: SweepReport;
}

function saidOf({ known, report: swept }: Found, mode: SweepMode): Said {
  const done = swept.flatMap((one) => (one.kind === 'swept' ? one.done : []));
  return {
    title: sweepTally(swept),
    text: sweepForTerminal(swept, mode, { colour: 'off', width: 100 }).trimEnd(),
    outputs: { overdue: overdueIn(swept), issues: JSON.stringify(openAfter(known, done)) },
    document: sweepDocument(swept, mode),
    commands: sweepCommands(swept),
    report: sweepReport(swept),
    exit: exitOfSweep(swept),
  };
}
