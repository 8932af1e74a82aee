import type { Scorecard } from '../../core/scorecard/score.js';
import { meanOf, steadyAreas, type TrendRow } from '../../core/scorecard/trend.js';
import { escapeText, fence, table } from '../markdown.js';

/**
 * The scores of the last six months: a chart of the mean, and a table with the same figures. The
 * mean is over the areas that were measured in every month shown, so that an area without data
 * does not look like a drop. `null` where there is no month to compare with.
 */
export function trendBlock({ trend, areas }: Scorecard): string | null {
  if (trend.length < 2) return null;
  const steady = steadyAreas(trend);
  const chart = steady.length === 0 ? [] : [fence(trendChart(trend, steady), 'mermaid')];
  const basis = basisOf(areas, steady);
  return ['### Trend', ...chart, figures(trend, areas, steady), basis].join('\n\n');
}

/**
 * Mermaid's `xychart-beta`, which GitHub has drawn for years; only Belay's own words stand in it.
 * The bars alone are pale on a light page, so a line goes along their tops.
 */
export function trendChart(trend: readonly TrendRow[], steady: readonly string[]): string {
  const months = trend.map(({ month }) => `"${month}"`).join(', ');
  const means = trend.map((row) => meanOf(row, steady)).join(', ');
  return [
    'xychart-beta',
    '    title "Mean score"',
    `    x-axis [${months}]`,
    '    y-axis "score" 0 --> 5',
    `    bar [${means}]`,
    `    line [${means}]`,
  ].join('\n');
}

function basisOf(areas: Scorecard['areas'], steady: readonly string[]): string {
  if (steady.length === 0)
    return 'No area was measured in every month shown, so there is no mean to draw.';
  if (steady.length === areas.length) return 'The chart draws the mean of all areas.';
  const names = areas.filter(({ id }) => steady.includes(id)).map(({ name }) => escapeText(name));
  return `The chart draws the mean of what was measured in every month shown: ${names.join(', ')}.`;
}

function figures(
  trend: readonly TrendRow[],
  areas: Scorecard['areas'],
  steady: readonly string[],
): string {
  const rows = areas.map(({ id, name }) => [
    escapeText(name),
    ...trend.map(({ scores }) => String(scores.get(id) ?? '–')),
  ]);
  const mean =
    steady.length === 0 ? [] : [['mean', ...trend.map((row) => `${meanOf(row, steady)}`)]];
  return table(['area', ...trend.map(({ month }) => month)], [...rows, ...mean]);
}
