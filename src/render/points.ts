import type { Change } from '../core/change.js';
import type { Finding } from '../core/finding.js';
import type { Workflow } from '../core/policy.js';
import type { Verdict } from '../core/verdict.js';
import { plain } from './phrase.js';
import { findingsOf, type Scene, sceneOf, touchedBy } from './scene.js';
import { sayFinding } from './words/finding.js';
import type { Said } from './words/said.js';

/** What a point means for the change: `holds` it, only `advises`, or is merely worth a look. */
export type Weight = 'holds' | 'advises' | 'worth-a-look';

/** One thing to tell the author; the same finding on several workflows is told once. */
export interface Point extends Said {
  readonly finding: Finding;
  readonly scene: Scene;
  readonly weight: Weight;
  readonly workflows: readonly Workflow[];
}

/** Everything a verdict has to tell, what holds first, else in the order of its findings. */
export function pointsOf(change: Change, verdict: Verdict): readonly Point[] {
  const points = new Map<string, Point>();
  for (const finding of findingsOf(verdict)) {
    const scene = sceneOf(change, verdict, finding);
    const said = sayFinding(scene);
    const key = keyOf(finding, said);
    const known = points.get(key);
    const added = scene.workflow === null ? [] : [scene.workflow];
    const weight = heavier(weightOf(finding, scene), known?.weight ?? 'worth-a-look');
    points.set(key, {
      ...(known ?? { finding, scene, ...said }),
      weight,
      workflows: [...(known?.workflows ?? []), ...added],
    });
  }
  return [...points.values()].sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}

/** Workflows that lack any decision and have none in sight, for which an entry can be prepared. */
export function lackingDecision(verdict: Verdict): readonly Workflow[] {
  const ids = findingsOf(verdict)
    .filter(({ fact }) => fact.code === 'decision-missing' && fact.advice.length === 0)
    .map(({ workflow }) => workflow);
  return touchedBy(verdict)
    .map(({ workflow }) => workflow)
    .filter(({ id }) => ids.includes(id));
}

const WEIGHTS: readonly Weight[] = ['holds', 'advises', 'worth-a-look'];

function weightOf({ level }: Finding, { workflow }: Scene): Weight {
  if (level === 'warning') return 'worth-a-look';
  return workflow?.enforcement === 'advise' ? 'advises' : 'holds';
}

function heavier(a: Weight, b: Weight): Weight {
  return WEIGHTS.indexOf(a) <= WEIGHTS.indexOf(b) ? a : b;
}

/** Workflows that lack a decision lack the same one, unless each has its own advice. */
function keyOf({ fact, place, level }: Finding, said: Said): string {
  const told = fact.code === 'decision-missing' ? fact.advice : [plain(said.what), plain(said.fix)];
  return JSON.stringify([fact.code, level, place, told]);
}
