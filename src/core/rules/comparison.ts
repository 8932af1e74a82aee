import { type Decision, type Guardrail, placeOf } from '../decision.js';
import { flaggedBy, freshEffort } from '../glob.js';
import { type Case, type Remark, remark } from './case.js';
import { runbookParts } from './rollback.js';

/** A safety net that was there at the base and is gone or other now, said with both. */
export function entryWeakened(one: Case): readonly Remark[] {
  const before = one.before?.decision ?? null;
  if (before === null) return [];
  return [...guardrailLosses(before, one.decision), ...rollbackLosses(before, one.decision)].map(
    ({ field, from, to }) => remark(one, { code: 'entry-weakened', field, from, to }, field),
  );
}

/** A deviation stays away from what the novelty rules forbid. */
export function deviationForbidden(one: Case): readonly Remark[] {
  if (one.decision.deviation === null) return [];
  const effort = freshEffort();
  for (const path of one.paths) {
    const glob = flaggedBy(one.policy.novelty.forbidden, path, effort)?.text;
    if (glob !== undefined)
      return [remark(one, { code: 'deviation-forbidden', path, glob }, 'deviation')];
  }
  return [];
}

/** References that only this change brings: nobody has reviewed them on the base branch yet. */
export function newReferences(one: Case): readonly Remark[] {
  const { guardrails, rollback } = one.decision;
  const isNew = (path: string) => {
    const target = one.targets.get(path);
    return target !== undefined && 'added' in target && target.added;
  };
  const slis = guardrails
    .filter(({ sli }) => one.slis.some(({ name, added }) => added && name === sli))
    .map(({ sli, place }) => ({
      fact: { code: 'new-reference' as const, kind: 'sli' as const, name: sli ?? '' },
      field: 'guardrail.sli',
      place,
    }));
  const runbook = rollback?.runbook == null ? null : runbookParts(rollback.runbook).path;
  const paths = [
    { kind: 'runbook' as const, name: runbook },
    { kind: 'workflow' as const, name: rollback?.workflow ?? null },
  ].flatMap(({ kind, name }) =>
    name !== null && isNew(name)
      ? [
          {
            fact: { code: 'new-reference' as const, kind, name },
            field: `rollback.${kind}`,
            place: placeOf(one.entry, `rollback.${kind}`, 'rollback'),
          },
        ]
      : [],
  );
  return [...slis, ...paths];
}

interface Loss {
  readonly field: string;
  readonly from: string;
  readonly to: string | null;
}

function guardrailLosses(before: Decision, after: Decision): readonly Loss[] {
  const kept = new Set(after.guardrails.map(textOf));
  const alone = before.guardrails.length === 1 && after.guardrails.length === 1;
  return before.guardrails
    .filter((old) => !kept.has(textOf(old)))
    .flatMap((old) => {
      const named = after.guardrails.find(({ sli }) => sli === old.sli);
      const same = named ?? (alone ? after.guardrails[0] : undefined);
      if (same === undefined)
        return [{ field: 'guardrail', from: old.sli ?? 'guardrail', to: null }];
      return [
        ...loss('guardrail.sli', old.sli, same.sli),
        ...loss('guardrail.threshold', old.threshold, same.threshold),
        ...loss('guardrail.limit', old.limit, same.limit),
        ...loss('guardrail.stop', listed(old.stop), listed(same.stop)),
      ];
    });
}

function textOf({ sli, threshold, limit, stop }: Guardrail): string {
  return JSON.stringify([sli, threshold, limit, listed(stop)]);
}

function rollbackLosses(before: Decision, after: Decision): readonly Loss[] {
  return (['runbook', 'workflow', 'flag'] as const).flatMap((part) =>
    loss(`rollback.${part}`, before.rollback?.[part] ?? null, after.rollback?.[part] ?? null),
  );
}

function loss(field: string, from: string | null, to: string | null): readonly Loss[] {
  return from === null || from === to ? [] : [{ field, from, to }];
}

function listed(people: readonly string[]): string | null {
  return people.length === 0 ? null : people.toSorted().join(', ');
}
