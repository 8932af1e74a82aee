import { scorecardMark } from '../../core/scorecard/issue/memory.js';
import { cardKey, titleOf } from '../../core/scorecard/issue/scorecard-issue.js';
import { memoryOf, type Scorecard } from '../../core/scorecard/score.js';
import { type Links, NO_LINKS, pageLinks } from '../links.js';
import { code, link } from '../markdown.js';
import { counted, markdown } from '../phrase.js';
import { byteLength } from '../printable.js';
import { ancestorBlock, caveatsBlock } from './caveats.js';
import { leadersFold, spotCheckFold } from './questions.js';
import {
  alarmsBlock,
  type Block,
  exceptionsBlock,
  humanBlock,
  pilotsBlock,
  promisedBlock,
} from './sections.js';
import { summaryOf } from './summary.js';
import { areaTable, readingsFold } from './table.js';
import { trendBlock } from './trend.js';
import { unmeasuredFold } from './unmeasured.js';

/** GitHub refuses an issue over 65,536 characters; the rest is left for what people add. */
const MOST_BYTES = 60_000;
const NOTE_BYTES = 300;
const TABLE_BYTES = 30_000;

export interface ScorecardIssue {
  readonly title: string;
  readonly body: string;
}

/** The issue of a month, within GitHub's limits; `docs` is the address of the documentation. */
export function scorecardIssue(card: Scorecard, docs: string | null = null): ScorecardIssue {
  const links = pageLinks({ repository: card.month.repository, docs });
  const last = [correction(card, links), scorecardMark(memoryOf(card))];
  return {
    title: titleOf(cardKey(card.month.month)),
    body: fitted(blocksOf(card, links), last),
  };
}

/** The scorecard as one Markdown document, for a job summary or a terminal's pipe. */
export function scorecardDocument(card: Scorecard, docs: string | null = null): string {
  const links = pageLinks({ repository: card.month.repository, docs });
  const blocks = blocksOf(card, links).filter((block) => block !== null);
  return [`## ${titleOf(cardKey(card.month.month))}`, ...blocks, ''].join('\n\n');
}

/** The parts in the order in which they matter. */
function blocksOf(card: Scorecard, links: Links): readonly Block[] {
  return [
    ancestorBlock(card, links),
    markdown(summaryOf(card), links).trim(),
    tableWithin(card, links),
    caveatsBlock(card, links),
    humanBlock(card, links),
    trendBlock(card),
    promisedBlock(card, links),
    pilotsBlock(card, links),
    alarmsBlock(card, links),
    exceptionsBlock(card, links),
    readingsFold(card, links),
    unmeasuredFold(card, links),
    spotCheckFold(card, links),
    leadersFold(card, links),
  ];
}

/** The table is what the issue is for: rather than be left out it goes without links. */
function tableWithin(card: Scorecard, links: Links): string {
  const linked = areaTable(card, links);
  return byteLength(linked) <= TABLE_BYTES ? linked : areaTable(card, NO_LINKS);
}

/** How people correct a score, and where it is told how one comes about. */
function correction({ areas }: Scorecard, links: Links): string {
  const command = code(`/belay score ${areas[0]?.id ?? 'area'} 3 because …`);
  const page = links.docs('scorecard.md');
  const how = page === null ? '' : ` · ${link('How this is scored', page)}`;
  return `Wrong score? ${command}, by the area's owner or anyone with write permission; other areas by name.${how}`;
}

/** As many sections as fit, then what must not be missing; a section is left out whole, never cut. */
export function fitted(blocks: readonly Block[], last: readonly string[]): string {
  const room = MOST_BYTES - NOTE_BYTES - byteLength(last.join('\n\n'));
  const kept: string[] = [];
  let used = 0;
  let left = 0;
  for (const block of blocks) {
    if (block === null) continue;
    const size = byteLength(block) + 2;
    if (used + size > room) {
      left += 1;
      continue;
    }
    kept.push(block);
    used += size;
  }
  const note =
    left === 0
      ? []
      : [
          `${counted(left, 'section')} of this text did not fit into an issue. \`belay scorecard\` on a clone prints everything.`,
        ];
  return [...kept, ...note, ...last].join('\n\n');
}
