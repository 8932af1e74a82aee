import type * as z from 'zod';
import { nearest } from '../../core/nearest.js';
import type { Fault, Problem } from '../../core/problem.js';
import type { YamlDocument, YamlPath } from '../yaml.js';
import { problemsOfAreas } from './areas.js';
import { faultWithin, KEY_SEPARATOR, NAMED_MAPS } from './schema.js';

type Issue = z.core.$ZodIssue;

/** What is wrong with the shape of a policy, each with the place of its key or value. */
export function problemsOfShape(
  document: YamlDocument,
  issues: readonly Issue[],
): readonly Problem[] {
  if (document.value === null)
    return [problemAt('key', [], { document, fault: { kind: 'empty' } })];
  const found = issues.flatMap(chosen).flatMap((issue) => problemsOf(document, issue));
  const meant = new Set(found.flatMap(meantField));
  const told = found.filter(
    ({ fault, field }) => fault.kind !== 'missing-key' || !meant.has(field ?? ''),
  );
  return [...told, ...problemsOfNames(document), ...problemsOfAreas(document)];
}

/** The field that a misspelt key was meant to be: it is not missing as well. */
function meantField({ fault, field }: Problem): readonly string[] {
  if (fault.kind !== 'unknown-key' || fault.suggestion === null) return [];
  return [`${field?.slice(0, -fault.key.length) ?? ''}${fault.suggestion}`];
}

/** Of a union, the issues of the form whose type fits; the union's own where none does. */
function chosen(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const form = issue.errors.find((issues) => !issues.some(isOfWrongType));
  if (form === undefined) return [issue];
  return form.flatMap((inner) => chosen({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isOfWrongType({ code, path }: Issue): boolean {
  return code === 'invalid_type' && path.length === 0;
}

function problemsOf(document: YamlDocument, issue: Issue): readonly Problem[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    const known = issue.message.split(KEY_SEPARATOR);
    return issue.keys.map((key) => {
      const fault: Fault = { kind: 'unknown-key', key, suggestion: nearest(key, known), known };
      return problemAt('key', [...path, key], { document, fault });
    });
  }
  const fault = faultWithin(issue) ?? faultOfValue(document, issue, path);
  return [problemAt(fault.kind === 'missing-key' ? 'key' : 'value', path, { document, fault })];
}

function faultOfValue(document: YamlDocument, issue: Issue, path: YamlPath): Fault {
  const value = document.valueAt(path);
  const key = String(path.findLast((step) => typeof step === 'string') ?? WHOLE);
  if (value === undefined) return { kind: 'missing-key', key };
  if (isMistyped(issue, value)) {
    return { kind: 'wrong-type', key, wanted: issue.message, got: typeName(value) };
  }
  const text = (document.sourceOf(path) ?? JSON.stringify(value)).slice(0, LONGEST_SHOWN);
  const words = issue.code === 'invalid_value' && typeof value === 'string' ? issue.values : [];
  const suggestion = nearest(text, words.map(String));
  return { kind: 'bad-value', key, value: text, wanted: issue.message, suggestion };
}

/** Stands for the key where the whole file is of the wrong type. */
const WHOLE = 'the file';

const LONGEST_SHOWN = 80;

/** A fraction is a number, only not a whole one; a word outside its list is a word. */
function isMistyped(issue: Issue, value: unknown): boolean {
  if (issue.code === 'invalid_type')
    return !(issue.expected === 'int' && typeof value === 'number');
  const isChoice = issue.code === 'invalid_value' || issue.code === 'invalid_union';
  return isChoice && (value === null || typeof value === 'object');
}

function typeName(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'boolean' ? 'true or false' : 'text';
}

/** Names of maps that are keyed by name. Zod passes over `__proto__`, so they are looked at here. */
function problemsOfNames(document: YamlDocument): readonly Problem[] {
  return NAMED_MAPS.flatMap(({ path, pattern, wanted }) => {
    const map = document.valueAt(path);
    if (typeof map !== 'object' || map === null || Array.isArray(map)) return [];
    const strange = Object.keys(map).filter((name) => !pattern.test(name));
    return strange.map((name) => {
      const key = path.at(-1) ?? WHOLE;
      const fault: Fault = { kind: 'bad-value', key, value: name, wanted, suggestion: null };
      return problemAt('key', [...path, name], { document, fault });
    });
  });
}

function problemAt(
  which: 'key' | 'value',
  path: YamlPath,
  { document, fault }: { readonly document: YamlDocument; readonly fault: Fault },
): Problem {
  const place = which === 'key' ? document.keyPlaceOf(path) : document.placeOf(path);
  return { place, level: 'error', field: path.length === 0 ? null : path.join('.'), fault };
}
