import type { Filing } from '../../core/scorecard/month/filing.js';
import type { BrokenFile } from '../../core/scorecard/month/month.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';
import {
  cardsIn,
  type Ledger,
  type RepositoryRun,
  type ScorecardRun,
} from '../../core/scorecard/run.js';
import { plain } from '../phrase.js';
import { repositoryName } from '../repository-name.js';
import { commandTrouble, type ReportedTrouble } from '../trouble-command.js';
import { sayBrokenPolicy } from './broken-policy.js';
import { type ScorecardReport, scorecardReport } from './report.js';

/** The report where there is no scorecard: absent values are `null`, arrays are there. */
const NO_SCORECARD = {
  schema: 1,
  month: null,
  template: null,
  areas: [],
  alarms: [],
  pilots: null,
} as const;

/** Where nothing was done and nothing is wrong. */
const NOTHING = {
  unfiled: null,
  repositories: [],
  writes: [],
  untaken: null,
  trouble: null,
} as const;

/** What is said of one repository: its newest scorecard, and what came of it. */
type RepositoryReport = (ScorecardReport | typeof NO_SCORECARD) & {
  /** Why the month gets no issue of its own. */
  readonly unfiled: Extract<Filing, { filed: false }>['why'] | 'without-policy' | null;
  /** What was done, or with a rehearsal would be. */
  readonly writes: readonly ReportedWrite[];
  /** Why GitHub took no write, though nothing is wrong. */
  readonly untaken: Ledger['told'];
  readonly trouble: ReportedTrouble | null;
};

/** `number` is that of the issue; `null` where it is not there yet. `title`: of a text to be written. */
interface ReportedWrite {
  readonly kind: Ledger['done'][number]['write']['kind'];
  readonly number: number | null;
  readonly title: string | null;
}

/**
 * What `scorecard` reports, whatever was asked for: one repository's scorecard, or with many each
 * in `repositories`. The shape is public: names stay.
 */
type RunReport = Omit<RepositoryReport, 'month'> & {
  readonly month: YearMonth | null;
  readonly repositories: readonly (RepositoryReport & { readonly repository: string })[];
};

/** The report of one repository's newest scorecard. */
export function reportOfRan(ran: RepositoryRun | undefined): RunReport {
  const one = ran === undefined ? { ...NO_SCORECARD, ...NOTHING } : repositoryReport(ran);
  return { ...one, repositories: [] };
}

/** The report of many repositories, without those that have no policy, and of the issue over them. */
export function reportOfRun({ repositories, rollUp }: ScorecardRun): RunReport {
  const told = repositories.filter(({ kind }) => kind !== 'without-policy');
  return {
    ...NO_SCORECARD,
    ...NOTHING,
    month: rollUp?.month ?? newestMonth(repositories),
    repositories: told.map((ran) => ({
      repository: repositoryName(ran.repository),
      ...repositoryReport(ran),
    })),
    writes: rollUp === null ? [] : rollUp.done.map(reportedWrite),
    untaken: rollUp?.told ?? null,
    trouble: rollUp === null || rollUp.trouble === null ? null : commandTrouble(rollUp.trouble),
  };
}

/** The report of a run that came to nothing. */
export function reportOfFailure(trouble: ReportedTrouble): RunReport {
  return { ...NO_SCORECARD, ...NOTHING, trouble };
}

function repositoryReport(ran: RepositoryRun): RepositoryReport {
  const newest = cardsIn(ran).at(-1);
  return {
    ...(newest === undefined ? NO_SCORECARD : scorecardReport(newest.card)),
    unfiled: whyUnfiled(ran),
    writes: ran.kind === 'scored' ? ran.done.map(reportedWrite) : [],
    untaken: ran.kind === 'scored' ? ran.told : null,
    trouble: troubleOf(ran),
  };
}

function whyUnfiled(ran: RepositoryRun): RepositoryReport['unfiled'] {
  const last = ran.kind === 'scored' ? ran.months.at(-1) : ran;
  if (last?.kind === 'without-policy') return 'without-policy';
  return last?.kind === 'month' && !last.filing.filed ? last.filing.why : null;
}

function troubleOf(ran: RepositoryRun): ReportedTrouble | null {
  if (ran.kind === 'broken-policy') return policyTrouble(ran);
  if (ran.kind === 'trouble') return commandTrouble(ran.trouble);
  if (ran.kind !== 'scored') return null;
  if (ran.trouble !== null) return commandTrouble(ran.trouble);
  const broken = ran.months.find((one) => one.kind === 'broken-policy');
  return broken === undefined ? null : policyTrouble(broken);
}

function policyTrouble(broken: BrokenFile): ReportedTrouble {
  const message = sayBrokenPolicy(broken).map(plain).join(' ');
  return { kind: 'policy', status: null, request: null, message };
}

function reportedWrite({ write, number }: Ledger['done'][number]): ReportedWrite {
  const { kind } = write;
  if (kind === 'file') return { kind, number, title: write.issue.title };
  return { kind, number: write.number, title: kind === 'edit' ? write.title : null };
}

function newestMonth(repositories: readonly RepositoryRun[]): YearMonth | null {
  const months = repositories.flatMap(cardsIn).map(({ month }) => month.month);
  return months.toSorted().at(-1) ?? null;
}
