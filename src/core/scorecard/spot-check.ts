import type { Day } from '../day.js';
import { endsTrial } from '../decision.js';
import { idKey } from '../identifier.js';
import type { Person } from '../policy.js';
import { effectiveGuardrails } from '../rules/guardrail.js';
import { isWithin } from './evidence/cycles.js';
import type { Evidence } from './evidence/evidence.js';
import type { Tried } from './evidence/tried.js';
import { mechanismGaps } from './measures/framing.js';
import { nobodyStops } from './measures/net.js';
import { addMonths, firstDayOf } from './month/year-month.js';

/** What the data answers of the five questions; where a list is empty it answers nothing. */
export interface SpotCheck {
  /** Which user behaviour did we change last quarter: decisions graduated in it. */
  readonly behaviours: readonly Tried[];
  /** Which mechanism was written down before building: entries older than their first change. */
  readonly mechanisms: readonly Tried[];
  /** Which pilot did we graduate or kill at a checkpoint, by day. */
  readonly decided: readonly Tried[];
  /** Which proxy moved before its outcome: no data tells; these pairs are worth asking about. */
  readonly pairs: readonly Tried[];
  /** Who can say stop on a guardrail of a decision that needs its net. */
  readonly stops: readonly Person[];
  /** Such decisions on which nobody can, be it for want of a guardrail. */
  readonly unstopped: readonly Tried[];
  /** Such decisions of which only the catalogue could tell, which was not read. */
  readonly untold: readonly Tried[];
}

/** What a month answers of the five questions; a quarter is the month and the two before it. */
export function spotCheckOf(evidence: Evidence): SpotCheck {
  const { all, reviews, last, month } = evidence;
  const quarter = { from: firstDayOf(addMonths(month.month, -2)), to: last };
  return {
    behaviours: all.filter(({ decision }) =>
      decision.reviews.some(
        ({ verdict, date }) => verdict === 'graduate' && isWithin(date, quarter),
      ),
    ),
    mechanisms: builtAfter(evidence),
    decided: decidedOnTime(evidence),
    pairs: [...new Set(reviews.map(({ tried }) => tried))].filter(
      ({ decision: { signals } }) => signals.proxy.length > 0 && signals.outcome.length > 0,
    ),
    ...stopsIn(evidence),
  };
}

function stopsIn({ net, month }: Evidence): Pick<SpotCheck, 'stops' | 'unstopped' | 'untold'> {
  const isKnown = month.unmeasured.every(({ what }) => what !== 'catalogue');
  const stops = net.flatMap(({ cases: [one] }) =>
    one === undefined ? [] : effectiveGuardrails(one).flatMap(({ stop }) => stop),
  );
  const bare = net.filter(({ decision }) => decision.guardrails.length === 0);
  const silent = net.filter(nobodyStops);
  return {
    stops: [...new Set(stops)],
    unstopped: isKnown ? [...silent, ...bare] : bare,
    untold: isKnown ? [] : silent,
  };
}

function decidedOnTime({ rounds }: Evidence): readonly Tried[] {
  return rounds
    .flatMap(({ tried, checkpoint, answer }) =>
      answer !== null && endsTrial(answer) && answer.date <= checkpoint
        ? [{ tried, on: answer.date }]
        : [],
    )
    .toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)))
    .map(({ tried }) => tried);
}

/** Decisions that bet on a cause, whose first merged change of the month came after their date. */
function builtAfter({ living, month }: Evidence): readonly Tried[] {
  const first = new Map<string, Day>();
  for (const { decisions, mergedOn } of month.changes)
    for (const key of (decisions ?? []).map(idKey)) {
      const known = first.get(key);
      if (known === undefined || mergedOn < known) first.set(key, mergedOn);
    }
  return living.filter((tried) => {
    const { date } = tried.decision;
    const built = first.get(idKey(tried.entry.id));
    const isBefore = date !== null && built !== undefined && date <= built;
    return isBefore && mechanismGaps(tried).length === 0;
  });
}
