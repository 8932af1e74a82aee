import type { Template } from '../policy.js';
import type { Month, Score } from './month/month.js';
import { addMonths, type YearMonth } from './month/year-month.js';

/** The scores of one month by the areas' ids. */
export interface TrendRow {
  readonly month: YearMonth;
  readonly scores: ReadonlyMap<string, Score | null>;
}

/** How many months a trend looks back, this one included. */
export const TREND_MONTHS = 6;

/** This month and those of the last six that stand on the same template, oldest first. */
export function trendOf(
  { month, earlier }: Month,
  template: Template,
  areas: readonly { readonly id: string; readonly score: Score | null }[],
): readonly TrendRow[] {
  const since = addMonths(month, 1 - TREND_MONTHS);
  const rows = new Map<YearMonth, TrendRow>([[month, rowOf(month, areas)]]);
  for (const past of earlier) {
    const fits = past.template === template && past.month >= since && past.month < month;
    if (fits && !rows.has(past.month)) rows.set(past.month, rowOf(past.month, past.areas));
  }
  return [...rows.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1));
}

/** The areas that were measured in every month of the trend: only their mean compares. */
export function steadyAreas(trend: readonly TrendRow[]): readonly string[] {
  const ids = [...(trend.at(-1)?.scores.keys() ?? [])];
  return ids.filter((id) => trend.every(({ scores }) => (scores.get(id) ?? null) !== null));
}

/** The mean score of these areas in a month, rounded to a tenth. */
export function meanOf({ scores }: TrendRow, ids: readonly string[]): number {
  const sum = ids.reduce((total, id) => total + (scores.get(id) ?? 0), 0);
  return Math.round((10 * sum) / ids.length) / 10;
}

function rowOf(
  month: YearMonth,
  areas: readonly { readonly id: string; readonly score: Score | null }[],
): TrendRow {
  return { month, scores: new Map(areas.map(({ id, score }) => [id, score])) };
}
