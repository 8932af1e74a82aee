import type { MergedVerdict } from '../core/scorecard/month.js';
import { requirementErrors } from '../core/scorecard/requirement-errors.js';

/** A check run of Belay's, as GitHub keeps it; the conclusion in either case. */
export interface PublishedCheck {
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
}

/** What a check run said. */
export interface ReadCheck {
  readonly verdict: MergedVerdict;
  /** Addresses of the entries it names as linked, decoded. */
  readonly entries: readonly string[];
}

const KINDS: readonly (readonly [MergedVerdict['kind'], string, RegExp])[] = [
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
  const kind = KINDS.find(([, end, form]) => end === ended && form.test(title ?? ''))?.[0];
  if (kind === undefined) return null;
  const text = withoutFences((summary ?? '').replace(/\r\n/g, '\n'));
  return { verdict: { kind, errors: errorsIn(kind, text) }, entries: linkedIn(text) };
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

const CUT = / of this text did not fit into what GitHub shows\./;
const SECTIONS = /^### (?:To pass|Advised)$([\s\S]*?)(?=^### |^<details>|(?![\s\S]))/gm;
/** Each point ends with its code, linked or not. */
const CODE = / (?:\[`([a-z-]+)`\]\([^)\s]*\)|`([a-z-]+)`)$/gm;

function errorsIn(kind: MergedVerdict['kind'], text: string): MergedVerdict['errors'] {
  if (kind === 'unreadable') return null;
  if (kind === 'held' || kind === 'advised') {
    if (CUT.test(text)) return null;
    const told = [...text.matchAll(SECTIONS)].map(([section]) => section).join('\n');
    return requirementErrors(
      [...told.matchAll(CODE)].map(([, linked, bare]) => linked ?? bare ?? ''),
    );
  }
  return requirementErrors([]);
}

const ROW = /^\| [^|]* \| ([^|]*) \|/gm;
const TARGET = /\]\((https?:[^\])\s]+)\)/;

/** The table's second column links the entry of each workflow. */
function linkedIn(text: string): readonly string[] {
  const cells = [...text.matchAll(ROW)].map(([, cell = '']) => cell);
  const urls = cells.flatMap((cell) => TARGET.exec(cell)?.[1] ?? []);
  return [...new Set(urls.flatMap(decoded))];
}

function decoded(url: string): readonly string[] {
  try {
    return [decodeURIComponent(url)];
  } catch {
    return [];
  }
}
