import type { RequiredField } from '../../core/finding.js';
import { counted, listed, literal, type Phrase, path, say } from '../phrase.js';
import { logFolder, type Scene, theEntry, writeField } from '../scene.js';
import { horizon, proposedCheckpoint } from './checkpoint.js';
import { longDay } from './day.js';
import { sayProblem } from './problem.js';
import type { FactOf, Said, WordsFor } from './said.js';

/** Codes about the decision: the link to an entry, and the entry itself. */
type DecisionCode =
  | 'decision-missing'
  | 'decision-unknown'
  | 'decision-ambiguous'
  | 'decision-invalid'
  | 'decision-incomplete'
  | 'decision-other-workflow'
  | 'decision-closed'
  | 'decision-status';

export const DECISION_WORDS: WordsFor<DecisionCode> = {
  'decision-missing': {
    name: 'No decision',
    example: 'Decision: DL-0042',
    say: missing,
  },
  'decision-unknown': {
    name: 'Decision not found',
    example: 'Decision: DL-0042',
    say: (fact, scene) => ({
      short: 'links a decision that does not exist',
      what: say`${literal(fact.reference)} names nothing in ${logFolder(scene.policy)}.`,
      fix:
        fact.suggestion === null
          ? say`Correct the reference, or add the entry to this change.`
          : say`Did you mean ${literal(`Decision: ${fact.suggestion}`)}? Otherwise add the entry to this change.`,
    }),
  },
  'decision-ambiguous': {
    name: 'Decision not clear',
    example: 'Decision: docs/decisions/0042-read-through-cache.md',
    say: (fact) => ({
      short: 'links a decision that is not clear',
      what: say`${literal(fact.reference)} fits ${counted(fact.matches.length, 'entry', 'entries')}: ${listed(
        fact.matches.map((match) => say`${match.id} in ${path(match.path)}`),
      )}.`,
      fix: say`Name the one you mean by its path, such as ${literal(`Decision: ${fact.matches[0]?.path ?? '<path>'}`)}.`,
    }),
  },
  'decision-invalid': {
    name: 'Entry not valid',
    example: 'status: pilot',
    say: ({ problem }, scene) => {
      const { what, fix } = sayProblem(problem);
      return {
        short: `has a decision that is not valid${idOf(scene)}`,
        what: say`${theEntry(scene)}: ${what}`,
        fix: fix ?? say`Correct the entry.`,
      };
    },
  },
  'decision-incomplete': {
    name: 'Entry not complete',
    example: 'mechanism: A cache will cut timeouts because most quotes repeat 200 inputs.',
    say: (fact, scene) => ({
      short: `needs ${GAPS[fact.field].needs}${idOf(scene)}`,
      what: say`${theEntry(scene)} ${fact.why === 'absent' ? GAPS[fact.field].lacks : WEAK[fact.why]}.`,
      fix: GAPS[fact.field].fix(scene),
    }),
  },
  'decision-other-workflow': {
    name: 'Decision about something else',
    example: 'workflows: [checkout-pricing, search]',
    say: otherWorkflow,
  },
  'decision-closed': {
    name: 'Decision closed',
    example: 'follows: [DL-0042]',
    say: closed,
  },
  'decision-status': {
    name: 'Status does not carry a change',
    example: 'status: pilot',
    say: status,
  },
};

function missing(fact: FactOf<'decision-missing'>, { workflow, policy }: Scene): Said {
  const [first] = fact.advice;
  const short = 'has no decision';
  if (first === undefined)
    return {
      short,
      what: say`No entry of the decision log carries this change.`,
      fix: say`Add an entry to ${logFolder(policy)} that names ${literal(workflow?.id ?? 'the workflow')}. If there is one already, add the line ${literal('Decision: <id>')} to the description.`,
    };
  const isOne = fact.advice.length === 1;
  return {
    short,
    what: say`${listed(fact.advice.map(literal))} ${isOne ? 'is' : 'are'} named or edited here, but that does not link ${isOne ? 'it' : 'them'}.`,
    fix: say`Add the line ${literal(`Decision: ${first}`)} to the description${isOne ? '' : ', with the id of the one that carries this change'}.`,
  };
}

interface GapWords {
  readonly needs: string;
  readonly lacks: string;
  readonly fix: (scene: Scene) => Phrase;
}

const GAPS: { readonly [F in RequiredField]: GapWords } = {
  workflows: {
    needs: 'to be named by its decision',
    lacks: 'names no workflow',
    fix: (scene) => say`${writeField(scene, 'workflows', `[${scene.workflow?.id ?? 'id'}]`)}.`,
  },
  owner: {
    needs: 'an owner',
    lacks: 'has no owner, and its workflow has none either',
    fix: (scene) =>
      say`${writeField(scene, 'owner', '"@login"')}, with who answers for the outcome.`,
  },
  aim: {
    needs: 'an aim',
    lacks: 'has no aim: which user behaviour should change',
    fix: (scene) =>
      say`${writeField(scene, 'aim', '{ metric: …, from: …, to: …, by: … }')}, or a sentence with the number you want to reach.`,
  },
  mechanism: {
    needs: 'a mechanism',
    lacks: 'has no mechanism: what will move the aim, and why',
    fix: (scene) =>
      say`${writeField(scene, 'mechanism', '… will … because …')}: what moves the aim, and the cause you bet on.`,
  },
  'signals.proxy': {
    needs: 'a proxy signal',
    lacks: 'has no proxy: the signal that moves first',
    fix: (scene) =>
      say`${writeField(scene, 'signals.proxy', '…')}, a signal that can move within a week.`,
  },
  'signals.outcome': {
    needs: 'an outcome signal',
    lacks: 'has no outcome: the signal that must move for users',
    fix: (scene) =>
      say`${writeField(scene, 'signals.outcome', '…')}, what users do differently if it works.`,
  },
  'checkpoint.date': {
    needs: 'a checkpoint',
    lacks: 'has no checkpoint',
    fix: (scene) =>
      say`${writeField(scene, 'checkpoint.date', proposedCheckpoint(scene))}, or another day${horizon(scene)}.`,
  },
  'checkpoint.continue-if': {
    needs: 'a rule for its checkpoint',
    lacks: 'has no rule for its checkpoint: what must be seen to go on',
    fix: (scene) =>
      say`${writeField(scene, 'checkpoint.continue-if', '…')}, with the numbers that must be seen by then.`,
  },
};

const WEAK = {
  'no-measure': 'states an aim without a number to reach',
  'no-because': 'has a mechanism that does not say why it should work',
} as const;

function otherWorkflow(fact: FactOf<'decision-other-workflow'>, scene: Scene): Said {
  const id = scene.workflow?.id ?? 'this workflow';
  const named =
    fact.names.length === 0
      ? 'names no workflow'
      : say`names ${listed(fact.names.map(literal))}, not ${literal(id)}`;
  const strangers = fact.names.filter((name) => !isFlagged(name, scene));
  const unknown =
    strangers.length === 0
      ? ''
      : say` The policy has no workflow ${listed(strangers.map(literal), { last: 'or' })}.`;
  const all = [...fact.names.filter((name) => isFlagged(name, scene)), id].join(', ');
  return {
    short: `is not named by its decision${idOf(scene)}`,
    what: say`${theEntry(scene)} ${named}.${unknown}`,
    fix: say`If it covers this change, ${lowered(writeField(scene, 'workflows', `[${all}]`))}. Otherwise link an entry that names ${literal(id)}.`,
  };
}

function isFlagged(name: string, { policy }: Scene): boolean {
  return policy === null || policy.workflows.some(({ id }) => id === name);
}

function closed(fact: FactOf<'decision-closed'>, scene: Scene): Said {
  const until = fact.since === null ? '' : ` until ${longDay(fact.since)}`;
  const follow = say`Add a new entry with ${literal(`follows: [${scene.finding.decision ?? 'id'}]`)}`;
  const short = `has a decision that is closed${idOf(scene)}`;
  if (fact.status === 'graduated')
    return {
      short,
      what: say`${theEntry(scene)} is graduated${until === '' ? ' without a date' : `, and carried maintenance${until}`}.`,
      fix: say`Review it again if it still holds, or ${lowered(follow)}.`,
    };
  if (fact.status === 'killed')
    return {
      short,
      what: say`${theEntry(scene)} is killed${until === '' ? '' : `, and carried its clean-up${until}`}.`,
      fix: say`${follow}.`,
    };
  return {
    short,
    what: say`${theEntry(scene)} is superseded and carries nothing any more.`,
    fix: say`Link the entry that took its place, or ${lowered(follow)}.`,
  };
}

function status(fact: FactOf<'decision-status'>, scene: Scene): Said {
  if (fact.why === 'born-graduated')
    return {
      short: `has a decision that was never tried${idOf(scene)}`,
      what: say`${theEntry(scene)} becomes graduated here without having been tried: that takes a proposed or pilot entry and a graduate review.`,
      fix: say`${writeField(scene, 'status', 'pilot')}, and graduate it with a review at its checkpoint.`,
    };
  return {
    short: `has a decision that is only ${fact.status}${idOf(scene)}`,
    what: say`${theEntry(scene)} is ${fact.status}; ${scene.workflow?.title ?? 'this workflow'} accepts ${listed([...fact.accept], { last: 'or' })}.`,
    fix: say`Link an entry that is ${listed([...fact.accept], { last: 'or' })}, or change this one's ${literal('status')} once that is true.`,
  };
}

function idOf({ finding }: Scene): string {
  return finding.decision === null ? '' : ` (${finding.decision})`;
}

/** The phrase to go on within a sentence. */
function lowered(said: Phrase): Phrase {
  const [first, ...rest] = said;
  if (first?.kind !== 'text') return said;
  return [
    { kind: 'text', text: first.text.charAt(0).toLowerCase() + first.text.slice(1) },
    ...rest,
  ];
}
