import type { Request, ScoreCommand } from '../../core/pilot/command.js';
import type { Outcome } from '../../core/pilot/outcome.js';
import type { Person } from '../../core/policy.js';
import { ownersOfArea } from '../../core/scorecard/area-owner.js';
import { issueOf, type KnownScorecard } from '../../core/scorecard/issue/scorecard-issue.js';
import type { Months } from '../../core/scorecard/month/month-reading.js';
import { areaNamed, TEMPLATES } from '../../core/scorecard/template.js';
import { isYes, mayDecide, type Permission } from '../permission.js';

/** A scorecard's issue, in which somebody asks something. */
export interface ScorecardMatter {
  readonly months: Months;
  readonly issue: KnownScorecard;
}

/** The scorecard that the thread is about; `null` when it is none. */
export function scorecardMatter(request: Request, months: Months): ScorecardMatter | null {
  const issue = months.known.find(({ number }) => number === request.number);
  return issue === undefined || issue.memory === null ? null : { months, issue };
}

/** Takes a person's score into the record, where they may give it. */
export async function correct(
  command: ScoreCommand,
  { asker, comment }: Request,
  { months, issue }: ScorecardMatter,
): Promise<Outcome> {
  const { memory, open, scores } = issue;
  const isKept = issueOf(issue, months.known)?.number === issue.number;
  if (memory === null || !open || !isKept) return { kind: 'scorecard-closed' };
  const area = areaNamed(memory.template, command.area);
  if (area === null) {
    const areas = TEMPLATES[memory.template].map(({ id }) => id);
    return { kind: 'no-such-area', area: command.area, areas };
  }
  const who = ownersOfArea(area.id, months.policy);
  const permission = await permissionOf(asker, who, months);
  if (!isYes(permission))
    return { kind: 'not-allowed', asker, who, lookUpFailed: permission.kind === 'trouble' };
  const { score, because, next } = command;
  return {
    kind: 'scored',
    area: area.name,
    given: { area: area.id, score, because, next, by: `@${asker}`, on: months.today },
    record: [...scores.map((given) => given.comment), comment],
  };
}

async function permissionOf(
  asker: string,
  who: readonly Person[],
  { register }: Months,
): Promise<Permission> {
  return register === null ? { kind: 'good', value: false } : mayDecide(asker, who, register);
}
