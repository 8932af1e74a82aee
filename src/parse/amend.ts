import type { Decision, Entry, Review } from '../core/decision.js';
import type { Amendment } from '../core/pilot/amendment.js';
import { reviewLines } from './amend/review-text.js';
import { amendYaml } from './amend/yaml.js';
import { isYamlFile } from './decision/entry-file.js';
import { canonicalKey } from './decision/field-names.js';
import { parseEntry } from './decision.js';
import { splitFrontMatter } from './markdown/front-matter.js';
import { readYaml, type YamlDocument } from './yaml.js';

/**
 * The entry's text with the amendment written into it. Everything else stays as it is to the byte:
 * comments, order, quoting, line ends. A Markdown file without front matter is given some. `null`
 * when the text cannot be read, is laid out so that nothing can be added, or would not then say
 * exactly what it said before and the amendment.
 */
export function amendEntry(path: string, text: string, amendment: Amendment): string | null {
  const amended = isYamlFile(path)
    ? amendRegion(
        text,
        { from: INVISIBLE_START.exec(text)?.[0].length ?? 0, to: text.length },
        amendment,
      )
    : amendMarkdown(text, amendment);
  if (amended === null) return null;
  const [before, after] = [parseEntry(path, text), parseEntry(path, amended)];
  return says(after, before, amendment) ? amended : null;
}

/** A part of the text that is YAML, as offsets. */
interface Region {
  readonly from: number;
  readonly to: number;
}

const INVISIBLE_START = /^[\uFEFF\u200B-\u200D\u2060]*/;
const LINE_END = /\r\n?|\n/g;
const CLOSING_FENCE = /^(?:---|\.\.\.)[ \t]*$/;

function amendMarkdown(text: string, amendment: Amendment): string | null {
  const front = splitFrontMatter(text);
  if (front === null) return withFrontMatter(text, amendment);
  if (!front.closed) return null;
  const starts = [0, ...[...text.matchAll(LINE_END)].map((end) => end.index + end[0].length)];
  const lines = text.split(LINE_END);
  const first = front.firstLine - 1;
  const last = lines.findIndex((line, at) => at >= first && CLOSING_FENCE.test(line));
  return amendRegion(text, { from: starts[first] ?? 0, to: starts[last] ?? 0 }, amendment);
}

function amendRegion(text: string, { from, to }: Region, amendment: Amendment): string | null {
  const yaml = text.slice(from, to);
  const before = readYaml({ file: '', text: yaml });
  if (before.problems.some(({ level }) => level === 'error')) return null;
  const amended = amendYaml(yaml, amendment, lineEndOf(text));
  if (amended === null || rest(readYaml({ file: '', text: amended })) !== rest(before)) return null;
  return text.slice(0, from) + amended + text.slice(to);
}

/** What else is written; a reference to the status, say, would change with it. */
function rest({ written }: YamlDocument): string {
  return JSON.stringify(
    Object.entries(written ?? {}).filter(([key]) => {
      const field = canonicalKey(key);
      return field !== 'status' && field !== 'reviews';
    }),
  );
}

function withFrontMatter(text: string, amendment: Amendment): string {
  const start = INVISIBLE_START.exec(text)?.[0] ?? '';
  const status = amendment.status === null ? [] : [`status: ${amendment.status}`];
  const lines = [
    '---',
    ...status,
    'reviews:',
    ...reviewLines(amendment.review, '  '),
    '---',
    '',
    '',
  ];
  return start + lines.join(lineEndOf(text)) + text.slice(start.length);
}

function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** Whether an entry says what it said before, and the amendment. */
function says(after: Entry | null, before: Entry | null, { status, review }: Amendment): boolean {
  if (after?.decision == null || before?.decision == null) return false;
  const added = { ...review, evidence: [], by: [review.by] };
  const reviews = [...before.decision.reviews, added].toSorted((a, b) => compare(a.date, b.date));
  const wanted = { ...before.decision, status: status ?? before.decision.status, reviews };
  return plain(after.decision) === plain(wanted) && after.problems.length <= before.problems.length;
}

type Unplaced = Omit<Decision, 'reviews'> & { readonly reviews: readonly Omit<Review, 'place'>[] };

/** A decision without where its fields stand, which a new line moves; reviews by sorted fields. */
function plain({ reviews, ...decision }: Unplaced): string {
  const fields = reviews.map(({ date, verdict, because, evidence, by, checkpoint }) => [
    date,
    verdict,
    because,
    evidence,
    by,
    checkpoint,
  ]);
  const isPlace = (key: string) => key === 'place' || key === 'places';
  return JSON.stringify([decision, fields], (key, value) => (isPlace(key) ? undefined : value));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
