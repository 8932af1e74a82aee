import { styleText } from 'node:util';

/** One figure beside what is allowed. */
export interface Row {
  readonly what: string;
  readonly minimal?: string;
  readonly belay: string;
  readonly ratio?: number;
  readonly budget?: Budget;
}

/** `exact` figures fail the run when they exceed their budget; times vary and never do. */
export interface Budget {
  readonly words: string;
  readonly holds: boolean;
  readonly kind: 'exact' | 'time';
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

const WIDTHS = [46, 11, 11, 7, 10];

/** The figures with their budgets, and whether each holds. */
export function tableOf(sections: readonly Section[]): string {
  const head = line(['', 'minimal', 'Belay', 'ratio', 'budget', '']);
  return [
    styleText('bold', head),
    ...sections.flatMap(({ title, rows }) => [
      '',
      styleText('bold', title),
      ...rows.map(({ what, minimal = '', belay, ratio, budget }) =>
        line([
          `  ${what}`,
          minimal,
          belay,
          ratio === undefined ? '' : ratio.toFixed(2),
          budget?.words ?? '',
          markOf(budget),
        ]),
      ),
    ]),
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, at) => (at === 0 ? cell.padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[at] ?? 0)))
    .join(' ')
    .trimEnd();
}

function markOf(budget: Budget | undefined): string {
  if (budget === undefined) return '';
  if (budget.holds) return styleText('green', '✓');
  return budget.kind === 'exact' ? styleText('red', '✗') : styleText('yellow', '✗ (varies)');
}

/** A budget for a count: at most so many. */
export function exactly(count: number, most: number): Budget {
  return { words: `≤ ${most}`, holds: count <= most, kind: 'exact' };
}

/** A budget for a figure that varies with the machine. */
export function atMost(figure: number, most: number, unit = ''): Budget {
  return { words: `≤ ${most}${unit}`, holds: figure <= most, kind: 'time' };
}

export function atLeast(figure: number, least: number): Budget {
  return { words: `≥ ${least}`, holds: figure >= least, kind: 'time' };
}
