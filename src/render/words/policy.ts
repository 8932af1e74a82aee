import type { Unread } from '../../core/finding.js';
import { literal, type Phrase, path, say } from '../phrase.js';
import type { Scene } from '../scene.js';
import { sayProblem } from './problem.js';
import type { FactOf, Said, WordsFor } from './said.js';

export const POLICY_WORDS: WordsFor<'policy-invalid' | 'incomplete-read'> = {
  'policy-invalid': {
    name: 'Policy needs mending',
    example: 'version: 1\nworkflows:\n  checkout-pricing:\n    paths: ["services/pricing/**"]',
    say: invalid,
  },
  'incomplete-read': {
    name: 'Not everything could be read',
    example: 'Re-run the check; split a change that is too large.',
    say: (fact, scene) => ({
      short: `${scene.workflow === null ? 'this change ' : ''}cannot be judged whole`,
      what: say`${unread(fact.what)}. Nothing passes on what was not read.`,
      fix: remedy(fact.what, scene),
    }),
  },
};

function invalid(fact: FactOf<'policy-invalid'>, scene: Scene): Said {
  const { what, fix } = sayProblem(fact.problem);
  const branch = literal(scene.defaultBranch);
  if (fact.side === 'head')
    return {
      short: 'the policy in this change is not valid',
      what,
      fix: fix ?? say`Correct the policy in this change.`,
    };
  const judge = scene.policy === null ? '' : ' The last good version judges until it is mended.';
  return {
    short: 'the policy is not valid',
    what: say`The policy on ${branch}: ${what}${judge}`,
    fix: say`${fix ?? say`Correct it.`} That takes a change of the policy merged into ${branch}.`,
  };
}

function unread(what: Unread): Phrase {
  switch (what.kind) {
    case 'files':
      return say`The list of changed files could not be read whole`;
    case 'log':
      return say`The decision log in ${path(what.folder, null, 'base')} could not be read whole`;
    case 'slo-files':
      return say`The SLO files could not all be read`;
    case 'file':
      return say`${path(what.path)} could not be read`;
  }
}

function remedy(what: Unread, { policy }: Scene): Phrase {
  switch (what.kind) {
    case 'files':
      return say`Re-run the check. If it stays so, split the change into smaller ones.`;
    case 'log':
      return say`Re-run the check. If it stays so, point ${literal('decisions.path')} at a smaller folder.`;
    case 'slo-files':
      return say`Re-run the check. If it stays so, narrow ${literal('slo-files')} in ${path(policy?.file ?? '.github/belay.yml', null, 'default-branch')}.`;
    case 'file':
      return say`Re-run the check. If it stays so, see whether the file is too large, a link or not text.`;
  }
}
