import type { Target } from '../change.js';
import type { Fact, Heading } from '../finding.js';
import { nearest } from '../nearest.js';
import { type Case, type Remark, remark } from './case.js';

type RollbackFact = Extract<Fact, { readonly code: `rollback-${string}` | 'incomplete-read' }>;

/** The way back is named, and everything it names is there. A flag is taken at its word. */
export function rollbackPath(one: Case): readonly Remark<RollbackFact>[] {
  const { runbook = null, workflow = null, flag = null } = one.decision.rollback ?? {};
  if (runbook === null && workflow === null && flag === null)
    return [remark(one, { code: 'rollback-missing' }, 'rollback')];
  return [
    ...(runbook === null ? [] : runbookRemarks(one, runbook)),
    ...(workflow === null ? [] : workflowRemarks(one, workflow)),
  ];
}

/** A runbook reference taken apart; `anchor` is `null` where none is named. */
export function runbookParts(reference: string): { path: string; anchor: string | null } {
  const hash = reference.indexOf('#');
  if (hash < 0) return { path: reference, anchor: null };
  return { path: reference.slice(0, hash), anchor: reference.slice(hash + 1) || null };
}

function runbookRemarks(one: Case, reference: string): readonly Remark<RollbackFact>[] {
  const { path, anchor } = runbookParts(reference);
  const target = one.targets.get(path);
  const missing = notThere(one, target, { kind: 'runbook', path });
  if (missing !== null) return [missing];
  const headings = target?.kind === 'runbook' ? target.headings : [];
  if (anchor === null || hasAnchor(headings, anchor)) return [];
  const suggestion = nearestHeading(anchor, headings);
  return [
    remark(
      one,
      { code: 'rollback-anchor', path, anchor, headings, suggestion },
      'rollback.runbook',
      'rollback',
    ),
  ];
}

function workflowRemarks(one: Case, path: string): readonly Remark<RollbackFact>[] {
  const target = one.targets.get(path);
  const missing = notThere(one, target, { kind: 'workflow', path });
  if (missing !== null) return [missing];
  if (target?.kind === 'workflow' && target.dispatchable === true) return [];
  const unreadable = target?.kind === 'workflow' && target.dispatchable === null;
  const why = unreadable ? 'unreadable' : 'no-trigger';
  return [
    remark(one, { code: 'rollback-not-dispatchable', path, why }, 'rollback.workflow', 'rollback'),
  ];
}

/** The remark for a target that is absent or could not be read, else `null`. */
function notThere(
  one: Case,
  target: Target | undefined,
  named: { kind: 'runbook' | 'workflow'; path: string },
): Remark<RollbackFact> | null {
  const fields = [`rollback.${named.kind}`, 'rollback'];
  if (target?.kind === 'unread') {
    const what = { kind: 'file', path: named.path } as const;
    return remark(one, { code: 'incomplete-read', what }, ...fields);
  }
  if (target !== undefined && target.kind !== 'absent') return null;
  const suggestion = nearest(named.path, target?.similar ?? []) ?? target?.similar[0] ?? null;
  return remark(one, { code: 'rollback-not-found', ...named, suggestion }, ...fields);
}

function hasAnchor(headings: readonly Heading[], anchor: string): boolean {
  const wanted = decodedAnchor(anchor).toLowerCase();
  return headings.some((heading) => heading.anchor.toLowerCase() === wanted);
}

/** The anchor as a heading has it: addresses copied from a browser escape what is not ASCII. */
export function decodedAnchor(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}

/** The heading with the nearest anchor, or the only one whose anchor contains what was written. */
function nearestHeading(anchor: string, headings: readonly Heading[]): Heading | null {
  const near = nearest(
    anchor,
    headings.map((heading) => heading.anchor),
  );
  const containing = headings.filter((heading) => heading.anchor.includes(anchor.toLowerCase()));
  const only = containing.length === 1 ? containing[0] : undefined;
  return headings.find((heading) => heading.anchor === near) ?? only ?? null;
}
