import { describe, expect, it } from 'vitest';
import { readLocalPilots } from '../../src/read/pilot-log.js';
import { entryText } from '../builders/entry-text.js';
import { memoryRepository } from './memory.js';

const POLICY = 'workflows: { checkout-pricing: { paths: ["services/pricing/**"] } }\n';
const ENTRY = 'docs/decisions/0042-read-through-cache.md';
const here = { owner: 'acme', name: 'shop', url: null, defaultBranch: 'main' };

/** The pilots of a clone whose one commit has these files. */
async function pilotsIn(files: Readonly<Record<string, string>>) {
  const clone = memoryRepository();
  clone.commit({ branch: 'main', files: { ...files, 'README.md': '# Shop\n' } });
  clone.commit({ branch: 'other', files: { 'a.md': 'a\n' } });
  const source = clone.source({ head: 'other' });
  const { base } = await source.look([]);
  return readLocalPilots(source, { repository: here, commit: base, today: () => '2026-11-18' });
}

describe('the pilots of a clone', () => {
  it('are those of its decision log', async () => {
    const reading = await pilotsIn({ '.github/belay.yaml': POLICY, [ENTRY]: entryText() });
    expect(reading).toMatchObject({
      kind: 'pilots',
      log: { today: '2026-11-18', pilots: [{ entry: { id: 'DL-0042' }, state: 'past' }] },
    });
  });

  it('cannot be told without a policy, or by a broken one', async () => {
    expect(await pilotsIn({ [ENTRY]: entryText() })).toMatchObject({ kind: 'without-policy' });
    const broken = await pilotsIn({ '.github/belay.yml': 'workflows: [', [ENTRY]: entryText() });
    expect(broken).toMatchObject({ kind: 'broken-policy', file: '.github/belay.yml' });
  });
});
