import type { Template } from '../../core/policy.js';
import type { Graded } from '../../core/scorecard/grade.js';
import type { Subject } from '../../core/scorecard/measures/measure.js';
import type { Month } from '../../core/scorecard/month/month.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';
import type { PilotCounts, Scorecard, ScoredArea } from '../../core/scorecard/score.js';
import { pageLinks } from '../links.js';
import { plain } from '../phrase.js';
import { sayAlarm } from './words/alarm.js';
import { sayMove } from './words/measure.js';

/** The report of `scorecard`. Its shape is public: names stay, absent values are `null`. */
export interface ScorecardReport {
  readonly schema: 1;
  readonly month: YearMonth;
  readonly template: Template;
  readonly areas: readonly {
    readonly id: string;
    readonly name: string;
    readonly score: number | null;
    readonly previous: number | null;
    readonly evidence: readonly ReportedEvidence[];
    readonly next: string | null;
    readonly owner: string | null;
  }[];
  readonly alarms: readonly { readonly code: string; readonly message: string }[];
  readonly pilots: PilotCounts;
}

/** `value` of `of`; both `null` where nothing was measured. `links` lead to what falls short, else
 * to what was counted. */
interface ReportedEvidence {
  readonly measure: string;
  readonly value: number | null;
  readonly of: number | null;
  readonly links: readonly string[];
}

const MOST_LINKS = 20;

export function scorecardReport({
  month,
  template,
  areas,
  alarms,
  pilots,
}: Scorecard): ScorecardReport {
  return {
    schema: 1,
    month: month.month,
    template,
    areas: areas.map((area) => reportedArea(area, month)),
    alarms: alarms.map((alarm) => ({
      code: alarm.code,
      message: plain(sayAlarm(alarm, month.month)),
    })),
    pilots,
  };
}

function reportedArea(area: ScoredArea, month: Month): ScorecardReport['areas'][number] {
  const { id, name, score, previous, evidence, move, owner } = area;
  return {
    id,
    name,
    score,
    previous,
    evidence: evidence.map((graded) => reportedEvidence(graded, month)),
    next: move === null ? null : plain(sayMove(move, month)),
    owner: owner.length === 0 ? null : owner.join(', '),
  };
}

function reportedEvidence({ measure, reading }: Graded, month: Month): ReportedEvidence {
  if (reading.kind === 'not-measured') return { measure, value: null, of: null, links: [] };
  const { value, of, lacks, met } = reading;
  const told = lacks.length > 0 ? lacks.map(({ subject }) => subject) : met;
  const pages = told.flatMap((subject) => pageOf(subject, month) ?? []);
  return { measure, value, of, links: [...new Set(pages)].slice(0, MOST_LINKS) };
}

/** The page of a subject, of a workflow the policy; its path where the repository has no pages. */
function pageOf(subject: Subject, { repository, policy }: Month): string | null {
  switch (subject.kind) {
    case 'entry':
      return fileOf(subject.path, repository);
    case 'workflow':
      return fileOf(policy.file, repository);
    case 'change':
      return subject.url;
    case 'cycle':
      return null;
  }
}

function fileOf(path: string, repository: Month['repository']): string {
  return pageLinks({ repository, docs: null }).file(path, null, 'default-branch') ?? path;
}
