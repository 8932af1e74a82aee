import { listed, literal, type Phrase, path, say, words } from '../phrase.js';
import { replaceBy, type Scene, theEntry, writeField } from '../scene.js';
import type { FactOf, Said, WordsFor } from './said.js';

/** Codes about the safety net: the guardrail and the way back. */
type SafetyCode =
  | 'guardrail-missing'
  | 'guardrail-unknown'
  | 'guardrail-incomplete'
  | 'rollback-missing'
  | 'rollback-not-found'
  | 'rollback-anchor'
  | 'rollback-not-dispatchable';

const NEEDS_A_WAY_BACK = 'needs a rollback path';

export const SAFETY_WORDS: WordsFor<SafetyCode> = {
  'guardrail-missing': {
    name: 'No guardrail',
    example: 'guardrail: { sli: quote-errors, threshold: "<= 0.1 %", stop: "@acme/sre-oncall" }',
    say: (fact, scene) => ({
      short: 'needs a guardrail',
      what: say`${theEntry(scene)} names no SLI that protects users while this is tried.`,
      fix: guard(scene, fact.known),
    }),
  },
  'guardrail-unknown': {
    name: 'Guardrail not in the catalogue',
    example: 'slis:\n  quote-errors: { objective: "<= 0.1 %", stop: "@acme/sre-oncall" }',
    say: unknownSli,
  },
  'guardrail-incomplete': {
    name: 'Guardrail not complete',
    example: 'guardrail: { sli: quote-errors, threshold: "<= 0.1 %", stop: "@acme/sre-oncall" }',
    say: (fact, scene) => ({
      short: 'has a guardrail that is not complete',
      what: say`The guardrail of ${theEntry(scene)} does not say ${listed(fact.missing.map((part) => PARTS[part].lacks))}, and the policy does not know it either.`,
      fix: say`Add ${listed(fact.missing.map((part) => literal(PARTS[part].write)))} to it.`,
    }),
  },
  'rollback-missing': {
    name: 'No rollback path',
    example: 'rollback: { runbook: docs/runbooks/pricing.md#roll-back, flag: quote_cache }',
    say: (_, scene) => ({
      short: NEEDS_A_WAY_BACK,
      what: say`${theEntry(scene)} does not say how to get back.`,
      fix: say`Add ${literal('rollback')} with at least one of ${literal('runbook: <path>#<heading>')}, ${literal('workflow: .github/workflows/<file>')} or ${literal('flag: <name>')}.`,
    }),
  },
  'rollback-not-found': {
    name: 'Rollback path not found',
    example: 'rollback: { runbook: docs/runbooks/pricing.md#roll-back }',
    say: (fact, scene) => ({
      short: NEEDS_A_WAY_BACK,
      what: say`There is no ${literal(fact.path)}, which ${theEntry(scene)} names as its ${fact.kind === 'runbook' ? 'runbook' : 'rollback workflow'}.`,
      fix:
        fact.suggestion === null
          ? say`Correct the path, or add the file to this change.`
          : replaceBy(scene, fact.suggestion),
    }),
  },
  'rollback-anchor': {
    name: 'Rollback path not found',
    example: 'rollback: { runbook: docs/runbooks/pricing.md#roll-back-the-quote-cache }',
    say: anchor,
  },
  'rollback-not-dispatchable': {
    name: 'Rollback cannot be started',
    example: 'on:\n  workflow_dispatch:',
    say: (fact) => ({
      short: 'needs a rollback that can be started',
      what:
        fact.why === 'unreadable'
          ? say`${path(fact.path)} cannot be read as a workflow, so nobody knows whether it can be started by hand.`
          : say`${path(fact.path)} has no ${literal('workflow_dispatch')} trigger, so nobody can start it by hand.`,
      fix:
        fact.why === 'unreadable'
          ? say`Correct that file, or name another way back.`
          : say`Add ${literal('workflow_dispatch:')} below ${literal('on:')} in that file, or name another way back.`,
    }),
  },
};

const PARTS = {
  sli: { lacks: 'which SLI it watches', write: 'sli: <name>' },
  threshold: { lacks: 'at which threshold it trips', write: 'threshold: "<= …"' },
  stop: { lacks: 'who can say stop', write: 'stop: "@login"' },
} as const;

function guard(scene: Scene, known: readonly string[]): Phrase {
  const [first] = known;
  if (first === undefined)
    return say`The catalogue of SLIs is empty: add one below ${literal('slis')} in ${policyFile(scene)} on ${literal(scene.defaultBranch)}, then name it in ${literal('guardrail.sli')}.`;
  const write = say`${writeField(scene, 'guardrail', `{ sli: ${first} }`)}.`;
  return known.length === 1 ? write : say`${write} SLIs to choose from: ${names(known)}.`;
}

function unknownSli(fact: FactOf<'guardrail-unknown'>, scene: Scene): Said {
  const why =
    fact.why === 'not-allowed'
      ? say`may not guard ${scene.workflow?.title ?? 'this workflow'} by the policy`
      : say`is not in the catalogue`;
  const choice = fact.known.length === 0 ? say`` : say` SLIs to choose from: ${names(fact.known)}.`;
  const mend =
    fact.suggestion === null
      ? say`Name another SLI, or add this one to ${literal('slis')} in ${policyFile(scene)}.`
      : say`Did you mean ${literal(`sli: ${fact.suggestion}`)}?`;
  return {
    short: 'needs a guardrail that is in the catalogue',
    what: say`The guardrail of ${theEntry(scene)} watches ${literal(fact.sli)}, which ${why}.`,
    fix: say`${mend}${choice}`,
  };
}

function anchor(fact: FactOf<'rollback-anchor'>, scene: Scene): Said {
  const file = path(fact.path);
  const headings = listed(fact.headings.map((heading) => words(heading.text)));
  const found =
    fact.headings.length === 0
      ? say`${file} has no headings`
      : say`${file} has no such heading. Headings there: ${headings}`;
  const suggested =
    fact.suggestion ?? (fact.headings.length === 1 ? fact.headings[0] : null) ?? null;
  return {
    short: NEEDS_A_WAY_BACK,
    what: say`${theEntry(scene)} points to ${literal(`${fact.path}#${fact.anchor}`)}, but ${found}.`,
    fix:
      suggested === null
        ? say`Name one of its headings, or add the section to that file.`
        : replaceBy(scene, `${fact.path}#${suggested.anchor}`),
  };
}

function names(known: readonly string[]): Phrase {
  return listed(known.map(literal), { most: 10 });
}

function policyFile({ policy }: Scene) {
  return path(policy?.file ?? '.github/belay.yml', null, 'default-branch');
}
