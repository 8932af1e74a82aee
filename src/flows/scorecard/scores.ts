import type { Policy } from '../../core/policy.js';
import type { Register } from '../../core/register.js';
import { ownersOfArea } from '../../core/scorecard/area-owner.js';
import {
  type GivenScore,
  isBehind,
  type KnownScorecard,
} from '../../core/scorecard/issue/scorecard-issue.js';
import type { Months, Vetted } from '../../core/scorecard/month/month-reading.js';
import type { YearMonth } from '../../core/scorecard/month/year-month.js';
import { type Answered, passes, type Trouble } from '../../core/trouble.js';
import { mayDecide, type Permission } from '../permission.js';

/** Leaves in a repository's issues the scores by people who may give them now. */
export async function vetted<M extends Pick<Months, 'known' | 'policy' | 'register'>>(
  months: M,
): Promise<Vetted<M>> {
  const { policy, register } = months;
  const known: KnownScorecard[] = [];
  const unvetted = new Map<YearMonth, Trouble>();
  for (const issue of months.known) {
    const asks = register !== null && isAsked(issue);
    const scores = asks ? await allowed(issue.scores, { policy, register }) : null;
    if (scores?.kind === 'trouble') unvetted.set(issue.month, scores.trouble);
    known.push(scores?.kind === 'good' ? { ...issue, scores: scores.value } : issue);
  }
  return { ...months, known, unvetted };
}

/** A closed issue is final: only of a score that it does not show yet it matters who gave it. */
function isAsked(issue: KnownScorecard): boolean {
  return issue.scores.length > 0 && (issue.open || isBehind(issue));
}

/** What tells who may give a score now. */
interface Rule {
  readonly policy: Policy;
  readonly register: Register;
}

/**
 * For each area the last score by somebody who may give it now. Whoever gave one might at the time,
 * so that only a known no takes it back: a look-up that failed is trouble, and one that nobody can
 * make here leaves the score where it is.
 */
async function allowed(
  given: readonly GivenScore[],
  { policy, register }: Rule,
): Promise<Answered<readonly GivenScore[]>> {
  const found = new Map<string, GivenScore>();
  for (const one of given.toReversed()) {
    if (found.has(one.area)) continue;
    const login = one.by.replace(/^@/, '');
    const permission = await mayDecide(login, ownersOfArea(one.area, policy), register);
    if (permission.kind === 'trouble' && passes(permission.trouble)) return permission;
    if (stands(permission)) found.set(one.area, one);
  }
  return { kind: 'good', value: [...found.values()].toReversed() };
}

function stands(permission: Permission): boolean {
  return permission.kind === 'trouble' || permission.value;
}
