import type { Graded } from '../../core/scorecard/grade.js';
import type { Subject } from '../../core/scorecard/measure.js';
import type { Template, YearMonth } from '../../core/scorecard/month.js';
import type { PilotCounts, Scorecard, ScoredArea } from '../../core/scorecard/score.js';
import type { Links } from '../links.js';
import { plain } from '../phrase.js';
import { repositoryLinks } from './links.js';
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

export function scorecardReport(card: Scorecard): ScorecardReport {
  const links = repositoryLinks(card.month.repository, null);
  return {
    schema: 1,
    month: card.month.month,
    template: card.template,
    areas: card.areas.map((area) => reportedArea(area, links)),
    alarms: card.alarms.map((alarm) => ({ code: alarm.code, message: plain(sayAlarm(alarm)) })),
    pilots: card.pilots,
  };
}

function reportedArea(area: ScoredArea, links: Links): ScorecardReport['areas'][number] {
  const { id, name, score, previous, evidence, move, owner } = area;
  return {
    id,
    name,
    score,
    previous,
    evidence: evidence.map((graded) => reportedEvidence(graded, links)),
    next: move === null ? null : plain(sayMove(move)),
    owner: owner.length === 0 ? null : owner.join(', '),
  };
}

function reportedEvidence({ measure, reading }: Graded, links: Links): ReportedEvidence {
  if (reading.kind === 'not-measured') return { measure, value: null, of: null, links: [] };
  const { value, of, lacks, met } = reading;
  const told = lacks.length > 0 ? lacks.map(({ subject }) => subject) : met;
  const pages = told.flatMap((subject) => pageOf(subject, links) ?? []);
  return { measure, value, of, links: [...new Set(pages)].slice(0, MOST_LINKS) };
}

/** The page of a subject; its path where the repository has no pages. */
function pageOf(subject: Subject, links: Links): string | null {
  if (subject.kind === 'entry')
    return links.file(subject.path, null, 'default-branch') ?? subject.path;
  return subject.kind === 'change' ? subject.url : null;
}
