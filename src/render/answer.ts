import type { Repository } from '../core/change.js';
import { sayingMark } from '../core/pilot/marker.js';
import type { Outcome } from '../core/pilot/outcome.js';
import { recordMark } from '../core/scorecard/issue/record.js';
import { helpText, type Place } from './answer/help.js';
import { recordedText } from './answer/recorded.js';
import { sayBrief, sayFault, sayNotAllowed, sayRefusal } from './answer/words.js';
import { type Links, pageLinks } from './links.js';
import { entry, markdown, type Phrase, say } from './phrase.js';

/** Where a command was given. The repository is `null` where none was read, as without a policy. */
export interface AnswerScene {
  readonly repository: Pick<Repository, 'url' | 'defaultBranch'> | null;
  readonly docs: string | null;
  readonly place: Place;
}

const NOWHERE = { url: null, defaultBranch: '' };

/**
 * The answer to a command as a comment; its mark makes it the thread's one answer, or its one record
 * of scores.
 */
export function answerTo(outcome: Outcome, { repository, docs, place }: AnswerScene): string {
  const links = pageLinks({ repository: repository ?? NOWHERE, docs });
  const mark = outcome.kind === 'scored' ? recordMark(outcome.record) : sayingMark('answer');
  return `${textOf(outcome, links, place)}\n\n${mark}`;
}

function textOf(outcome: Outcome, links: Links, place: AnswerScene['place']): string {
  const about = (phrase: Phrase) => markdown(phrase, links);
  switch (outcome.kind) {
    case 'help':
      return helpText(place, links);
    case 'recorded':
      return recordedText(outcome, links);
    case 'under-way':
      // A number of GitHub's own, so it may become a link.
      return `Under way already: #${outcome.pull} records **${outcome.verdict}**; merging it closes this issue. To decide otherwise, close it first.`;
    case 'fault':
      return about(sayFault(outcome.fault));
    case 'refused':
      return about(say`Not recorded: ${sayRefusal(outcome.refusal, say`${entry(outcome.entry)}`)}`);
    case 'not-allowed':
      return about(sayNotAllowed(outcome, place === 'scorecard' ? 'score' : 'other'));
    default:
      return about(sayBrief(outcome));
  }
}
