import type { Silence } from '../../core/scorecard/measures/measure.js';
import type { Month, Unknown } from '../../core/scorecard/month/month.js';
import type { Scorecard } from '../../core/scorecard/score.js';
import { listInRoom } from '../check/room.js';
import type { Links } from '../links.js';
import { details } from '../markdown.js';
import { listed, markdown, say } from '../phrase.js';
import type { Block } from './sections.js';
import { MEASURE_WORDS, sayMeasurable } from './words/measure.js';
import { sayGap } from './words/unmeasured.js';

/** What could not be measured, why, and what would make it measurable. */
export function unmeasuredFold(card: Scorecard, links: Links): Block {
  const { month, previous } = card;
  const isTold = (what: Unknown) => what === 'changes' || (what === 'earlier' && previous === null);
  const gaps = month.unmeasured.filter(({ what }) => !isTold(what));
  const lines = [
    ...gaps.map((gap) => say`${sayGap(gap)}`),
    ...[...topicsByRemedy(card)].map(
      ([remedy, topics]) => say`${remedy} To measure: ${listed(topics, { most: 12 })}.`,
    ),
  ].map((said) => markdown(said, links));
  return lines.length === 0 ? null : details('Not measured', listInRoom(lines, 'line'));
}

/** One remedy may make several measures speak. */
function topicsByRemedy(card: Scorecard): ReadonlyMap<string, readonly string[]> {
  const topics = new Map<string, readonly string[]>();
  for (const { measure, reading } of card.areas.flatMap(({ evidence }) => evidence)) {
    if (reading.kind === 'measured' || isUntaken(reading.why, card.month)) continue;
    const isIdle = measure === 'lessons' && reading.why.kind === 'too-few';
    const remedy = isIdle ? whyNoLesson(card) : sayMeasurable(measure, reading.why, card.month);
    const known = topics.get(remedy) ?? [];
    topics.set(remedy, [...new Set([...known, MEASURE_WORDS[measure].topic])]);
  }
  return topics;
}

/** Nobody can make Belay take overrides; that it takes none is told among the gaps. */
function isUntaken(why: Silence, { unmeasured }: Month): boolean {
  if (why.kind !== 'unread') return false;
  return unmeasured.some((one) => one.what === why.what && one.why === 'not-yet');
}

/** A kill has two weeks to become a change; before, nothing is told of it. */
function whyNoLesson({ lessons, pilots, month }: Scorecard): string {
  if (month.unmeasured.some(({ what }) => what === 'links' || what === 'earlier'))
    return 'What followed a kill is not known here.';
  const isYoung = pilots.killed > 0 || lessons.some((key) => key.startsWith('kill:'));
  return isYoung ? 'No kill is two weeks old yet.' : 'Nothing was killed.';
}
