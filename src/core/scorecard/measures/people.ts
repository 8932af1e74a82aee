import { isTeam } from '../../pilot/reach.js';
import { personKey, type Workflow } from '../../policy.js';
import { noBackup } from '../../rules/wording.js';
import type { Tried } from '../evidence/tried.js';
import { countByRule, countDecision, countReview, countWorkflow, partsIn } from './counted.js';
import { type Measure, type Missing, share } from './measure.js';

/** With fewer decisions than this, one owner of all of them means nothing. */
const LEAST_DECISIONS = 3;

/** Flagged workflows that say everything an operator needs; those that say least come first. */
export const operatorCards: Measure<'operator-cards'> = {
  id: 'operator-cards',
  read: ({ month }) =>
    share(
      month.policy.workflows
        .map((workflow) => ({ workflow, gaps: cardGaps(workflow) }))
        .toSorted((a, b) => b.gaps.length - a.gaps.length)
        .map(({ workflow, gaps }) => countWorkflow(workflow, gaps)),
    ),
};

/** Decisions that somebody owns. */
export const ownership: Measure<'ownership'> = {
  id: 'ownership',
  read: ({ living }) =>
    share(
      living.map((tried) =>
        countDecision(
          tried,
          partsIn(tried.gaps, ({ field }) => (field === 'owner' ? 'owner' : null)),
        ),
      ),
    ),
};

/** Decisions for which somebody stands in. */
export const backups: Measure<'backups'> = {
  id: 'backups',
  read: ({ living }) => share(living.map((tried) => countByRule(tried, noBackup, () => 'backup'))),
};

/** Flagged workflows that say whom to call next. */
export const escalations: Measure<'escalations'> = {
  id: 'escalations',
  read: ({ month }) =>
    share(
      month.policy.workflows.map((workflow) =>
        countWorkflow(workflow, workflow.escalation === null ? ['escalation'] : []),
      ),
    ),
};

/** Reviews that say who made them. */
export const handoffs: Measure<'handoffs'> = {
  id: 'handoffs',
  read: ({ reviews }) =>
    share(reviews.map((one) => countReview(one, one.review.by.length > 0 ? [] : ['by']))),
};

/**
 * Decisions whose knowledge does not rest with the one person alone who owns most of them. What a
 * team owns is not one person's.
 */
export const knowledgeSpread: Measure<'knowledge-spread'> = {
  id: 'knowledge-spread',
  read: ({ living }) => {
    const owned = living.filter(({ owner }) => owner.length > 0);
    const most = busiestPerson(owned);
    return share(
      owned.map((tried) => {
        const { owner } = tried;
        const theirs = owner.every((one) => !isTeam(one) && personKey(one) === most);
        return countDecision(tried, theirs ? ['other-owner'] : [], { people: owner });
      }),
      LEAST_DECISIONS,
    );
  },
};

type CardGap = Missing<'operator-cards'>;

/** The parts of the operator card that are empty, by their names in the policy. */
function cardGaps(workflow: Workflow): readonly CardGap[] {
  const parts: readonly (readonly [CardGap, readonly string[] | string | null])[] = [
    ['owner', workflow.owner],
    ['backup', workflow.backup],
    ['trigger', workflow.trigger],
    ['stop-when', workflow.stopWhen],
    ['metric', workflow.metric],
    ['escalation', workflow.escalation],
  ];
  return parts.filter(([, part]) => part === null || part.length === 0).map(([name]) => name);
}

/** The person, not the team, who owns most of the decisions; of several the first. */
function busiestPerson(owned: readonly Tried[]): string | null {
  const counts = new Map<string, number>();
  for (const { owner } of owned)
    for (const person of new Set(owner.filter((one) => !isTeam(one)).map(personKey)))
      counts.set(person, (counts.get(person) ?? 0) + 1);
  let most: string | null = null;
  for (const [person, count] of counts)
    if (most === null || count > (counts.get(most) ?? 0)) most = person;
  return most;
}
