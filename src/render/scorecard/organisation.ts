import { isOverdue } from '../../core/pilot.js';
import { rollUpMark } from '../../core/scorecard/issue/roll-up-mark.js';
import { cardKey, rollUpKey, titleOf } from '../../core/scorecard/issue/scorecard-issue.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';
import {
  type NamedRepository,
  nameOf,
  type OrganisationFacts,
  type PortfolioPilot,
  type RollUpRow,
  type RollUpTable,
  type UnguardedWorkflow,
  type WhyUnscored,
} from '../../core/scorecard/organisation.js';
import { listInRoom } from '../check/room.js';
import { pageLinks } from '../links.js';
import { code, escapeText, link, table } from '../markdown.js';
import { counted } from '../phrase.js';
import { shorten } from '../printable.js';
import { dayIn } from '../words/day.js';
import { fitted, type ScorecardIssue } from './issue.js';
import { entryLink, exceptionLine } from './sections.js';
import { changeText, ownerCell } from './table.js';

/** More rows than this nobody reads; the worst stand first. */
const MOST_ROWS = 30;
const LONGEST_NAME = 100;

const NO_BREAK = '\u00a0';

/**
 * The organisation's issue: areas by repositories, worst first, pilots by date, what is unguarded.
 * `rest` is the page where the repositories that are not shown are found.
 */
export function organisationIssue(facts: OrganisationFacts, rest: string | null): ScorecardIssue {
  const { month, tables, portfolio, unguarded, exceptions, shown, sources } = facts;
  const { unread, unfiled } = unscoredIn(facts);
  const blocks = [
    headline(facts),
    ...tables.map((one) => tableBlock(one, tables.length, rest)),
    listBlock('Could not be scored', unread.map(unscoredLine), 'repository'),
    listBlock(
      'Pilots by checkpoint',
      portfolio.map((one) => pilotLine(one, month)),
      'pilot',
    ),
    listBlock(
      'Flagged workflows without an SLI or an owner',
      unguarded.map(unguardedLine),
      'workflow',
    ),
    listBlock(
      'Exceptions',
      exceptions.map(
        ({ repository, exception }) =>
          `${repositoryName(repository)}: ${exceptionLine(exception, month, pageLinks({ repository, docs: null }))}`,
      ),
      'exception',
    ),
    listBlock('Without a scorecard this month', unfiled.map(unscoredLine), 'repository'),
  ];
  return {
    title: titleOf(rollUpKey(month)),
    body: fitted(blocks, [rollUpMark(month, sources, shown)]),
  };
}

/** What stands in place of an issue that told more than those who read it may know. */
export function withdrawnBody(month: YearMonth): string {
  const said =
    'This scorecard named a repository that not everyone who reads it may see, so its text was taken out.';
  return `${said}\n\n${rollUpMark(month)}`;
}

/** A search for a month's scorecards in all repositories of an owner. */
export function monthSearch(
  { owner, url }: Pick<NamedRepository, 'owner' | 'url'>,
  month: YearMonth,
): string | null {
  const [server] = /^https?:\/\/[^/]+/.exec(url ?? '') ?? [];
  if (server === undefined) return null;
  const asked = `is:issue org:${owner} in:title "${titleOf(cardKey(month))}"`;
  return `${server}/issues?q=${encodeURIComponent(asked)}`;
}

/** `2 repositories scored, 1 could not be. 4 pilots open, 2 of them past their checkpoint.` */
function headline(facts: OrganisationFacts): string {
  const scored = facts.tables.reduce((sum, { rows }) => sum + rows.length, 0);
  const { unread, unfiled } = unscoredIn(facts);
  const repositories = [
    `${scored === 0 ? 'No repository' : counted(scored, 'repository')} scored`,
    ...(unread.length === 0 ? [] : [`${unread.length} could not be`]),
    ...(unfiled.length === 0 ? [] : [`${unfiled.length} without a scorecard`]),
  ];
  return [`${repositories.join(', ')}.`, ...pilotsText(facts.portfolio)].join(' ');
}

function pilotsText(portfolio: readonly PortfolioPilot[]): readonly string[] {
  const open = portfolio.length;
  const past = portfolio.filter(isOverdue).length;
  if (open === 0) return [];
  const pilots = `${counted(open, 'pilot')} open`;
  if (past === 0) return [`${pilots}.`];
  if (past < open)
    return [`${pilots}, ${past} of them past ${past === 1 ? 'its' : 'their'} checkpoint.`];
  return [`${pilots}, ${open === 1 ? 'past its checkpoint' : 'all past their checkpoint'}.`];
}

const UNSCORED: Readonly<Record<WhyUnscored, string>> = {
  'broken-policy': 'its policy is not valid',
  unread: 'GitHub did not hand it over, the next run asks again',
  'without-policy': 'there was no policy at the end of the month',
  'policy-too-young': 'policy younger than 14 days',
  'nothing-happened': 'nothing happened',
  'not-over': 'the month is not over',
  'scorecard-off': 'the policy turns scorecards off',
};

const COULD_NOT: readonly WhyUnscored[] = ['broken-policy', 'unread'];

/** Those of which nobody knows what would have been found, and those that have nothing to show. */
function unscoredIn({ unscored }: OrganisationFacts) {
  return {
    unread: unscored.filter(({ why }) => COULD_NOT.includes(why)),
    unfiled: unscored.filter(({ why }) => !COULD_NOT.includes(why)),
  };
}

function unscoredLine({ repository, why }: OrganisationFacts['unscored'][number]): string {
  return `${repositoryName(repository)}: ${UNSCORED[why]}`;
}

function tableBlock(
  { template, areas, rows }: RollUpTable,
  tables: number,
  rest: string | null,
): string {
  const shown = rows.slice(0, MOST_ROWS);
  const made = table(
    ['repository', ...areas.map(({ name }) => escapeText(name))],
    shown.map((row) => [rowName(row), ...row.areas.map(scoreCell)]),
  );
  const left = rows.length - shown.length;
  const more = link(`and ${counted(left, 'more repository')}`, rest);
  const title = tables > 1 ? [`### ${template}`] : [];
  return [...title, made, ...(left === 0 ? [] : [`${more}, none of them worse.`])].join('\n\n');
}

function rowName({ repository, url }: RollUpRow): string {
  return link(repositoryLabel(repository), url ?? repository.url);
}

function scoreCell(area: RollUpRow['areas'][number]): string {
  if (area.score === null) return '–';
  const change = changeText(area);
  const hand = area.human === null ? '' : ' (by hand)';
  const moved = change === '=' ? '' : ` ${change}`;
  return `${area.score}${moved}`.trimEnd().replaceAll(' ', NO_BREAK) + hand;
}

const STATES = {
  'on-time': '',
  due: ', due',
  past: ', **past its checkpoint**',
  escalated: ', **past its checkpoint, escalated**',
} as const;

/** Who is to decide is named where that is late. */
function pilotLine(pilot: PortfolioPilot, month: YearMonth): string {
  const { repository, entry, checkpoint, state, owner } = pilot;
  const day = checkpoint === null ? 'no checkpoint' : dayIn(month, checkpoint);
  const about = entryLink({ entry }, pageLinks({ repository, docs: null }));
  const whose = isOverdue(pilot) ? `; ${ownerText(owner)}` : '';
  return `${day}${STATES[state]}: ${repositoryName(repository)}, ${about}${whose}`;
}

function unguardedLine({ repository, workflow, lacks }: UnguardedWorkflow): string {
  const name = code(shorten(workflow.id, LONGEST_NAME));
  const missing = [...(lacks.includes('sli') ? ['no SLI'] : []), ownerText(workflow.owner)];
  return `${repositoryName(repository)}, ${name}: ${missing.join('; ')}`;
}

function ownerText(owner: readonly string[]): string {
  return owner.length === 0 ? 'no owner' : `owner ${ownerCell(owner)}`;
}

function repositoryName(repository: NamedRepository): string {
  return link(repositoryLabel(repository), repository.url);
}

function repositoryLabel(repository: NamedRepository): string {
  return escapeText(shorten(nameOf(repository), LONGEST_NAME));
}

function listBlock(title: string, lines: readonly string[], what: string): string | null {
  return lines.length === 0 ? null : `### ${title}\n\n${listInRoom(lines, what)}`;
}
