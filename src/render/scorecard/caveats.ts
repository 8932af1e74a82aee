import { flaggedWorkflows } from '../../core/decision.js';
import type { Scorecard } from '../../core/scorecard/score.js';
import type { Links } from '../links.js';
import { counted, entry, listed, literal, markdown, type Phrase, say } from '../phrase.js';
import { sayAncestor } from './broken-policy.js';
import type { Block } from './sections.js';
import { sayGap } from './words/unmeasured.js';

/** Loud, since all scores go by it: the policy of the month is broken, an older one was used. */
export function ancestorBlock({ month }: Scorecard, links: Links): Block {
  const lines = sayAncestor(month).map((said) => `> ${markdown(said, links)}`);
  return lines.length === 0 ? null : ['> [!WARNING]', ...lines].join('\n');
}

/** What a reader has to know of the table: what nobody saw before the merge, what has errors. */
export function caveatsBlock(card: Scorecard, links: Links): Block {
  const said = sayCaveats(card);
  return said.length === 0 ? null : said.map((one) => markdown(one, links)).join(' ');
}

export function sayCaveats(card: Scorecard): readonly Phrase[] {
  return [...judgedAfterwards(card), ...unnamed(card), ...unflagged(card), ...unreadable(card)];
}

/** In a clone much may be missing that nobody would miss. */
function unnamed({ month: { unmeasured } }: Scorecard): readonly Phrase[] {
  return unmeasured.filter(({ what }) => what === 'changes').map((gap) => say`${sayGap(gap)}`);
}

function judgedAfterwards({ month: { changes } }: Scorecard): readonly Phrase[] {
  const late = changes.filter((change) => change.judgedAfterwards).length;
  if (late === 0) return [];
  const [were, when] = late === 1 ? ['was', 'it was'] : ['were', 'they were'];
  const of = counted(changes.length, 'change');
  return [
    say`${late} of ${of} ${were} judged afterwards: no check spoke for Belay when ${when} merged.`,
  ];
}

/** A log that is read and says nothing of flagged workflows looks like none. */
function unflagged({ month: { entries, policy } }: Scorecard): readonly Phrase[] {
  const folders = listed(policy.decisions.map((folder) => literal(folder || '.')));
  if (entries.length === 0) return [say`There is no decision in ${folders}.`];
  const isAbout = entries.some(
    ({ decision }) => decision !== null && flaggedWorkflows(decision, policy).length > 0,
  );
  if (isAbout) return [];
  const count = counted(entries.length, 'entry', 'entries');
  return [
    say`${count} in ${folders}, none of which names a flagged workflow: add ${literal('workflows')} to those that do.`,
  ];
}

function unreadable({ unreadable: entries }: Scorecard): readonly Phrase[] {
  if (entries.length === 0) return [];
  const names = listed(
    entries.map((one) => entry(one)),
    { most: 5 },
  );
  const count = counted(entries.length, 'entry', 'entries');
  const have = entries.length === 1 ? 'has' : 'have';
  return [
    say`${count} ${have} errors and may count only in part: ${names}; ${literal('belay lint')} names the lines of what is still wrong.`,
  ];
}
