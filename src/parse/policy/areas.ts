import { nearest } from '../../core/nearest.js';
import { DEFAULT_SCORECARD, SCORECARD_TEMPLATES, type Template } from '../../core/policy.js';
import type { Fault, Problem } from '../../core/problem.js';
import { areaNamed, TEMPLATES } from '../../core/scorecard/template.js';
import type { YamlDocument } from '../yaml.js';

const OWNERS = ['scorecard', 'owners'];
const AREAS = Object.values(TEMPLATES).flatMap((areas) => areas.map(({ id }) => id));

/** The id of the area that a name means, of whatever template; as written where it means none. */
export function areaId(name: string): string {
  return areaOf(name)?.id ?? name;
}

/** What is wrong with the areas to which the policy gives owners, each where its name stands. */
export function problemsOfAreas(document: YamlDocument): readonly Problem[] {
  const owners = document.valueAt(OWNERS);
  if (typeof owners !== 'object' || owners === null || Array.isArray(owners)) return [];
  const template = templateIn(document);
  const seen = new Set<string>();
  return Object.keys(owners).flatMap((name) => {
    const area = areaOf(name);
    const fault = faultOf(name, { area, template, isTwice: area !== null && seen.has(area.id) });
    if (area !== null) seen.add(area.id);
    if (fault === null) return [];
    const place = document.keyPlaceOf([...OWNERS, name]);
    const level = fault.kind === 'idle-area' ? 'warning' : 'error';
    return [{ place, level, field: [...OWNERS, name].join('.'), fault }];
  });
}

interface Meant {
  readonly area: Area | null;
  /** `null`: what is written is none, which is a fault of its own. */
  readonly template: Template | null;
  readonly isTwice: boolean;
}

function faultOf(name: string, { area, template, isTwice }: Meant): Fault | null {
  if (area === null) {
    const known = template === null ? AREAS : TEMPLATES[template].map(({ id }) => id);
    return { kind: 'unknown-key', key: name, suggestion: nearest(name, AREAS), known };
  }
  if (isTwice) return { kind: 'duplicate-key', key: name };
  if (template === null || area.template === template) return null;
  return { kind: 'idle-area', area: name, of: area.template, template };
}

interface Area {
  readonly id: string;
  readonly template: Template;
}

/** No two templates have an area of one name. */
function areaOf(name: string): Area | null {
  for (const template of SCORECARD_TEMPLATES) {
    const area = areaNamed(template, name);
    if (area !== null) return { id: area.id, template };
  }
  return null;
}

function templateIn(document: YamlDocument): Template | null {
  const written = document.valueAt(['scorecard', 'template']) ?? DEFAULT_SCORECARD.template;
  return SCORECARD_TEMPLATES.find((one) => one === written) ?? null;
}
