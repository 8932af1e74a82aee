import { ownersOf, type Person, type Policy } from '../policy.js';
import type { Lack } from './measures/measure.js';
import type { Move } from './move.js';

/**
 * Who may score an area by hand, besides those who may write: its owners by the policy, else those
 * of the flagged workflows. That takes no month, so that a stranger's asking costs no reading.
 */
export function ownersOfArea(area: string, policy: Policy): readonly Person[] {
  const named = namedOwners(area, policy);
  return named.length > 0 ? named : ownersOf(policy.workflows);
}

/**
 * Who is to make the move of an area: the area's owners by the policy, else the owners of the
 * workflows it is about, else those of the decision it is about; those of all workflows where it is
 * about none. Empty: unowned, or no move.
 */
export function ownerOfMove(area: string, move: Move | null, policy: Policy): readonly Person[] {
  const named = namedOwners(area, policy);
  if (named.length > 0 || move === null) return named;
  const { workflows, owner } = move.kind === 'lack' ? move.lack : NOTHING;
  const concerned = policy.workflows.filter(({ id }) => workflows.includes(id));
  const owners = ownersOf(concerned.length > 0 ? concerned : policy.workflows);
  return owners.length > 0 ? owners : owner;
}

const NOTHING: Pick<Lack, 'workflows' | 'owner'> = { workflows: [], owner: [] };

function namedOwners(area: string, { scorecard }: Policy): readonly Person[] {
  return scorecard?.owners.get(area) ?? [];
}
