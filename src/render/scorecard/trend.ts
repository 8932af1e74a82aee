import { addMonths, type YearMonth } from '../../core/scorecard/month/year-month.js';
import type { Scorecard } from '../../core/scorecard/score.js';
import { meanOf, steadyAreas, type TrendRow } from '../../core/scorecard/trend.js';
import { NO_LINKS } from '../links.js';
import { escapeText, fence, table } from '../markdown.js';
import { listed, markdown } from '../phrase.js';
import { monthIn, shortMonth } from '../words/day.js';

/** The mean of fewer areas than this says nothing of the whole. */
const LEAST_AREAS = 3;

/**
 * The scores of the last six months: a chart of the mean, and a table with the same figures. The
 * mean is over the areas that were measured in every month shown, so that an area without data
 * does not look like a drop. `null` where there is no month to compare with.
 */
export function trendBlock({ trend, areas }: Scorecard): string | null {
  if (trend.length < 2) return null;
  const steady = steadyAreas(trend);
  const isDrawn = steady.length >= LEAST_AREAS;
  const chart = isDrawn ? [fence(trendChart(trend, steady), 'mermaid')] : [];
  const notes = [isDrawn ? basisOf(areas, steady) : TOO_FEW, ...gapsIn(trend)];
  return [
    '### Trend',
    ...chart,
    figures(trend, areas, isDrawn ? steady : []),
    notes.join(' '),
  ].join('\n\n');
}

/**
 * Mermaid's `xychart-beta`, which GitHub has drawn for years; only Belay's own words stand in it.
 * The bars alone are pale on a light page, so a line goes along their tops.
 */
export function trendChart(trend: readonly TrendRow[], steady: readonly string[]): string {
  const months = trend.map(({ month }) => `"${shortMonth(month)}"`).join(', ');
  const means = trend.map((row) => meanOf(row, steady)).join(', ');
  return [
    '---',
    'config:',
    '    xyChart:',
    '        width: 460',
    '        height: 260',
    '---',
    'xychart-beta',
    '    title "Mean score, 1 to 5"',
    `    x-axis [${months}]`,
    '    y-axis 1 --> 5',
    `    bar [${means}]`,
    `    line [${means}]`,
  ].join('\n');
}

const TOO_FEW = `Fewer than ${LEAST_AREAS} areas were measured every month, so no mean is drawn.`;

function basisOf(areas: Scorecard['areas'], steady: readonly string[]): string {
  if (steady.length === areas.length) return `Mean of all ${areas.length} areas.`;
  const left = areas.filter(({ id }) => !steady.includes(id)).map(({ name }) => name);
  const names = markdown(listed(left), NO_LINKS);
  return `Mean of the ${steady.length} areas measured every month; not of ${names}.`;
}

/** The months between, of which no scorecard is known. */
function gapsIn(trend: readonly TrendRow[]): readonly string[] {
  const known = new Set(trend.map(({ month }) => month));
  const [first] = trend;
  const last = trend.at(-1);
  if (first === undefined || last === undefined) return [];
  const missing: YearMonth[] = [];
  for (let month = addMonths(first.month, 1); month < last.month; month = addMonths(month, 1))
    if (!known.has(month)) missing.push(month);
  if (missing.length === 0) return [];
  const names = markdown(listed(missing.map((month) => monthIn(last.month, month))), NO_LINKS);
  return [`No scorecard stands for ${names}.`];
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
  const label = steady.length === areas.length ? 'mean' : `mean of ${steady.length}`;
  const mean =
    steady.length === 0 ? [] : [[label, ...trend.map((row) => `${meanOf(row, steady)}`)]];
  return table(['area', ...trend.map(({ month }) => shortMonth(month))], [...rows, ...mean]);
}
