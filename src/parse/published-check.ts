import type { MergedVerdict } from '../core/scorecard/month/month.js';

/** A check run of Belay's, as GitHub keeps it; the conclusion in either case. */
export interface PublishedCheck {
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
}

/** What a check run said. */
export interface ReadCheck {
  readonly verdict: MergedVerdict;
  /** The pull request it names as its own, where several had the commit; `null`: it names none. */
  readonly about: number | null;
  /** Addresses of the entries it names as linked, decoded; `null`: it does not tell. */
  readonly entries: readonly string[] | null;
  /** Whether it says that the change only takes back what came before. */
  readonly reverting: boolean;
}

const KINDS: readonly (readonly [MergedVerdict, string, RegExp])[] = [
  ['held', 'failure', /^Held: /],
  ['unreadable', 'failure', /^Belay could not judge: /],
  ['advised', 'neutral', /^Advised: /],
  ['clear', 'success', /^Clear: /],
  ['untouched', 'success', /^No flagged workflow touched/],
  ['untouched', 'success', /^Not gated: /],
  ['untouched', 'success', /^Only policy and decision log touched/],
  ['untouched', 'success', /^No policy on /],
];

/**
 * The verdict that a check run tells; `null` where it tells none: it is in progress, was superseded
 * or closed, or somebody else wrote it. What others wrote stands escaped in it and begins no line.
 */
export function readCheck({ conclusion, title, summary }: PublishedCheck): ReadCheck | null {
  const ended = conclusion?.toLowerCase();
  const verdict = KINDS.find(([, end, form]) => end === ended && form.test(title ?? ''))?.[0];
  if (verdict === undefined) return null;
  const text = withoutFences((summary ?? '').replace(/\r\n/g, '\n'));
  const cells = decisionCells(text);
  return {
    verdict,
    about: aboutIn(title ?? ''),
    entries: linkedIn(cells),
    reverting: cells.length > 0 && cells.every((cell) => cell.startsWith('✓ revert of ')),
  };
}

/** Where several open pull requests have one head, the title ends in the one that is judged. */
function aboutIn(title: string): number | null {
  const [, number] = /\(#(\d+)\)$/.exec(title) ?? [];
  return number === undefined ? null : Number(number);
}

/** A prepared entry stands in a fence; the lines in it are an author's. */
function withoutFences(text: string): string {
  let fence = '';
  const kept = text.split('\n').filter((line) => {
    const [mark = ''] = /^`{3,}/.exec(line) ?? [];
    const isInside = fence !== '';
    if (!isInside) fence = mark;
    else if (mark === fence && line.trimEnd() === fence) fence = '';
    return !isInside && mark === '';
  });
  return kept.join('\n');
}

const ROW = /^\| [^|]* \| ([^|]*) \|/gm;
const TARGET = /\]\((https?:[^\])\s]+)\)/;

/** The table's second column: what each workflow has for a decision. */
function decisionCells(text: string): readonly string[] {
  const cells = [...text.matchAll(ROW)].map(([, cell = '']) => cell);
  return cells.filter((cell) => cell !== 'decision' && cell !== '---');
}

/** An entry is linked; where its address was left out, nobody can tell which one it was. */
function linkedIn(cells: readonly string[]): readonly string[] | null {
  const urls = cells.flatMap((cell) => TARGET.exec(cell)?.[1] ?? []);
  const isTold = cells.length > 0 && (urls.length > 0 || cells.every(isWithoutEntry));
  return isTold ? [...new Set(urls.flatMap(decoded))] : null;
}

function isWithoutEntry(cell: string): boolean {
  return /^(?:[✗–✓]$|✓ revert of )/.test(cell);
}

function decoded(url: string): readonly string[] {
  try {
    return [decodeURIComponent(url)];
  } catch {
    return [];
  }
}
