import { type GlobSet, parseGlob } from '../../src/core/glob.js';
import type { PilotRules, Policy, Sli, Workflow } from '../../src/core/policy.js';

const FILE = '.github/belay.yml';

/** Globs that are known to be good. */
export function globs(...texts: readonly string[]): GlobSet {
  return texts.map((text) => {
    const glob = parseGlob(text);
    if (typeof glob === 'string') throw new Error(`${text} is no glob: ${glob}`);
    return glob;
  });
}

/** The flagged workflow of every story: checkout pricing, with its whole operator card. */
export function aWorkflow(changes: Partial<Workflow> = {}): Workflow {
  return {
    id: 'checkout-pricing',
    title: 'Checkout pricing',
    paths: globs('services/pricing/**', '!**/*.md'),
    owner: ['@acme/pricing'],
    backup: ['@hubot'],
    trigger: 'a pricing change reaches more than 1 % of traffic',
    stopWhen: 'quote errors above 0.1 % for 5 minutes',
    metric: 'quote success rate',
    escalation: '#inc-pricing, then @acme/sre-oncall',
    require: ['decision', 'guardrail', 'rollback'],
    accept: ['proposed', 'pilot', 'graduated'],
    maintenance: 'off',
    enforcement: 'block',
    slis: null,
    place: { file: FILE, line: 7, column: 3 },
    ...changes,
  };
}

/** The SLI that guards quotes, with an objective and someone who can say stop. */
export function anSli(changes: Partial<Sli> = {}): Sli {
  return {
    name: 'quote-errors',
    objective: '<= 0.1 %',
    source: 'https://grafana.example/d/quotes',
    stop: ['@acme/sre-oncall'],
    place: { file: FILE, line: 21, column: 3 },
    ...changes,
  };
}

/** How pilots are run when a policy says nothing about them. */
export const PILOT_RULES: PilotRules = {
  cycle: 14,
  horizon: 28,
  remind: 3,
  escalate: 7,
  extensions: 2,
  graduatedFor: 365,
  hold: false,
  labels: ['pilot-purgatory'],
  quietDays: ['sat', 'sun'],
};

/** A policy that flags checkout pricing, all else at its default. */
export function aPolicy(changes: Partial<Policy> = {}): Policy {
  return {
    file: FILE,
    timezone: 'Europe/Berlin',
    branches: null,
    decisions: ['docs/decisions'],
    workflows: [aWorkflow()],
    slis: [anSli()],
    sloFiles: globs('slo/**/*.{yaml,yml}'),
    pilots: PILOT_RULES,
    overrides: { allow: null, expires: 24, self: false },
    exempt: { authors: [], labels: [] },
    scorecard: null,
    novelty: { perCycle: 1, forbidden: globs('security/**') },
    origins: new Map(),
    ...changes,
  };
}
