import { type Told, type WeeklyFacts, weekMark } from '../../core/scorecard/issue/week.js';
import type { ScoredRepository } from '../../core/scorecard/month/month.js';
import { listInRoom } from '../check/room.js';
import type { Links } from '../links.js';
import { pageLinks } from '../links.js';
import { markdown, say, words } from '../phrase.js';
import { longDay, longDays } from '../words/day.js';
import { entryLink } from './sections.js';

/** The comment of one ISO week on the newest open scorecard issue. */
export function weeklyComment(
  facts: WeeklyFacts,
  repository: Pick<ScoredRepository, 'url' | 'defaultBranch'>,
): string {
  const links = pageLinks({ repository, docs: null });
  const { week, moved, decided, defaults, due } = facts;
  const others = decided.filter((told) => !moved.includes(told));
  const killed = others.some(({ review }) => review.verdict === 'kill');
  const blocks = [
    `**Week ${Number(week.name.slice(-2))}**, ${longDays(week.from, week.to)}`,
    section(
      'Mechanisms that moved their outcome',
      moved.map((told) => toldLine(told, links)),
    ),
    section(
      'Decided',
      others.map((told) => decidedLine(told, links)),
    ),
    killed ? 'A kill frees the next bet.' : null,
    section(
      'New defaults',
      defaults.map((told) => defaultLine(told, links)),
    ),
    section(
      'Due next week',
      due.map(({ entry, checkpoint }) => `${entryLink({ entry }, links)}: ${longDay(checkpoint)}`),
    ),
    weekMark(week.name),
  ];
  return blocks.filter((block) => block !== null).join('\n\n');
}

function section(title: string, lines: readonly string[]): string | null {
  return lines.length === 0 ? null : `**${title}**\n\n${listInRoom(lines, 'entry')}`;
}

function toldLine({ entry, review }: Told, links: Links): string {
  const mechanism = entry.decision?.mechanism ?? null;
  const bet = mechanism === null ? '' : say` The bet: ${words(mechanism)}.`;
  const said = say`graduated because ${words(review.because ?? '')}.${bet}`;
  return `${entryLink({ entry }, links)}: ${markdown(said, links)}`;
}

function decidedLine({ entry, review }: Told, links: Links): string {
  const what = review.verdict === 'kill' ? 'killed' : 'graduated';
  const why = review.because === null ? say`.` : say` because ${words(review.because)}.`;
  return `${entryLink({ entry }, links)}: ${markdown(say`${what}${why}`, links)}`;
}

function defaultLine({ entry }: Told, links: Links): string {
  const said = say`${words(entry.decision?.graduation ?? '')}.`;
  return `${entryLink({ entry }, links)}: ${markdown(said, links)}`;
}
