import type { Workflow } from '../../policy.js';
import { completeness } from '../../rules/completeness.js';
import { noBackup } from '../../rules/wording.js';
import { type Measure, share } from '../measure.js';
import type { Tried } from '../tried.js';
import {
  countByRule,
  countReview,
  countWorkflow,
  entrySubject,
  personKey,
  shortOf,
} from './counted.js';

/** With fewer decisions than this, one owner of all of them means nothing. */
const LEAST_DECISIONS = 3;

/** Flagged workflows that say everything an operator needs. */
export const operatorCards: Measure = {
  id: 'operator-cards',
  read: ({ month }) =>
    share(month.policy.workflows.map((workflow) => countWorkflow(workflow, cardGaps(workflow)))),
};

/** Decisions that somebody owns. */
export const ownership: Measure = {
  id: 'ownership',
  read: ({ living }) =>
    share(
      living.map((tried) =>
        countByRule(tried, completeness, ({ field }) => (field === 'owner' ? 'owner' : null)),
      ),
    ),
};

/** Decisions for which somebody stands in. */
export const backups: Measure = {
  id: 'backups',
  read: ({ living }) => share(living.map((tried) => countByRule(tried, noBackup, () => 'backup'))),
};

/** Flagged workflows that say whom to call next. */
export const escalations: Measure = {
  id: 'escalations',
  read: ({ month }) =>
    share(
      month.policy.workflows.map((workflow) =>
        countWorkflow(workflow, workflow.escalation === null ? ['escalation'] : []),
      ),
    ),
};

/** Reviews that say who made them. */
export const handoffs: Measure = {
  id: 'handoffs',
  read: ({ reviews }) => share(reviews.map((one) => countReview(one, one.review.by.length === 0))),
};

/** Decisions that somebody else owns than the one who owns most of them. */
export const knowledgeSpread: Measure = {
  id: 'knowledge-spread',
  read: ({ living }) => {
    const owned = living.filter(({ owner }) => owner.length > 0);
    const most = mostFrequentOwner(owned);
    return share(
      owned.map((tried) => {
        const theirs = tried.owner.every((person) => personKey(person) === most);
        const lack = theirs ? shortOf(tried, { people: tried.owner }) : null;
        return { subject: entrySubject(tried), lack };
      }),
      LEAST_DECISIONS,
    );
  },
};

/** The parts of the operator card that are empty, by their names in the policy. */
function cardGaps(workflow: Workflow): readonly string[] {
  const parts: readonly (readonly [string, readonly string[] | string | null])[] = [
    ['owner', workflow.owner],
    ['backup', workflow.backup],
    ['trigger', workflow.trigger],
    ['stop-when', workflow.stopWhen],
    ['metric', workflow.metric],
    ['escalation', workflow.escalation],
  ];
  return parts.filter(([, part]) => part === null || part.length === 0).map(([name]) => name);
}

function mostFrequentOwner(owned: readonly Tried[]): string | null {
  const counts = new Map<string, number>();
  for (const { owner } of owned)
    for (const person of new Set(owner.map(personKey)))
      counts.set(person, (counts.get(person) ?? 0) + 1);
  let most: string | null = null;
  for (const [person, count] of counts)
    if (most === null || count > (counts.get(most) ?? 0)) most = person;
  return most;
}
