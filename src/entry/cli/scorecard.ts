import { hasBegun, lastWhole, type YearMonth } from '../../core/scorecard/month/year-month.js';
import type { RepositoryRun, ScorecardRun } from '../../core/scorecard/run.js';
import { TroubleError } from '../../core/trouble.js';
import { scoreMonth } from '../../flows/scorecard.js';
import { createReadCache } from '../../read/cache.js';
import { cloneMonths } from '../../read/month/clone.js';
import { HOME } from '../../read/month/github/roll-up-place.js';
import { openMonths } from '../../read/month/months.js';
import { scorecardCommands } from '../../render/github-commands.js';
import { disarmed } from '../../render/printable.js';
import { runDocument, runForTerminal } from '../../render/scorecard/run.js';
import { reportOfRan, reportOfRun } from '../../render/scorecard/run-report.js';
import { notesOfRan, sayHomeless, warningsOfRan } from '../../render/scorecard/run-words.js';
import type { SweepMode } from '../../render/sweep.js';
import { type Today, todayAt } from '../clock.js';
import { exitOfScorecards } from '../exit.js';
import { fleetScorecardsOn, type ScorecardGround, scorecardsOn } from '../jobs/scorecard-world.js';
import { asideOf, type Note, worthNoting } from './aside.js';
import {
  failed,
  json,
  type Printed,
  type ScorecardFlags,
  type Surroundings,
  UsageError,
} from './output.js';
import { isLocal, targetOf } from './target.js';

/** `belay scorecard`: a month of a clone, or the scorecards of repositories on GitHub, filed. */
export async function runScorecard(flags: ScorecardFlags, around: Surroundings): Promise<Printed> {
  try {
    checkMonth(flags);
    const run = isLocal(flags) ? await scoreClone(flags, around) : await fileOn(flags, around);
    const mode = flags.dryRun ? 'planned' : 'done';
    const stdout = printed({ run, mode, flags, around });
    return { stdout, stderr: asideOf(notesIn(run), flags.format), exit: exitOfRun(run) };
  } catch (error) {
    return failed('scorecard', flags.format, error);
  } finally {
    around.progress?.clear();
  }
}

function exitOfRun({ repositories, rollUp }: ScorecardRun): 0 | 1 | 2 {
  return rollUp !== null && rollUp.trouble !== null ? 2 : exitOfScorecards(repositories);
}

/** A month that has not begun has nothing to show. */
function checkMonth({ month, asOf }: ScorecardFlags): void {
  const today = todayAt(asOf ?? null);
  if (month !== undefined && !hasBegun(month, today))
    throw new UsageError(
      `--month ${month} has not begun; give a month as ${lastWhole(today('UTC'))}`,
    );
}

function notesIn({ repositories, homeless }: ScorecardRun): readonly Note[] {
  const notes = worthNoting(repositories).flatMap((one) =>
    [...warningsOfRan(one), ...notesOfRan(one)].map((note) => ({
      repository: one.repository,
      note,
    })),
  );
  return homeless === null ? notes : [...notes, { repository: null, note: sayHomeless(homeless) }];
}

async function scoreClone(flags: ScorecardFlags, { folder }: Surroundings): Promise<ScorecardRun> {
  const today = todayAt(flags.asOf ?? null);
  const ran = await scoredClone(folder, { today, month: flags.month ?? null });
  return { repositories: [ran], rollUp: null, homeless: null };
}

interface Asked {
  readonly today: Today;
  /** `null`: the last one that is over. */
  readonly month: YearMonth | null;
}

async function scoredClone(folder: string, { today, month }: Asked): Promise<RepositoryRun> {
  const options = { today, cache: createReadCache() };
  const reading = await openMonths(cloneMonths({ folder }), { owner: '', name: folder }, options);
  if (reading.kind === 'trouble') throw new TroubleError(reading.trouble);
  if (reading.kind !== 'months') return reading;
  const { months } = reading;
  const wanted = month ?? lastWhole(months.today);
  const one = await scoreMonth(months, wanted);
  if (one.kind === 'trouble') throw new TroubleError(one.trouble);
  const { repository, today: day } = months;
  const scored = { kind: 'scored', repository, today: day, months: [one] } as const;
  const left = { standing: [], waiting: [], rest: null, others: [], imprints: new Map() };
  return { ...scored, ...left, done: [], told: null, trouble: null };
}

async function fileOn(
  flags: ScorecardFlags,
  { env, docs, progress }: Surroundings,
): Promise<ScorecardRun> {
  const { client, issuer, names, owner } = await targetOf(flags, env);
  const ground: ScorecardGround = {
    client,
    issuer,
    appId: null,
    cache: createReadCache(),
    today: todayAt(flags.asOf ?? null),
    month: flags.month ?? null,
    settled: 'read',
    docs,
    writes: flags.dryRun ? 'paper' : 'github',
    progress: ({ looked, of }) => progress?.show(looked, of),
  };
  if (owner === null)
    return { repositories: await scorecardsOn(names, ground), rollUp: null, homeless: null };
  const { trouble, ...run } = await fleetScorecardsOn(owner, names, ground);
  if (trouble === null) return run;
  const unfound = { repository: { owner, name: HOME }, month: ground.month, done: [], told: null };
  return { ...run, rollUp: { ...unfound, trouble } };
}

interface Found {
  readonly run: ScorecardRun;
  readonly mode: SweepMode;
  readonly flags: ScorecardFlags;
  readonly around: Surroundings;
}

function printed({ run, mode, flags, around }: Found): string {
  switch (flags.format) {
    case 'text':
      return disarmed(runForTerminal(run, mode, around));
    case 'json':
      return json(flags.org === undefined ? reportOfRan(run.repositories[0]) : reportOfRun(run));
    case 'markdown':
      return disarmed(runDocument(run, mode, around.docs));
    case 'github':
      return [...scorecardCommands(run), ''].join('\n');
  }
}
