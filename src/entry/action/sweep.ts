import { type KnownIssue, openAfter } from '../../core/pilot/pilot-issue.js';
import type { RepositoryLog } from '../../core/pilot/repository-log.js';
import { type Trouble, TroubleError } from '../../core/trouble.js';
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
import { troubleLine } from '../../render/trouble-check.js';
import { todayAt } from '../clock.js';
import { exitOfSweep, overdueIn } from '../exit.js';
import { sweepOn } from '../jobs/sweep-world.js';
import { patiently } from '../patiently.js';
import { tokenClient } from '../token-client.js';
import type { ActionInputs } from './inputs.js';
import type { Said } from './said.js';

/** Sweeps the repository the workflow runs in. */
export async function sweepHere(inputs: ActionInputs): Promise<Said> {
  const { token, apiUrl, owner, repo, asOf, docs, writes } = inputs;
  const client = tokenClient(token, apiUrl);
  const cache = createReadCache();
  const found: Found = { known: [], report: null };
  const seen = (log: RepositoryLog) => {
    found.known = log.known;
  };
  const attempt = async () => {
    const issuer = await viewerOf(client, REQUEST_TIMEOUT);
    const ground = { client, issuer, cache, today: todayAt(asOf), docs, writes, seen };
    found.report = await sweepOn([{ owner, name: repo }], ground);
    const trouble = troubleIn(found.report);
    return trouble === null ? GOOD : ({ kind: 'trouble', trouble } as const);
  };
  const mode = writes === 'paper' ? 'planned' : 'done';
  try {
    await patiently(attempt);
    return saidOf(found, mode);
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { trouble } = error;
    found.report ??= [{ kind: 'trouble', repository: { owner, name: repo }, trouble }];
    return { ...saidOf(found, mode), title: troubleLine(trouble) };
  }
}

/** What is known of the repository, also where only a part could be done. */
interface Found {
  known: readonly KnownIssue[];
  report: SweepReport | null;
}

const GOOD = { kind: 'good', value: null } as const;

function troubleIn(report: SweepReport): Trouble | null {
  const [trouble] = report.flatMap((one) =>
    one.kind === 'trouble' || one.kind === 'swept' ? [one.trouble] : [],
  );
  return trouble ?? null;
}

function saidOf({ known, report }: Found, mode: SweepMode): Said {
  const swept = report ?? [];
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
