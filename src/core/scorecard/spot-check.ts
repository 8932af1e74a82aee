import type { Person } from '../policy.js';
import { effectiveGuardrails } from '../rules/guardrail.js';
import { isWithin } from './cycles.js';
import type { Evidence } from './evidence.js';
import { addMonths, firstDayOf } from './month.js';
import { isOnTime } from './rounds.js';
import { endsTrial, type Tried } from './tried.js';

/** What the data answers of the five questions; where a list is empty it answers nothing. */
export interface SpotCheck {
  /** Which user behaviour did we change last quarter: decisions graduated in it. */
  readonly behaviours: readonly Tried[];
  /** Which mechanism was written down before building: entries older than their first change. */
  readonly mechanisms: readonly Tried[];
  /** Which pilot did we graduate or kill at a checkpoint. */
  readonly decided: readonly Tried[];
  /** Which proxy moved before its outcome: no data tells; these pairs are worth asking about. */
  readonly pairs: readonly Tried[];
  /** Who can say stop. */
  readonly stops: readonly Person[];
}

export function spotCheckOf(evidence: Evidence): SpotCheck {
  const { all, reviews, rounds, open, last, month } = evidence;
  const quarter = { from: firstDayOf(addMonths(month.month, -2)), to: last };
  return {
    behaviours: all.filter(({ decision }) =>
      decision.reviews.some(
        ({ verdict, date }) => verdict === 'graduate' && isWithin(date, quarter),
      ),
    ),
    mechanisms: builtAfter(evidence),
    decided: rounds
      .filter((round) => isOnTime(round) && round.answer !== null && endsTrial(round.answer))
      .map(({ tried }) => tried),
    pairs: [...new Set(reviews.map(({ tried }) => tried))].filter(
      ({ decision: { signals } }) => signals.proxy.length > 0 && signals.outcome.length > 0,
    ),
    stops: [
      ...new Set(
        open.flatMap(({ cases: [one] }) =>
          one === undefined ? [] : effectiveGuardrails(one).flatMap(({ stop }) => stop),
        ),
      ),
    ],
  };
}

/** Decisions with a mechanism whose first merged change of the month came after their date. */
function builtAfter({ living, month }: Evidence): readonly Tried[] {
  const first = new Map<string, string>();
  for (const { decisions, mergedOn } of month.changes)
    for (const id of decisions ?? []) {
      const known = first.get(id);
      if (known === undefined || mergedOn < known) first.set(id, mergedOn);
    }
  return living.filter(({ entry, decision }) => {
    const built = first.get(entry.id);
    return (
      decision.mechanism !== null &&
      decision.date !== null &&
      built !== undefined &&
      decision.date <= built
    );
  });
}
