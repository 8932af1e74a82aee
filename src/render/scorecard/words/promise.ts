import { isOpen } from '../../../core/decision.js';
import { stemOf } from '../../../core/identifier.js';
import { ANY, type Subject, subjectKey } from '../../../core/scorecard/measures/measure.js';
import type { Month, RememberedMove } from '../../../core/scorecard/month/month.js';
import { listed, type Phrase, say, words } from '../../phrase.js';
import { MEASURE_WORDS } from './measure.js';
import { IT, theSubject } from './measure-words.js';

/** A move as it was promised; begins small, without a full stop. */
export function sayPromise(move: RememberedMove, month: Month): Phrase {
  return promised(move, nameOf(move, month));
}

/** The promise, and why it is about nothing any more. */
export function sayMoot(move: RememberedMove, month: Month): Phrase {
  const name = nameOf(move, month);
  if (name === null || !('subject' in move)) return say`there was none: ${promised(move, null)}`;
  return say`${name} ${fateOf(move.subject, month)}: ${promised(move, IT)}`;
}

function promised(move: RememberedMove, subject: Phrase | null): Phrase {
  if (move.kind === 'words') return say`${words(move.text)}`;
  if (move.kind === 'unknown') return say`a move that this version of Belay does not know`;
  const { promise, next, measurable } = MEASURE_WORDS[move.measure];
  if (move.kind === 'measurable') return say`${asClause(measurable)}`;
  return move.kind === 'next' && next !== undefined ? next(subject) : promise(subject);
}

function fateOf(key: string, month: Month): string {
  const subject = subjectOf(key, month);
  if (subject === undefined)
    return key.startsWith('workflow:') ? 'is no longer flagged' : 'is gone';
  const about = month.entries.find(({ id }) => subject.kind === 'entry' && id === subject.id);
  const decision = about?.decision ?? null;
  return decision !== null && !isOpen(decision) ? 'has ended' : 'counts no longer';
}

/** What a promise named; `null`: whatever comes next. */
function nameOf(move: RememberedMove, month: Month): Phrase | null {
  if (!('subject' in move) || move.subject === ANY) return null;
  const subject = subjectOf(move.subject, month);
  if (subject !== undefined) return say`${theSubject(subject, month.month)}`;
  const ids = move.subject.slice(move.subject.indexOf(':') + 1).split(',');
  return listed(ids.map((id) => titleOf(id, month)));
}

/** A workflow by its title, where the policy has it. */
function titleOf(id: string, { policy }: Month): string {
  return policy.workflows.find((one) => one.id === id)?.title ?? id;
}

/** What a promise named, if the month still has it; an entry may have got an id since. */
function subjectOf(key: string, { entries, policy }: Month): Subject | undefined {
  const isIt = (subject: Subject) => subjectKey(subject) === key;
  const found = entries.find(({ id, path }) =>
    [id, stemOf(path)].some((name) => isIt({ kind: 'entry', id: name, path })),
  );
  if (found !== undefined) return { kind: 'entry', id: found.id, path: found.path };
  return policy.workflows
    .map(({ id, title }) => ({ kind: 'workflow', id, title }) as const)
    .find(isIt);
}

/** A sentence as part of another. */
function asClause(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}
