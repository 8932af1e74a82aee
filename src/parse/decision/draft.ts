import type { Day } from '../../core/day.js';
import { withoutEnds, withoutTail } from '../../core/ends.js';
import { nearest } from '../../core/nearest.js';
import type { Place } from '../../core/place.js';
import type { Person } from '../../core/policy.js';
import type { Fault, Problem } from '../../core/problem.js';
import { readPeople } from '../people.js';
import type { YamlDocument, YamlPath } from '../yaml.js';
import { namesNoDay, readDay } from './day-text.js';
import { type FieldTable, FOREIGN_KEYS, keyOf, PERSON_FIELDS } from './field-names.js';

/** An entry while it is read: its YAML, and what has been found of it so far. */
export interface Draft {
  readonly path: string;
  readonly yaml: YamlDocument;
  readonly problems: Problem[];
  readonly places: Map<string, Place>;
}

/** A value that is written: neither null nor empty. */
export interface Field {
  /** Canonical dotted name. */
  readonly name: string;
  readonly path: YamlPath;
  /** Scalars as text. */
  readonly written: unknown;
}

/** The fields of one map, by canonical name within it. */
export type Section<Name extends string = string> = ReadonlyMap<Name, Field>;

/** Whether no eye sees the character. */
const isInvisible = (one: string) => /[\s\uFEFF\u200B-\u200D\u2060]/.test(one);
/** So many unknown keys of one map are compared with what might have been meant. */
const MOST_UNKNOWN = 100;
const NOTHING = /^(?:none|n\/?a|-)$/i;

/**
 * The fields of a map. Of several names for one field the preferred one counts; two spellings of
 * the same name are a problem, and so is (as a warning) a key that misspells a field.
 */
export function sectionOf<Name extends string>(
  draft: Draft,
  map: Field,
  { names, lookup }: FieldTable<Name>,
): Section<Name> {
  const written = writtenKeys(draft, map);
  const section = new Map<Name, Field>();
  for (const [key, name] of lookup) {
    const one = written.get(key);
    if (one === undefined || isEmpty(one.value) || section.has(name)) continue;
    const field = childOf(map, one.key, { name, value: one.value });
    section.set(name, field);
    draft.places.set(field.name, draft.yaml.keyPlaceOf(field.path));
  }
  const unknown = [...written].filter(([key]) => !lookup.has(key)).slice(0, MOST_UNKNOWN);
  const missing = names.filter((name) => !section.has(name));
  for (const [, { key }] of unknown) warnOfNearMiss(draft, { map, written: key, missing, names });
  return section;
}

/** The keys of a map in the form in which they compare; a second spelling of one is a problem. */
function writtenKeys(
  draft: Draft,
  map: Field,
): ReadonlyMap<string, { readonly key: string; readonly value: unknown }> {
  const keys = new Map<string, { key: string; value: unknown }>();
  for (const [key, value] of Object.entries(map.written as Record<string, unknown>)) {
    const known = keys.get(keyOf(key));
    if (known === undefined || isEmpty(known.value)) keys.set(keyOf(key), { key, value });
    else if (!isEmpty(value)) {
      const field = childOf(map, key, { name: keyOf(key), value });
      addProblem(draft, field, { kind: 'duplicate-key', key });
    }
  }
  return keys;
}

/** The field of a map, or its items where it is a list. */
export function itemsOf(field: Field): readonly Field[] {
  if (!Array.isArray(field.written)) return [field];
  return field.written
    .map((written: unknown, at) => ({
      name: `${field.name}.${at}`,
      path: [...field.path, at],
      written,
    }))
    .filter(({ written }) => !isEmpty(written));
}

/** Whether a map is written in the field. */
export function isMap(field: Field): boolean {
  return (
    typeof field.written === 'object' && field.written !== null && !Array.isArray(field.written)
  );
}

/** The scalar of a field, `null` where it is absent; a list or map is a problem. */
export function textOf(draft: Draft, field: Field | undefined): string | null {
  if (field === undefined) return null;
  if (typeof field.written === 'string') return withoutEnds(field.written, isInvisible);
  wrongType(draft, field, 'text');
  return null;
}

/** The scalars of a list, or the one scalar; items that are neither are problems. */
export function textsOf(draft: Draft, field: Field | undefined): readonly string[] {
  if (field === undefined) return [];
  return itemsOf(field).flatMap((item) => textOf(draft, item) ?? []);
}

/** Names in a list or parted by commas, each once; `none` and `-` name nothing. */
export function namesOf(draft: Draft, field: Field | undefined): readonly string[] {
  const names = textsOf(draft, field)
    .flatMap((text) => text.split(','))
    .map((name) => name.trim().replace(/^\[([^\]]*)\](?:\(.*\))?$/, '$1'))
    .filter((name) => name !== '' && !NOTHING.test(name));
  return [...new Set(names)];
}

/** The day of a field; `null` where it is absent, says `never`, or is a problem. */
export function dayOf(draft: Draft, field: Field | undefined): Day | null {
  const text = textOf(draft, field);
  if (field === undefined || text === null || namesNoDay(text)) return null;
  const day = readDay(text);
  if (day === null) {
    addProblem(draft, field, { kind: 'bad-day', key: field.name, value: text.slice(0, 80) });
  }
  return day;
}

/** The people of a field: text, a list, or maps with a login or a name. */
export function peopleOf(draft: Draft, field: Field | undefined): readonly Person[] {
  if (field === undefined) return [];
  const people = itemsOf(field).flatMap((item) => {
    if (!isMap(item)) return readPeople(textOf(draft, item) ?? '');
    const section = sectionOf(draft, item, PERSON_FIELDS);
    return readPeople(textOf(draft, section.get('login') ?? section.get('name')) ?? '');
  });
  return [...new Set(people)];
}

/** Reports that the field does not hold what is `wanted`, in words that follow "must be". */
export function wrongType(draft: Draft, field: Field, wanted: string): void {
  const got = Array.isArray(field.written) ? 'a list' : isMap(field) ? 'a map' : 'text';
  addProblem(draft, field, { kind: 'wrong-type', key: field.name, wanted, got });
}

/** Reports an error where the field's value stands. */
export function addProblem(draft: Draft, field: Field, fault: Fault): void {
  const place = draft.yaml.placeOf(field.path);
  draft.problems.push({ place, level: 'error', field: field.name, fault });
}

function childOf(map: Field, key: string, child: { name: string; value: unknown }): Field {
  const name = map.name === '' ? child.name : `${map.name}.${child.name}`;
  return { name, path: [...map.path, key], written: child.value };
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return withoutTail(value, isInvisible) === '';
  return value === null || (Array.isArray(value) && value.every(isEmpty));
}

interface UnknownKey {
  readonly map: Field;
  readonly written: string;
  /** Only a field that is missing can have been meant. */
  readonly missing: readonly string[];
  readonly names: readonly string[];
}

function warnOfNearMiss(draft: Draft, { map, written, missing, names }: UnknownKey): void {
  const key = keyOf(written);
  if (key.length < 4 || key.length > 40 || FOREIGN_KEYS.includes(key)) return;
  const near = nearest(key, missing.map(keyOf));
  const suggestion = missing.find((name) => keyOf(name) === near);
  if (suggestion === undefined) return;
  const field = childOf(map, written, { name: suggestion, value: null });
  const fault: Fault = { kind: 'unknown-key', key: written, suggestion, known: names };
  const place = draft.yaml.keyPlaceOf(field.path);
  draft.problems.push({ place, level: 'warning', field: field.name, fault });
}
