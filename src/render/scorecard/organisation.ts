import { isOverdue } from '../../core/pilot.js';
import type { ScoredRepository, YearMonth } from '../../core/scorecard/month.js';
import {
  nameOf,
  type OrganisationFacts,
  type PortfolioPilot,
  type RollUpRow,
  type RollUpTable,
  rollUpMark,
  type UnguardedWorkflow,
} from '../../core/scorecard/organisation.js';
import { listInRoom } from '../check/room.js';
import { code, escapeText, link, table } from '../markdown.js';
import { counted } from '../phrase.js';
import { shorten } from '../printable.js';
import { longDay } from '../words/day.js';
import { fitted, type ScorecardIssue } from './issue.js';
import { repositoryLinks } from './links.js';
import { entryLink, exceptionLine } from './sections.js';
import { changeText, ownerCell } from './table.js';

/** More rows than this nobody reads; the worst stand first. */
const MOST_ROWS = 30;
const LONGEST_NAME = 100;

/** The title of the organisation's issue. */
export function organisationTitle(month: YearMonth): string {
  return `Organisation scorecard ${month}`;
}

/**
 * The organisation's issue: areas by repositories, worst first, pilots by date, what is unguarded.
 * `rest` is the page where the repositories that are not shown are found.
 */
export function organisationIssue(facts: OrganisationFacts, rest: string | null): ScorecardIssue {
  const { month, tables, unscored, portfolio, unguarded, exceptions } = facts;
  const blocks = [
    headline(facts),
    ...tables.map((one) => tableBlock(one, tables.length, rest)),
    listBlock('Pilots by checkpoint', portfolio.map(pilotLine), 'pilot'),
    listBlock(
      'Flagged workflows without an SLI or an owner',
      unguarded.map(unguardedLine),
      'workflow',
    ),
    listBlock(
      'Exceptions',
      exceptions.map(
        ({ repository, exception }) =>
          `${repositoryName(repository)}: ${exceptionLine(exception, repositoryLinks(repository, null))}`,
      ),
      'exception',
    ),
    listBlock('Without a scorecard this month', unscored.map(repositoryName), 'repository'),
  ];
  return { title: organisationTitle(month), body: fitted(blocks, [rollUpMark(month)]) };
}

function headline({ tables, unscored, portfolio }: OrganisationFacts): string {
  const scored = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  const past = portfolio.filter(isOverdue).length;
  return `${counted(scored, 'repository', 'repositories')} scored, ${unscored.length} without a scorecard; ${counted(portfolio.length, 'pilot')} open, ${past} of them past the checkpoint.`;
}

function tableBlock(
  { template, areas, rows }: RollUpTable,
  tables: number,
  more: string | null,
): string {
  const shown = rows.slice(0, MOST_ROWS);
  const made = table(
    ['repository', ...areas.map(({ name }) => escapeText(name))],
    shown.map((row) => [rowName(row), ...row.areas.map(scoreCell)]),
  );
  const left = rows.length - shown.length;
  const note =
    left === 0
      ? []
      : [
          `${link(`and ${counted(left, 'repository', 'repositories')} more`, more)}, all of them better.`,
        ];
  const title = tables > 1 ? [`### ${template}`] : [];
  return [...title, made, ...note].join('\n\n');
}

function rowName({ repository, url }: RollUpRow): string {
  return link(repositoryLabel(repository), url ?? repository.url);
}

function scoreCell(area: RollUpRow['areas'][number]): string {
  if (area.score === null) return '–';
  const change = changeText(area);
  const hand = area.human === null ? '' : ' (by hand)';
  return `${area.score}${change === '' || change === '=' ? '' : ` ${change}`}${hand}`;
}

const STATES = {
  'on-time': '',
  due: ', due',
  past: ', **past its checkpoint**',
  escalated: ', **past its checkpoint, escalated**',
} as const;

function pilotLine({ repository, entry, checkpoint, state }: PortfolioPilot): string {
  const day = checkpoint === null ? 'no checkpoint' : longDay(checkpoint);
  const links = repositoryLinks(repository, null);
  return `${day}${STATES[state]}: ${repositoryName(repository)}, ${entryLink({ entry }, links)}`;
}

function unguardedLine({ repository, workflow, lacks }: UnguardedWorkflow): string {
  const missing = lacks.map((lack) => (lack === 'sli' ? 'no SLI' : 'no owner')).join(' and ');
  const owner = workflow.owner.length === 0 ? '' : `, ${ownerCell(workflow.owner)}`;
  return `${repositoryName(repository)}, ${code(shorten(workflow.id, LONGEST_NAME))}: ${missing}${owner}`;
}

function repositoryName(repository: ScoredRepository): string {
  return link(repositoryLabel(repository), repository.url);
}

function repositoryLabel(repository: ScoredRepository): string {
  return escapeText(shorten(nameOf(repository), LONGEST_NAME));
}

function listBlock(title: string, lines: readonly string[], what: string): string | null {
  return lines.length === 0 ? null : `### ${title}\n\n${listInRoom(lines, what)}`;
}
