import { addMonths, monthOf, type YearMonth } from '../../core/scorecard/month.js';
import { TroubleError } from '../../core/trouble.js';
import { scoreMonth } from '../../flows/scorecard.js';
import { createReadCache } from '../../read/cache.js';
import { cloneMonths } from '../../read/month/clone.js';
import { openMonths } from '../../read/month/months.js';
import { scorecardCommands } from '../../render/github-commands.js';
import { plain } from '../../render/phrase.js';
import { disarmed } from '../../render/printable.js';
import {
  nameOfRan,
  type Ran,
  reportOfRan,
  reportOfRun,
  runDocument,
  runForTerminal,
  type ScorecardRun,
} from '../../render/scorecard/run.js';
import { notesOfRan } from '../../render/scorecard/run-words.js';
import type { SweepMode } from '../../render/sweep.js';
import { type Today, todayAt } from '../clock.js';
import { exitOfScorecards } from '../exit.js';
import { fleetScorecardsOn, type ScorecardGround, scorecardsOn } from '../jobs/scorecard-world.js';
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
    return { stdout, stderr: asideOf(run, flags), exit: exitOfRun(run) };
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
  const now = monthOf(todayAt(asOf ?? null)('Pacific/Kiritimati'));
  if (month !== undefined && month > now)
    throw new UsageError(`--month ${month} has not begun; give a month as ${addMonths(now, -1)}`);
}

/** What a report in JSON has no place for. */
function asideOf({ repositories }: ScorecardRun, { format }: ScorecardFlags): string {
  if (format !== 'json') return '';
  return repositories
    .filter((ran) => ran.kind !== 'without-policy' || repositories.length === 1)
    .flatMap((ran) => notesOfRan(ran).map((note) => `belay: ${nameOfRan(ran)}: ${plain(note)}\n`))
    .join('');
}

async function scoreClone(flags: ScorecardFlags, { folder }: Surroundings): Promise<ScorecardRun> {
  const today = todayAt(flags.asOf ?? null);
  const ran = await scoredClone(folder, { today, month: flags.month ?? null });
  return { repositories: [ran], rollUp: null };
}

interface Asked {
  readonly today: Today;
  /** `null`: the last one that is over. */
  readonly month: YearMonth | null;
}

async function scoredClone(folder: string, { today, month }: Asked): Promise<Ran> {
  const options = { today, cache: createReadCache() };
  const reading = await openMonths(cloneMonths({ folder }), { owner: '', name: folder }, options);
  if (reading.kind === 'trouble') throw new TroubleError(reading.trouble);
  if (reading.kind !== 'months') return reading;
  const { months } = reading;
  const wanted = month ?? addMonths(monthOf(months.today), -1);
  const one = await scoreMonth(months, wanted, []);
  if (one.kind === 'trouble') throw new TroubleError(one.trouble);
  const { repository } = months;
  return { kind: 'scored', repository, months: [one], done: [], told: null, trouble: null };
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
  if (owner === null) return { repositories: await scorecardsOn(names, ground), rollUp: null };
  const { trouble, repositories, rollUp } = await fleetScorecardsOn(owner, names, ground);
  if (trouble === null) return { repositories, rollUp };
  const nowhere = { repository: { owner, name: '.github' }, month: ground.month };
  return { repositories, rollUp: { ...nowhere, done: [], told: null, trouble } };
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
