import type { Recorded } from '../../core/pilot/outcome.js';
import type { Links } from '../links.js';
import { fence, link } from '../markdown.js';
import { literal, markdown, type Phrase, person, say } from '../phrase.js';
import { cleanUp } from '../pilot/closing.js';
import { quote } from '../pilot/quote.js';
import { longDay } from '../words/day.js';

/** What was recorded, how it comes into the entry, and what follows. */
export function recordedText(outcome: Recorded, links: Links): string {
  const said = markdown(say` by ${person(`@${outcome.asker}`)}: ${quote(outcome.because)}.`, links);
  const { how } = outcome;
  const head = `${how.kind === 'pull' ? 'Recorded' : 'Not written yet'}: **${verdictOf(outcome)}**,${said}`;
  const next = followsFrom(outcome, links);
  if (how.kind === 'pull') return [`${head} ${pullLine(how)}`, ...next].join(' ');
  const edit = link('Edit the entry', how.editUrl);
  return [
    `${head} Belay may not write to this repository, so this change of ${markdown([literal(how.path)], links)} is yours to make: ${edit}. This issue closes once it is merged.`,
    how.patch.length > LONGEST_PATCH ? TOO_LONG : fence(how.patch.trimEnd(), 'diff'),
    next.join(' '),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Characters: GitHub refuses a comment of more than 65,536. */
const LONGEST_PATCH = 50_000;
const TOO_LONG = 'The change itself is too long to be shown in a comment.';

function verdictOf({ verdict, checkpoint }: Recorded): string {
  return checkpoint === null ? verdict : `${verdict} until ${longDay(checkpoint)}`;
}

/** Numbers of GitHub’s own, so they may become links. */
function pullLine({ number, rivals }: Extract<Recorded['how'], { kind: 'pull' }>): string {
  const line = `#${number} changes the entry; merging it closes this issue.`;
  if (rivals.length === 0) return line;
  const others = rivals.slice(0, 5).map((one) => `#${one}`);
  const many = others.length > 1;
  return `${line} ${others.join(', ')} ${many ? 'edit' : 'edits'} the same entry: whichever is merged later may need to be brought up to date first.`;
}

/** What becomes of the pilot with this verdict. */
export function followsFrom(outcome: Omit<Recorded, 'how'>, links: Links): readonly string[] {
  const { decision } = outcome.entry;
  const about = (phrase: Phrase) => markdown(phrase, links);
  const { used, of } = outcome.extensions;
  switch (outcome.verdict) {
    case 'kill': {
      const rollback = decision?.rollback ?? null;
      const back = cleanUp({ rollback, id: outcome.entry.id }, outcome.cleanUpUntil, links);
      return ['A kill is a good result: it frees the next bet.', ...back];
    }
    case 'graduate':
      return decision?.graduation == null
        ? [
            about(
              say`The entry does not say what happens now that it worked: fill in ${literal('graduation')}.`,
            ),
          ]
        : [about(say`What was promised for this case: ${quote(decision.graduation)}.`)];
    case 'continue':
    case 'change':
      return [
        `Extensions used with this one: ${used} of ${of}.`,
        ...(used >= of ? ['After it only graduate or kill remain.'] : []),
      ];
  }
}
