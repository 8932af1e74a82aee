import type { Policy } from '../../core/policy.js';
import type { Register } from '../../core/register.js';
import { ownersOfArea } from '../../core/scorecard/area-owner.js';
import type { HumanScore } from '../../core/scorecard/month/month.js';
import { type Answered, passes } from '../../core/trouble.js';
import { mayDecide, type Permission } from '../permission.js';

/** What tells who may give a score now; nobody can be asked where there is no register. */
interface Rule {
  readonly policy: Policy;
  readonly register: Register | null;
}

/**
 * For each area the last score by somebody who may give it now. Whoever gave one might at the time,
 * so that only a known no takes it back: a look-up that failed is trouble, and one that nobody can
 * make here leaves the score where it is.
 */
export async function allowedScores(
  given: readonly HumanScore[],
  { policy, register }: Rule,
): Promise<Answered<readonly HumanScore[]>> {
  const found = new Map<string, HumanScore>();
  if (register === null) return { kind: 'good', value: [] };
  for (const one of given.toReversed()) {
    if (found.has(one.area)) continue;
    const login = one.by.replace(/^@/, '');
    const permission = await mayDecide(login, ownersOfArea(one.area, policy), register);
    if (permission.kind === 'trouble' && passes(permission.trouble)) return permission;
    if (stands(permission)) found.set(one.area, one);
  }
  return { kind: 'good', value: [...found.values()] };
}

function stands(permission: Permission): boolean {
  return permission.kind === 'trouble' || permission.value;
}
