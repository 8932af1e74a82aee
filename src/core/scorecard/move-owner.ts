import type { Person, Policy } from '../policy.js';
import type { Move } from './move.js';

/**
 * Who is to make the move of an area: the area's owners by the policy, else the owners of the
 * workflows it is about, else those who own every flagged workflow. Empty: unowned.
 */
export function ownerOfMove(area: string, move: Move | null, policy: Policy): readonly Person[] {
  const named = policy.scorecard?.owners.get(area) ?? [];
  if (named.length > 0) return named;
  const about = move?.kind === 'lack' ? move.lack.workflows : [];
  const concerned = policy.workflows.filter(({ id }) => about.includes(id));
  if (concerned.length > 0) return [...new Set(concerned.flatMap(({ owner }) => owner))];
  const [first, ...others] = policy.workflows;
  return (first?.owner ?? []).filter((person) =>
    others.every(({ owner }) => owner.includes(person)),
  );
}
