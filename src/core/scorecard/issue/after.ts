import { issuePage } from '../../change.js';
import type { ScoredRepository } from '../month/month.js';
import type { DoneScorecard } from '../run.js';
import { scorecardIn } from './memory.js';
import { type KnownScorecard, knownScorecard, type ScorecardWrite } from './scorecard-issue.js';

/** The issues of a repository after a write was carried out there. */
export function issuesAfter(
  { write, number }: DoneScorecard,
  known: readonly KnownScorecard[],
  repository: ScoredRepository,
): readonly KnownScorecard[] {
  switch (write.kind) {
    case 'close':
      return known.map((one) => (one.number === write.number ? { ...one, open: false } : one));
    case 'edit':
      return known.map((one) => (one.number === write.number ? edited(one, write) : one));
    case 'file':
      return number === null ? known : [...filed(number, write, repository), ...known];
    default:
      return known;
  }
}

type Write<K> = Extract<ScorecardWrite, { readonly kind: K }>;

function edited(one: KnownScorecard, { title, body }: Write<'edit'>): KnownScorecard {
  return { ...one, title, body, intact: true, memory: scorecardIn(body) ?? one.memory };
}

function filed(
  number: number,
  { issue: { title, body } }: Write<'file'>,
  repository: ScoredRepository,
): readonly KnownScorecard[] {
  const known = knownScorecard({
    number,
    url: issuePage(repository, number),
    open: true,
    reopened: false,
    locked: false,
    title,
    body,
    ownBody: body,
    comments: [],
  });
  return known === null ? [] : [known];
}
