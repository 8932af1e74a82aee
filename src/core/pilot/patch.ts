/** Lines of context around each change, as git shows them. */
const CONTEXT = 3;

/** A line of both texts, or of one: `-` before, `+` after. */
interface Step {
  readonly sign: ' ' | '-' | '+';
  readonly line: string;
}

/**
 * The change of one file as a patch that `git apply` takes. Lines keep their ends; made for small
 * edits, since it compares every changed line with every other.
 */
export function unifiedPatch(path: string, before: string, after: string): string {
  const steps = stepsBetween(linesOf(before), linesOf(after));
  const hunks = hunksOf(steps).map((hunk) => hunkText(steps, hunk));
  if (hunks.length === 0) return '';
  return [`--- ${quoted(`a/${path}`)}\n`, `+++ ${quoted(`b/${path}`)}\n`, ...hunks].join('');
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** What both have at the start and at the end stays; between, as much as possible is kept. */
function stepsBetween(a: readonly string[], b: readonly string[]): readonly Step[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const room = Math.min(a.length, b.length) - head;
  while (tail < room && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  return [
    ...signed(' ', a.slice(0, head)),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...signed(' ', a.slice(a.length - tail)),
  ];
}

function signed(sign: Step['sign'], lines: readonly string[]): readonly Step[] {
  return lines.map((line) => ({ sign, line }));
}

/** So many comparisons (16 MB of them) are more than any entry that is no attack takes. */
const MOST_COMPARED = 4_000_000;

/** The longest common subsequence, walked from the start; of far too many lines none is kept. */
function middle(a: readonly string[], b: readonly string[]): readonly Step[] {
  if ((a.length + 1) * (b.length + 1) > MOST_COMPARED)
    return [...signed('-', a), ...signed('+', b)];
  const common = commonLengths(a, b);
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const sign = signAt({ a, b, common }, i, j);
    steps.push({ sign, line: (sign === '+' ? b[j] : a[i]) ?? '' });
    if (sign !== '+') i += 1;
    if (sign !== '-') j += 1;
  }
  return steps;
}

interface Compared {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly common: Uint32Array;
}

function signAt({ a, b, common }: Compared, i: number, j: number): Step['sign'] {
  if (i === a.length) return '+';
  if (j === b.length) return '-';
  if (a[i] === b[j]) return ' ';
  const width = b.length + 1;
  const [down = 0, across = 0] = [common[(i + 1) * width + j], common[i * width + j + 1]];
  return down >= across ? '-' : '+';
}

/** How long the common subsequence of the rests from `i` and `j` on is, row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  return lengths;
}

interface Hunk {
  readonly from: number;
  readonly to: number;
}

/** Changes whose contexts touch share a hunk. */
function hunksOf(steps: readonly Step[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const [at, { sign }] of steps.entries()) {
    if (sign === ' ') continue;
    const [from, to] = [Math.max(0, at - CONTEXT), Math.min(steps.length, at + CONTEXT + 1)];
    const last = hunks.at(-1);
    if (last !== undefined && from <= last.to) hunks[hunks.length - 1] = { from: last.from, to };
    else hunks.push({ from, to });
  }
  return hunks;
}

function hunkText(steps: readonly Step[], { from, to }: Hunk): string {
  const lines = steps.slice(from, to);
  const range = (without: Step['sign']) => {
    const start = steps.slice(0, from).filter(({ sign }) => sign !== without).length;
    const count = lines.filter(({ sign }) => sign !== without).length;
    return `${count === 0 ? start : start + 1},${count}`;
  };
  const body = lines.map(({ sign, line }) =>
    line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`,
  );
  return [`@@ -${range('+')} +${range('-')} @@\n`, ...body].join('');
}

/** Git quotes names that a line could not hold as they are. */
function quoted(path: string): string {
  if (!/["\\\p{Cc}]/u.test(path)) return path;
  const escaped = path.replace(/["\\]/g, '\\$&').replace(/\p{Cc}/gu, octal);
  return `"${escaped}"`;
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
