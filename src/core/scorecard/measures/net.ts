import { addDays } from '../../day.js';
import type { Decision, Rollback } from '../../decision.js';
import type { Case } from '../../rules/case.js';
import { effectiveGuardrails, guardrails } from '../../rules/guardrail.js';
import { rollbackPath } from '../../rules/rollback.js';
import { limitMissing } from '../../rules/wording.js';
import type { Tried } from '../evidence/tried.js';
import { countByRule, countDecision, partsIn } from './counted.js';
import { type Counted, type Measure, type Missing, share, unread } from './measure.js';

/** How long a rollback counts as exercised; longer ago, people and systems have moved on. */
export const EXERCISED_DAYS = 90;

/** Guardrails whose SLI is in the catalogue, with a threshold and someone who can say stop. */
export const guardrailsResolve: Measure<'guardrails-resolve'> = {
  id: 'guardrails-resolve',
  read: (evidence) => unread(evidence, 'catalogue') ?? share(evidence.net.map(countGuardrails)),
};

function countGuardrails(tried: Tried): Counted<Missing<'guardrails-resolve'>> {
  const remarks = tried.cases.flatMap(guardrails);
  const fields = remarks.flatMap(({ fact }) =>
    fact.code === 'guardrail-incomplete' ? fact.missing.map((part) => `guardrail.${part}`) : [],
  );
  const missing = partsIn(remarks, ({ fact }) => fact.code);
  return countDecision(tried, missing, { fields: [...new Set(fields)] });
}

/** Guardrails on which somebody can say stop. */
export const stopOwners: Measure<'stop-owners'> = {
  id: 'stop-owners',
  read: (evidence) =>
    unread(evidence, 'catalogue') ??
    share(
      evidence.net
        .filter(({ decision }) => decision.guardrails.length > 0)
        .map((tried) => countDecision(tried, nobodyStops(tried) ? ['stop'] : [])),
    ),
};

/** Guardrails that say how far the test reaches at first. */
export const limitedReach: Measure<'limited-reach'> = {
  id: 'limited-reach',
  read: ({ net }) =>
    share(
      net.map((tried) =>
        tried.decision.guardrails.length === 0
          ? countDecision(tried, ['guardrail'])
          : countByRule(tried, limitMissing, () => 'limit'),
      ),
    ),
};

/** Ways back that lead somewhere. What could not be read counts neither way. */
export const rollbacksResolve: Measure<'rollbacks-resolve'> = {
  id: 'rollbacks-resolve',
  read: ({ net }) =>
    share(
      net
        .filter(({ cases }) => !cases.some(isUnread))
        .map((tried) =>
          countByRule(tried, rollbackPath, ({ fact: { code } }) =>
            code === 'incomplete-read' ? null : code,
          ),
        ),
    ),
};

/** Ways back that somebody has tried lately; one that leads nowhere nobody can try. */
export const rollbacksExercised: Measure<'rollbacks-exercised'> = {
  id: 'rollbacks-exercised',
  read: ({ net, last }) => {
    const since = addDays(last, -EXERCISED_DAYS);
    return share(
      net
        .filter(({ decision, cases }) => hasRollback(decision) && !cases.some(leadsNowhere))
        .map((tried) => {
          const tested = tried.decision.rollback?.tested ?? null;
          const lately = tested !== null && tested <= last && tested >= since;
          return countDecision(tried, lately ? [] : ['tested'], { day: tested });
        }),
    );
  },
};

/** Decisions that a flag can switch off without a deployment. */
export const offSwitches: Measure<'off-switches'> = {
  id: 'off-switches',
  read: ({ net }) =>
    share(
      net.map((tried) =>
        countDecision(tried, tried.decision.rollback?.flag == null ? ['flag'] : []),
      ),
    ),
};

/** Whether one of the guardrails has nobody who can say stop, in the entry or in the catalogue. */
export function nobodyStops({ cases }: Pick<Tried, 'cases'>): boolean {
  const [one] = cases;
  return one !== undefined && effectiveGuardrails(one).some(({ stop }) => stop.length === 0);
}

function isUnread(one: Case): boolean {
  return rollbackPath(one).some(({ fact }) => fact.code === 'incomplete-read');
}

function leadsNowhere(one: Case): boolean {
  return rollbackPath(one).some(({ fact }) => fact.code !== 'incomplete-read');
}

function hasRollback({ rollback }: Decision): boolean {
  const parts: readonly (keyof Rollback)[] = ['runbook', 'workflow', 'flag'];
  return rollback !== null && parts.some((part) => rollback[part] !== null);
}
