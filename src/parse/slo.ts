import type { Sli } from '../core/policy.js';
import type { Problem } from '../core/problem.js';
import { readYamlDocuments, type YamlDocument, type YamlPath } from './yaml.js';

/** The SLIs that a file adds to the catalogue, and what is wrong with it. */
export interface ParsedSlis {
  /** Each name once, in the order of the file. */
  readonly slis: readonly Sli[];
  readonly problems: readonly Problem[];
}

/**
 * Reads OpenSLO (v1, v1alpha, v2alpha: kinds SLI and SLO, one by one, in lists and in several
 * documents) and Sloth (`prometheus/v1` and the Kubernetes kind `PrometheusServiceLevel`). Other
 * documents are passed over. Names are:
 * - of OpenSLO an object's `metadata.name`, and in an SLO also the SLI that it holds or refers to;
 * - of Sloth the SLO's `name` alone, without its service.
 *
 * `objective` is the share that an SLO promises (`>= 99.9 %`), where it is one and the same.
 * An SLI or SLO without a name, and YAML that cannot be read, is an error; the rest still counts.
 */
export function parseSlis(file: string, text: string): ParsedSlis {
  const found: NamedSli[] = [];
  const problems: Problem[] = [];
  for (const document of readYamlDocuments({ file, text })) {
    problems.push(...document.problems);
    if (document.problems.some(({ level }) => level === 'error')) continue;
    for (const path of objectsOf(document, [])) {
      const named = namedIn(document, path);
      found.push(...named.filter(({ name }) => name !== null));
      problems.push(...named.filter(({ name }) => name === null).map(nameless(document)));
    }
  }
  return { slis: onePerName(found), problems };
}

/** An SLI as one object names it: the path of its name, and the name unless it is missing. */
interface NamedSli {
  readonly name: string | null;
  readonly path: YamlPath;
  readonly objective: string | null;
  readonly place: Sli['place'];
}

/** The objects of a document: itself, the items of a list, those of Kubernetes' kind `List`. */
function objectsOf(document: YamlDocument, path: YamlPath): readonly YamlPath[] {
  const list = document.valueAt(path);
  if (Array.isArray(list)) return list.flatMap((_, at) => objectsOf(document, [...path, at]));
  const items = document.valueAt([...path, 'items']);
  const isList = document.sourceOf([...path, 'kind']) === 'List' && Array.isArray(items);
  return isList ? objectsOf(document, [...path, 'items']) : [path];
}

function namedIn(document: YamlDocument, path: YamlPath): readonly NamedSli[] {
  const text = (...keys: readonly string[]) => document.sourceOf([...path, ...keys]) ?? '';
  const kind = text('kind');
  if (/^openslo(\.com)?\//i.test(text('apiVersion'))) {
    if (kind === 'SLI') return [sliAt(document, [...path, 'metadata', 'name'], null)];
    return kind === 'SLO' ? namedInSlo(document, path) : [];
  }
  if (kind === 'PrometheusServiceLevel') return namedInSloth(document, [...path, 'spec', 'slos']);
  const isSloth = text('version').startsWith('prometheus/');
  return isSloth ? namedInSloth(document, [...path, 'slos']) : [];
}

function namedInSlo(document: YamlDocument, path: YamlPath): readonly NamedSli[] {
  const spec = [...path, 'spec'];
  const objectives = itemsAt(document, [...spec, 'objectives']);
  const promises = objectives.map((at) => promiseAt(document, at));
  const all = promises.filter((promise) => promise !== null).join(', ');
  const objective = all === '' ? null : all;
  return [
    sliAt(document, [...path, 'metadata', 'name'], objective),
    ...indicatorsAt(document, spec, objective),
    ...objectives.flatMap((at, n) => indicatorsAt(document, at, promises[n] ?? null)),
  ];
}

/** The indicator that an SLO, or an objective of a composite one, holds or refers to. */
function indicatorsAt(
  document: YamlDocument,
  path: YamlPath,
  objective: string | null,
): readonly NamedSli[] {
  return INDICATORS.map((keys) => sliAt(document, [...path, ...keys], objective)).filter(
    ({ name }) => name !== null,
  );
}

/** Of v1 and of v2alpha. An indicator without a name is one only its SLO knows. */
const INDICATORS = [
  ['indicator', 'metadata', 'name'],
  ['sli', 'metadata', 'name'],
  ['indicatorRef'],
  ['sliRef'],
] as const;

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['lte', '<='],
  ['gt', '>'],
  ['gte', '>='],
]);

/** `>= 98 %`, or of a threshold metric `>= 98 % with values < 200`. */
function promiseAt(document: YamlDocument, path: YamlPath): string | null {
  const text = (key: string) => document.sourceOf([...path, key]);
  const share = percent(text('targetPercent')) ?? percentOfRatio(text('target'));
  if (share === null) return null;
  const operator = OPERATORS.get(text('op') ?? '');
  const value = text('value');
  const condition = operator && value !== null ? ` with values ${operator} ${value}` : '';
  return `>= ${share} %${condition}`;
}

function namedInSloth(document: YamlDocument, path: YamlPath): readonly NamedSli[] {
  return itemsAt(document, path).map((at) => {
    const share = percent(document.sourceOf([...at, 'objective']));
    return sliAt(document, [...at, 'name'], share === null ? null : `>= ${share} %`);
  });
}

function itemsAt(document: YamlDocument, path: YamlPath): readonly YamlPath[] {
  const list = document.valueAt(path);
  return Array.isArray(list) ? list.map((_, at) => [...path, at]) : [];
}

function sliAt(document: YamlDocument, path: YamlPath, objective: string | null): NamedSli {
  const name = document.sourceOf(path)?.trim() || null;
  return { name, path, objective, place: document.placeOf(path) };
}

function percent(text: string | null): number | null {
  const number = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

/** A target is a share of 1; twelve digits hide that 0.999 times 100 is not quite 99.9. */
function percentOfRatio(text: string | null): number | null {
  const ratio = percent(text);
  if (ratio === null || ratio > 1) return ratio;
  return Number((ratio * 100).toPrecision(12));
}

function nameless(document: YamlDocument) {
  return ({ path }: NamedSli): Problem => ({
    place: document.keyPlaceOf(path),
    level: 'error',
    field: path.join('.'),
    fault: { kind: 'missing-key', key: String(path.at(-1)) },
  });
}

/** Objectives that differ leave it open which one is meant, so none is. */
function onePerName(found: readonly NamedSli[]): readonly Sli[] {
  const objectives = new Map<string, Set<string>>();
  const slis = new Map<string, Sli>();
  for (const { name, objective, place } of found) {
    if (name === null) continue;
    const known = objectives.get(name) ?? new Set();
    if (objective !== null) known.add(objective);
    objectives.set(name, known);
    const only = known.size === 1 ? ([...known][0] ?? null) : null;
    const first = slis.get(name)?.place ?? place;
    slis.set(name, { name, objective: only, source: null, stop: [], place: first });
  }
  return [...slis.values()];
}
