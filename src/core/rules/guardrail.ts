import type { Guardrail } from '../decision.js';
import type { Fact } from '../finding.js';
import { nearest } from '../nearest.js';
import type { EffectiveGuardrail } from '../verdict.js';
import { type Case, type Remark, remark } from './case.js';

type GuardrailFact = Extract<Fact, { readonly code: `guardrail-${string}` }>;

/** The guardrails of the entry, with what the catalogue of SLIs fills in. */
export function effectiveGuardrails(
  one: Pick<Case, 'decision' | 'slis'>,
): readonly EffectiveGuardrail[] {
  return one.decision.guardrails.map((guardrail) => effective(guardrail, one));
}

/** An SLI of the catalogue with a threshold guards the workflow, and someone can say stop. */
export function guardrails(one: Case): readonly Remark<GuardrailFact>[] {
  const written = one.decision.guardrails.filter(saysSomething);
  if (written.length === 0)
    return [remark(one, { code: 'guardrail-missing', known: allowedNames(one) }, 'guardrail')];
  const unknown = written.filter(({ sli }) => sli !== null && !isCatalogued(sli, one));
  const known = written.filter((guardrail) => !unknown.includes(guardrail));
  const allowed = known.filter(({ sli }) => sli === null || isAllowed(sli, one));
  return [
    ...unknown.map((guardrail) => unknownSli(one, guardrail, 'not-in-catalogue')),
    ...(allowed.length === 0
      ? known.map((guardrail) => unknownSli(one, guardrail, 'not-allowed'))
      : allowed.flatMap((guardrail) => incomplete(one, guardrail))),
  ];
}

function effective(guardrail: Guardrail, one: Pick<Case, 'slis'>): EffectiveGuardrail {
  const sli = one.slis.find(({ name }) => name === guardrail.sli);
  const threshold = guardrail.threshold ?? sli?.objective ?? null;
  const stop = guardrail.stop.length > 0 ? guardrail.stop : (sli?.stop ?? []);
  const fromPolicy: ('threshold' | 'stop')[] = [];
  if (guardrail.threshold === null && threshold !== null) fromPolicy.push('threshold');
  if (guardrail.stop.length === 0 && stop.length > 0) fromPolicy.push('stop');
  return { sli: guardrail.sli, threshold, stop, limit: guardrail.limit, fromPolicy };
}

function saysSomething({ sli, threshold, limit, stop }: Guardrail): boolean {
  return sli !== null || threshold !== null || limit !== null || stop.length > 0;
}

function incomplete(one: Case, guardrail: Guardrail): readonly Remark<GuardrailFact>[] {
  const { sli, threshold, stop } = effective(guardrail, one);
  const missing: ('sli' | 'threshold' | 'stop')[] = [];
  if (sli === null) missing.push('sli');
  if (threshold === null) missing.push('threshold');
  if (stop.length === 0) missing.push('stop');
  if (missing.length === 0) return [];
  return [at(one, guardrail, { code: 'guardrail-incomplete', missing })];
}

function unknownSli(
  one: Case,
  guardrail: Guardrail,
  why: 'not-in-catalogue' | 'not-allowed',
): Remark<GuardrailFact> {
  const known = allowedNames(one);
  const sli = guardrail.sli ?? '';
  const suggestion = nearest(sli, known);
  return at(one, guardrail, { code: 'guardrail-unknown', sli, why, known, suggestion });
}

function at(one: Case, guardrail: Guardrail, fact: GuardrailFact): Remark<GuardrailFact> {
  return { ...remark(one, fact, 'guardrail.sli', 'guardrail'), place: guardrail.place };
}

function isCatalogued(sli: string, one: Case): boolean {
  return one.slis.some(({ name }) => name === sli);
}

function isAllowed(sli: string, { workflow }: Case): boolean {
  return workflow.slis === null || workflow.slis.includes(sli);
}

function allowedNames(one: Case): readonly string[] {
  return one.slis.map(({ name }) => name).filter((name) => isAllowed(name, one));
}
