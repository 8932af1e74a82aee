import type { Finding } from '../../src/core/finding.js';
import { judge } from '../../src/core/gate.js';
import type { Verdict } from '../../src/core/verdict.js';
import { readChange } from '../../src/read/change.js';
import { memoryRepository } from '../read/memory.js';
import { type Block, blocksOf } from './pages.js';

/** The world of the examples in `docs/findings.md`: its policy, and the entries of `docs/entries.md`. */
const TODAY = '2026-11-10';
const FINDINGS = 'docs/findings.md';
const ENTRIES = 'docs/entries.md';
const ENTRY = 'docs/decisions/0042-read-through-cache.md';

const RUNBOOK =
  '# Pricing\n\n## Scale up\n\nAdd pods.\n\n## Roll back the quote cache\n\nFlag off.\n';
const DISPATCHED = 'on:\n  workflow_dispatch:\njobs: {}\n';
const PUSHED = 'on: push\njobs: {}\n';

/** What an example says of the pull request: entry before and after it, and its description. */
export interface Story {
  readonly before: string;
  readonly after: string;
  readonly body: string;
  /** Another entry of the log, where the example shows one. */
  readonly other?: string;
}

/** The complete entry of the documentation. */
function completeEntry(): string {
  return shownEntry('the full form', 0);
}

/** An entry of the documentation by its turn on the page. */
function shownEntry(name: string, at: number): string {
  const shown = blocksOf(ENTRIES).filter(({ info }) => info === 'markdown entry')[at];
  if (shown === undefined) throw new Error(`${ENTRIES} does not show ${name}`);
  return shown.text;
}

/** What passes: the complete entry, linked by a line. */
export function passingStory(): Story {
  const entry = completeEntry();
  return { before: entry, after: entry, body: 'Decision: DL-0042' };
}

/** The story that an example block tells. */
export function storyOf({ info, text }: Block): Story {
  const good = passingStory();
  switch (info.split(' ').slice(0, 2).join(' ')) {
    case 'text description':
      return { ...good, body: text };
    case 'diff mend': {
      const bad = replaced(good.before, lines(text, '+'), lines(text, '-'));
      return { ...good, before: bad, after: bad };
    }
    case 'diff change':
      return { ...good, after: replaced(good.before, lines(text, '-'), lines(text, '+')) };
    case 'yaml spoil': {
      const bad = respoken(good.before, text);
      return { ...good, before: bad, after: bad };
    }
    case 'yaml other':
      return { ...good, other: text };
    default:
      throw new Error(`no story is told by a block "${info}"`);
  }
}

/** Judges a pull request that touches pricing, as the App would. */
export async function verdictOf(story: Story): Promise<Verdict> {
  const repository = memoryRepository();
  repository.commit({
    branch: 'main',
    files: {
      '.github/belay.yml':
        blocksOf(FINDINGS).find(({ info }) => info === 'yaml policy')?.text ?? '',
      '.github/workflows/deploy.yml': PUSHED,
      '.github/workflows/rollback-pricing.yml': DISPATCHED,
      'docs/runbooks/pricing.md': RUNBOOK,
      [ENTRY]: story.before,
      ...(story.other === undefined ? {} : { 'docs/decisions/0041-other.yml': story.other }),
      'docs/decisions/0043-short.md': shownEntry('the short form', 1),
      'docs/decisions/0007-queue.md': '# 7. Use a queue\n\nStatus: accepted\n',
      'docs/decisions/search/0007-shards.md': '# 7. Shard by region\n\nStatus: accepted\n',
      'services/pricing/quote.ts': 'export {};\n',
      'services/pricing/tax.ts': 'export {};\n',
    },
  });
  repository.commit({
    branch: 'cache',
    files: {
      'docs/runbooks/quote-cache.md': RUNBOOK,
      [ENTRY]: story.after,
      'services/pricing/quote.ts': 'export const cached = true;\n',
      'services/pricing/tax.ts': 'export const rate = 0.19;\n',
    },
  });
  const source = repository.source({ head: 'cache', body: story.body });
  const reading = await readChange(source, { today: () => TODAY });
  if (reading.kind !== 'change') throw new Error(`the story could not be read: ${reading.kind}`);
  return judge(reading.change);
}

export function findingsIn(verdict: Verdict): readonly Finding[] {
  return 'findings' in verdict ? verdict.findings : [];
}

function lines(diff: string, sign: '+' | '-'): readonly string[] {
  return diff
    .split('\n')
    .filter((line) => line.startsWith(sign))
    .map((line) => line.slice(1));
}

/** The text with these lines, which must stand in it together, put in place of those. */
function replaced(text: string, these: readonly string[], those: readonly string[]): string {
  const found = `${these.join('\n')}\n`;
  if (!text.includes(found)) throw new Error(`the complete entry has no lines\n${found}`);
  return text.replace(found, () => those.map((line) => `${line}\n`).join(''));
}

/** The entry with the fields of the YAML in place of its own. */
function respoken(entry: string, yaml: string): string {
  const keys = [...yaml.matchAll(/^([\w-]+):/gm)].map(([, key]) => key);
  const fields = entry.split(/^(?=[\w-]+:|---$)/m);
  const kept = fields.filter((field) => !keys.includes(/^([\w-]+):/.exec(field)?.[1]));
  return [kept[0], yaml, ...kept.slice(1)].join('');
}
