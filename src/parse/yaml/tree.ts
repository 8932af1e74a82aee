import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Level, Place } from '../../core/place.js';
import type { Fault, Problem } from '../../core/problem.js';

/*
 * The library's tree of a YAML document made into plain values that know where they stand.
 * Duplicate keys and aliases are dealt with here: the library takes quadratic time over the former
 * and throws on the latter.
 */

/** The way to a value: keys of maps, indexes of lists. */
export type YamlPath = readonly (string | number)[];

/** The deepest of thousands of real files has 18 levels; at some hundreds the library aborts. */
export const DEEPEST = 40;

/** Values that aliases may repeat in one document: real files use up to 120 aliases. */
const REPEATED_VALUES = 10_000;

/** After so many problems of one sort in one document the rest are echoes of the first. */
export const MOST_PROBLEMS = 100;

/** The place of an offset into the text. */
export type PlaceAt = (offset: number) => Place;

/** A value with where it stands. `size` and `depth` count what aliases repeat. */
export interface Located {
  readonly value: unknown;
  readonly written: unknown;
  /** A scalar's text, also where it means null; `null` for maps and lists. */
  readonly source: string | null;
  readonly offset: number;
  readonly entries: ReadonlyMap<string, Entry> | null;
  readonly items: readonly Located[] | null;
  readonly size: number;
  readonly depth: number;
}

/** A key of a map, where it stands, and its value. */
interface Entry {
  readonly offset: number;
  readonly node: Located;
}

/** What is known while a document is walked. An anchor is `null` until its value is complete. */
interface Walk {
  readonly placeAt: PlaceAt;
  readonly problems: Problem[];
  readonly anchors: Map<string, Located | null>;
  repeated: number;
}

/** The document's value with its places, and the problems met on the way. */
export function treeOf(
  { contents, range }: Document.Parsed,
  placeAt: PlaceAt,
): { readonly root: Located; readonly problems: readonly Problem[] } {
  const walk: Walk = { placeAt, problems: [], anchors: new Map(), repeated: 0 };
  return { root: locate(contents, range[0], walk), problems: walk.problems };
}

/** Places a node of the library's tree; `offset` is where its key stands, should it be left out. */
function locate(content: ParsedNode | null, offset: number, walk: Walk): Located {
  if (content === null) return absent(offset);
  if (isAlias(content)) return follow(content, walk);
  if (content.anchor !== undefined) walk.anchors.set(content.anchor, null);
  const located = isScalar(content)
    ? locateScalar(content, offset, walk)
    : isMap(content)
      ? locateMap(content, walk)
      : locateList(content, walk);
  if (content.anchor !== undefined) walk.anchors.set(content.anchor, located);
  return located;
}

function locateScalar(scalar: Scalar.Parsed, keyOffset: number, walk: Walk): Located {
  const { value, source, range, tag } = scalar;
  if (tag?.startsWith('!') && source === '' && scalar.type === 'PLAIN') {
    report(TAG_ALONE, range[0], walk);
  }
  if (source === '' && scalar.type === 'PLAIN') return absent(keyOffset);
  const written = value === null ? null : source;
  const offset = range[0];
  return { value, written, source, offset, entries: null, items: null, size: 1, depth: 1 };
}

/** `- !docs/**` is a tag without a value to YAML. */
const TAG_ALONE: Fault = { kind: 'syntax', detail: 'A value that begins with ! needs quotes' };

function absent(offset: number): Located {
  return {
    value: null,
    written: null,
    source: '',
    offset,
    entries: null,
    items: null,
    size: 1,
    depth: 1,
  };
}

function locateMap(map: YAMLMap.Parsed, walk: Walk): Located {
  const entries = new Map<string, Entry>();
  const value: Record<string, unknown> = Object.create(null);
  const written: Record<string, unknown> = Object.create(null);
  let [size, depth] = [1, 1];
  for (const pair of map.items) {
    const offset = pair.key.range[0];
    const key = locate(pair.key, offset, walk).source;
    const node = locate(pair.value, offset, walk);
    if (key === null || entries.has(key)) {
      const fault: Fault = key === null ? KEY_IS_NO_TEXT : { kind: 'duplicate-key', key };
      report(fault, offset, walk);
      continue;
    }
    entries.set(key, { offset, node });
    value[key] = node.value;
    written[key] = node.written;
    size += node.size;
    depth = Math.max(depth, node.depth + 1);
  }
  return { value, written, source: null, offset: map.range[0], entries, items: null, size, depth };
}

const KEY_IS_NO_TEXT: Fault = { kind: 'syntax', detail: 'A key must be text, not a map or a list' };

function locateList(list: YAMLSeq.Parsed, walk: Walk): Located {
  const items: Located[] = [];
  const value: unknown[] = [];
  const written: unknown[] = [];
  let [size, depth] = [1, 1];
  for (const item of list.items) {
    // The library types items of `!!omap` lists too, which the core schema does not make.
    const node = locate(item as ParsedNode, list.range[0], walk);
    items.push(node);
    value.push(node.value);
    written.push(node.written);
    size += node.size;
    depth = Math.max(depth, node.depth + 1);
  }
  return { value, written, source: null, offset: list.range[0], entries: null, items, size, depth };
}

/** What an alias stands for, shared and not copied; absent where following it would lead too far. */
function follow(alias: Alias.Parsed, walk: Walk): Located {
  const offset = alias.range[0];
  const target = walk.anchors.get(alias.source);
  if (!target) {
    report({ kind: 'syntax', detail: detailOfUnknown(alias.source, target) }, offset, walk);
    return absent(offset);
  }
  const fault = faultOfRepeating(target, walk);
  if (fault === null) return { ...target, offset };
  const said = walk.problems.some((problem) => problem.fault.kind === fault.kind);
  if (!said) report(fault, offset, walk);
  return absent(offset);
}

function faultOfRepeating(target: Located, walk: Walk): Fault | null {
  walk.repeated += target.size;
  if (walk.repeated > REPEATED_VALUES) return { kind: 'too-many-aliases', limit: REPEATED_VALUES };
  if (target.depth > DEEPEST) return { kind: 'too-deep', depth: target.depth, limit: DEEPEST };
  return null;
}

function detailOfUnknown(name: string, target: null | undefined): string {
  return target === null
    ? `*${name} stands inside of &${name}`
    : `No &${name} comes before *${name}; a value that begins with * needs quotes`;
}

function report(fault: Fault, offset: number, { problems, placeAt }: Walk): void {
  if (problems.length < MOST_PROBLEMS) problems.push(problemAt(placeAt(offset), fault));
}

/** The value at the path, else the last one on the way to it, with the offset of its key. */
export function nearest(root: Located, path: YamlPath): Entry & { readonly missing: boolean } {
  let found: Entry = { node: root, offset: root.offset };
  for (const step of path) {
    const next = childOf(found.node, step);
    if (next === undefined) return { ...found, missing: true };
    found = next;
  }
  return { ...found, missing: false };
}

function childOf(node: Located, step: string | number): Entry | undefined {
  if (node.entries !== null) return node.entries.get(String(step));
  const item = node.items?.[Number(step)];
  return item && { node: item, offset: item.offset };
}

/** A problem of the YAML itself, which belongs to no field. */
export function problemAt(place: Place, fault: Fault, level: Level = 'error'): Problem {
  return { place, level, field: null, fault };
}
