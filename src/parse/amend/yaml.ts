import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Amendment } from '../../core/pilot/amendment.js';
import { ENTRY_FIELDS, keyOf } from '../decision/field-names.js';
import { LIBRARY_OPTIONS } from '../yaml.js';
import { reviewInFlow, reviewLines } from './review-text.js';

/** A replacement of `yaml.slice(from, to)`. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** An entry's map and what is to be written into it. */
interface Task {
  readonly yaml: string;
  readonly root: YAMLMap | null;
  readonly amendment: Amendment;
  readonly eol: string;
}

/**
 * YAML that was read without errors, with the status set and the review added; the rest stays as it
 * is. `null` when it is no map, or its reviews are no list.
 */
export function amendYaml(yaml: string, amendment: Amendment, eol: string): string | null {
  const { contents } = parseDocument(yaml, LIBRARY_OPTIONS);
  if (contents !== null && !isMap(contents) && !isNothing(contents)) return null;
  const root = isMap(contents) && contents.items.length > 0 ? contents : null;
  if (root === null && isMap(contents)) return null;
  const task = { yaml, root, amendment, eol };
  const reviews = reviewSplices(task);
  const status = statusSplices(task);
  return reviews === null || status === null ? null : applied(yaml, [...status, ...reviews]);
}

function statusSplices(task: Task): readonly Splice[] | null {
  const { status } = task.amendment;
  if (status === null) return [];
  const pair = pairOf(task, 'status');
  if (pair === null) return [newField(task, `status: ${status}`)];
  const at = rangeOf(pair.value);
  if (at === null) return null;
  if (at.from === at.to) return afterColon(task, pair, ` ${status}`);
  const end = task.yaml.slice(at.from, at.to).endsWith('\n') ? task.eol : '';
  return [{ ...at, text: status + end }];
}

function reviewSplices(task: Task): readonly Splice[] | null {
  const pair = pairOf(task, 'reviews');
  const { review } = task.amendment;
  if (pair === null)
    return [isFlow(task) ? newField(task, `reviews: [${reviewInFlow(review)}]`) : newList(task)];
  const { value } = pair;
  if (isNothing(value) || (isSeq(value) && isBare(task, value))) return firstReview(task, pair);
  if (!isSeq(value)) return null;
  return value.flow === true ? inFlowList(task, value) : inBlockList(task, value);
}

/** In place of nothing, `null` or `[]`. */
function firstReview(task: Task, pair: Pair): readonly Splice[] | null {
  const at = rangeOf(pair.value);
  const colon = colonOf(task, pair);
  if (at === null || colon === null) return null;
  if (task.yaml.slice(colon, at.from).trim() !== '') return null;
  const { review } = task.amendment;
  const isEmpty = at.from === at.to;
  if (isFlow(task)) {
    const text = ` [${reviewInFlow(review)}]`;
    return [{ from: colon, to: isEmpty ? colon : at.to, text }];
  }
  const emptied = { from: isEmpty ? at.to : colon, to: at.to, text: '' };
  return [emptied, below(task, at.to, reviewLines(review, `${padOf(task)}  `))];
}

function inFlowList({ yaml, amendment }: Task, list: YAMLSeq): readonly Splice[] | null {
  const at = rangeOf(list);
  const last = rangeOf(list.items.at(-1));
  if (at === null) return null;
  const review = reviewInFlow(amendment.review);
  if (last !== null) return [{ from: last.to, to: last.to, text: `, ${review}` }];
  const inside = yaml.indexOf('[', at.from) + 1;
  return [{ from: inside, to: inside, text: review }];
}

/** The new item is laid out as the last one is. */
function inBlockList(task: Task, list: YAMLSeq): readonly Splice[] | null {
  const at = rangeOf(list);
  const item = list.items.at(-1);
  if (at === null) return null;
  const pad = ' '.repeat(columnOf(task.yaml, at.from));
  const { review } = task.amendment;
  const lines =
    isMap(item) && item.flow === true
      ? [`${pad}- ${reviewInFlow(review)}`]
      : reviewLines(review, pad);
  return [below(task, rangeOf(item)?.to ?? at.to, lines)];
}

function newList(task: Task): Splice {
  const pad = padOf(task);
  const lines = [`${pad}reviews:`, ...reviewLines(task.amendment.review, `${pad}  `)];
  return atEnd(task, lines);
}

function newField(task: Task, field: string): Splice {
  const last = task.root === null ? null : endOf(task.root.items.at(-1));
  if (isFlow(task) && last !== null) return { from: last, to: last, text: `, ${field}` };
  return atEnd(task, [`${padOf(task)}${field}`]);
}

/** Below the last field, above what may follow it: comments, or the end of the document. */
function atEnd(task: Task, lines: readonly string[]): Splice {
  const last = task.root === null ? null : endOf(task.root.items.at(-1));
  return below(task, last ?? task.yaml.length, lines);
}

/** Lines put below the one that holds the offset (or right there, where a line begins). */
function below({ yaml, eol }: Task, offset: number, lines: readonly string[]): Splice {
  const text = lines.join(eol);
  if (offset === 0 || yaml[offset - 1] === '\n')
    return { from: offset, to: offset, text: text + eol };
  const next = yaml.indexOf('\n', offset);
  if (next >= 0) return { from: next + 1, to: next + 1, text: text + eol };
  return { from: yaml.length, to: yaml.length, text: eol + text };
}

function afterColon(task: Task, pair: Pair, text: string): readonly Splice[] | null {
  const colon = colonOf(task, pair);
  return colon === null ? null : [{ from: colon, to: colon, text }];
}

/** Right behind the colon of a field. */
function colonOf({ yaml }: Task, { key }: Pair): number | null {
  const colon = yaml.indexOf(':', rangeOf(key)?.to ?? yaml.length);
  return colon < 0 ? null : colon + 1;
}

/** The field as it is read: by the preferred of its names that is not left empty. */
function pairOf({ root }: Task, field: 'status' | 'reviews'): Pair | null {
  const pairs = (root?.items ?? []).map((pair) => ({ pair, key: writtenKey(pair) }));
  const names = [...ENTRY_FIELDS.lookup].filter(([, name]) => name === field);
  const found = names.flatMap(([name]) => pairs.filter(({ key }) => key === name));
  const filled = found.find(({ pair }) => !isNothing(pair.value));
  return (filled ?? found[0])?.pair ?? null;
}

function writtenKey({ key }: Pair): string | null {
  return isScalar(key) && typeof key.value === 'string' ? keyOf(key.value) : null;
}

function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

function isBare({ yaml }: Task, list: YAMLSeq): boolean {
  const at = rangeOf(list);
  return at !== null && /^\[\s*\]$/.test(yaml.slice(at.from, at.to));
}

function isFlow({ root }: Task): boolean {
  return root?.flow === true;
}

/** The spaces before the fields of the entry. */
function padOf({ yaml, root }: Task): string {
  const first = rangeOf(root?.items[0]?.key);
  return first === null || root?.flow === true ? '' : ' '.repeat(columnOf(yaml, first.from));
}

function columnOf(yaml: string, offset: number): number {
  return offset - (yaml.lastIndexOf('\n', offset - 1) + 1);
}

function endOf(pair: Pair | undefined): number | null {
  return (rangeOf(pair?.value) ?? rangeOf(pair?.key))?.to ?? null;
}

function rangeOf(node: unknown): { readonly from: number; readonly to: number } | null {
  const { range } = (node ?? {}) as { range?: readonly [number, number, number] | null };
  return range == null ? null : { from: range[0], to: range[1] };
}

/** Splices at one offset keep their order. */
function applied(text: string, splices: readonly Splice[]): string {
  return splices
    .map((splice, at) => ({ ...splice, at }))
    .sort((a, b) => b.from - a.from || b.at - a.at)
    .reduce((done, { from, to, text: put }) => done.slice(0, from) + put + done.slice(to), text);
}
