import type { Requirement } from '../policy.js';

const FAMILIES: Readonly<Record<Requirement, RegExp>> = {
  decision: /^(?:decision|checkpoint)-/,
  guardrail: /^guardrail-/,
  rollback: /^rollback-/,
};

/** How many of these codes of errors belong to each requirement; some belong to none. */
export function requirementErrors(codes: readonly string[]): Readonly<Record<Requirement, number>> {
  const of = (need: Requirement) => codes.filter((code) => FAMILIES[need].test(code)).length;
  return { decision: of('decision'), guardrail: of('guardrail'), rollback: of('rollback') };
}
