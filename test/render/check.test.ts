import { describe, expect, it } from 'vitest';
import type { CheckText } from '../../src/render/check.js';
import { checkText } from '../../src/render/check.js';
import { retryText, supersededText, troubleText } from '../../src/render/trouble-check.js';
import { aRunbook, RUNBOOK } from '../builders/change.js';
import { aRollback } from '../builders/entry.js';
import { world } from '../core/world.js';
import { STORIES } from './stories.js';

const DOCS = 'https://belay.example/docs';

/** A check as a readable file: title, conclusion, the summary as it stands, annotations below. */
function sheet({ title, conclusion, summary, annotations }: CheckText): string {
  const notes = annotations.map(
    ({ path, startLine, startColumn, level, title: name, message }) =>
      `${level} ${JSON.stringify(path)}:${startLine}${startColumn === undefined ? '' : `:${startColumn}`} ${name}\n${message}`,
  );
  const below = notes.length === 0 ? [] : ['---', '````text', ...notes, '````'];
  return [`\`${conclusion}\` **${title}**`, '', summary, '', ...below, ''].join('\n');
}

describe('the check', () => {
  for (const { name, world } of STORIES)
    it(`reads well: ${name}`, async () => {
      const text = checkText(world.change, world.verdict(), DOCS);
      await expect(sheet(text)).toMatchFileSnapshot(`golden/${name}.md`);
    });

  const troubles = {
    'trouble-github': { kind: 'github', status: 502, request: '8F2A:3C1D:19E' },
    'trouble-forbidden': { kind: 'forbidden', status: 403, what: 'contents', request: '8F2A:3C1D' },
    'trouble-bug': { kind: 'bug', reference: 'b7e1' },
  } as const;
  for (const [name, trouble] of Object.entries(troubles))
    it(`names whose trouble it is: ${name}`, async () => {
      const retry = { ...retryText(trouble), conclusion: 'neutral', annotations: [] } as const;
      const both = `${sheet(retry)}\n***\n\n${sheet(troubleText(trouble))}`;
      await expect(both).toMatchFileSnapshot(`golden/${name}.md`);
    });

  it.each([
    ['zurück', 'zurück', 'zur%C3%BCck'],
    ['zur%C3%BCck', 'zurück', 'zur%C3%BCck'],
    ['\ud800', '\ud800', '%EF%BF%BD'],
  ])('links the heading that %j names', (anchor, heading, address) => {
    const { change, verdict } = world()
      .entry({ rollback: aRollback({ runbook: `${RUNBOOK}#${anchor}` }) })
      .target(RUNBOOK, aRunbook({ headings: [{ text: 'Zurück', anchor: heading }] }));
    const { summary } = checkText(change, verdict());
    expect(summary).toContain(`(https://github.com/acme/shop/blob/main/${RUNBOOK}#${address})`);
  });

  it('offers an entry that is open, unless its checkpoint has passed', () => {
    const offer = (today: string) => {
      const { change, verdict } = world().with({ references: [], today });
      return checkText(change, verdict()).summary.includes('Open now: ');
    };
    expect(['2026-11-17', '2026-11-18'].map(offer)).toEqual([true, false]);
  });

  it('says when a head is superseded', async () => {
    const text = supersededText('5f2c1d7e0a9b4c3d8e6f7a1b2c3d4e5f6a7b8c9d');
    await expect(sheet(text)).toMatchFileSnapshot('golden/superseded.md');
  });
});
