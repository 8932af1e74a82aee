import type { Change } from '../core/change.js';
import type { Verdict } from '../core/verdict.js';
import type { Annotation, Conclusion } from '../core/write.js';
import { annotationsOf } from './annotations.js';
import { policyFold, policyPreview, reachFold } from './check/folds.js';
import { introOf } from './check/intro.js';
import { pointBlock, type Setting, whoCanHelp } from './check/point-block.js';
import { requirementTable } from './check/table.js';
import { titleOf } from './check/title.js';
import { type Links, linksOf } from './links.js';
import { escapeText, link } from './markdown.js';
import { counted } from './phrase.js';
import { type Point, pointsOf, type Weight } from './points.js';
import { byteLength } from './printable.js';
import { touchedBy } from './scene.js';

/** What a check run says; `summary` is Markdown. */
export interface CheckText {
  readonly title: string;
  readonly conclusion: Conclusion;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** GitHub refuses a summary over 65,535 bytes (422), and more than 50 annotations in a request. */
const MOST_BYTES = 65_535;
const MOST_ANNOTATIONS = 50;
/** Kept free for the notes that say what was cut. */
const NOTE_BYTES = 600;

/**
 * The whole check for a verdict, within GitHub's limits. `docs` is the address of the
 * documentation's folder; without one, codes stand alone.
 */
export function checkText(change: Change, verdict: Verdict, docs: string | null = null): CheckText {
  const points = pointsOf(change, verdict);
  const links = linksOf(change, docs);
  const all = annotationsOf(points);
  const shown = all.slice(0, MOST_ANNOTATIONS);
  const rest = all.length - shown.length;
  const notes = [
    ...(rest > 0
      ? [`${counted(rest, 'more annotation')} would not fit; all points stand above.`]
      : []),
    ...footer(links),
  ];
  return {
    title: titleOf(change, verdict, points),
    conclusion: conclusionOf(verdict),
    summary: fitted(blocksOf(change, verdict, { points, links }), notes),
    annotations: shown,
  };
}

/** The check as one Markdown document, for a job summary or a terminal's pipe. */
export function checkDocument({ title, summary }: Pick<CheckText, 'title' | 'summary'>): string {
  return `## ${escapeText(title)}\n\n${summary}\n`;
}

function conclusionOf({ kind }: Verdict): Conclusion {
  switch (kind) {
    case 'held':
    case 'unreadable':
      return 'failure';
    case 'advised':
      return 'neutral';
    case 'clear':
    case 'untouched':
    case 'silent':
      return 'success';
  }
}

/** The parts of the summary, each whole in itself, in the order in which they matter. */
function blocksOf(
  change: Change,
  verdict: Verdict,
  { points, links }: { readonly points: readonly Point[]; readonly links: Links },
): readonly string[] {
  const touched = touchedBy(verdict);
  const setting: Setting = { change, links, naming: touched.length > 1 ? 'named' : 'obvious' };
  const blocks = [
    introOf(change, verdict, points),
    touched.length === 0 ? null : requirementTable(touched, links),
    ...section('holds', points, setting),
    ...section('advises', points, setting),
    ...section('worth-a-look', points, setting),
    policyPreview(change, links),
    touched.length === 0 ? null : reachFold(touched, links),
    policyFold(change, verdict, links),
  ];
  return blocks.filter((block) => block !== null);
}

const HEADINGS: { readonly [W in Weight]: string } = {
  holds: '### To pass',
  advises: '### Advised',
  'worth-a-look': '### Worth a look',
};

function section(
  weight: Weight,
  all: readonly Point[],
  setting: Setting,
): readonly (string | null)[] {
  const points = all.filter((point) => point.weight === weight);
  const blocks = points.map((point, at) => {
    const block = pointBlock(point, setting);
    return at === 0 ? `${HEADINGS[weight]}\n\n${block}` : block;
  });
  return weight === 'worth-a-look' || points.length === 0
    ? blocks
    : [...blocks, whoCanHelp(points, setting)];
}

/** As many blocks as fit, then the notes; a block is left out whole, never cut. */
function fitted(blocks: readonly string[], notes: readonly string[]): string {
  const room = MOST_BYTES - NOTE_BYTES - byteLength(notes.join('\n\n'));
  const kept: string[] = [];
  let used = 0;
  for (const block of blocks) {
    const size = byteLength(block) + 2;
    if (used + size > room) continue;
    kept.push(block);
    used += size;
  }
  const left = blocks.length - kept.length;
  const cut =
    left === 0
      ? []
      : [
          `${counted(left, 'part')} of this text did not fit into what GitHub shows. \`belay check\` on a clone prints everything.`,
        ];
  return [...kept, ...cut, ...notes].join('\n\n');
}

function footer(links: Links): readonly string[] {
  const url = links.docs('findings.md');
  return url === null ? [] : [link('What this check asks', url)];
}
