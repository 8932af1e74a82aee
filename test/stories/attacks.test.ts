import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pull } from '../github/world.js';
import { ENTRY_FILE, entry, openStage, POLICY, SHOP_FILES, type Stage } from './shop.js';

/** What people try who want the gate to let something pass, or to fall over. */
let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});

afterEach(async () => {
  await stage.end();
});

const QUOTE = 'services/pricing/quote.ts';
const FLAGGED = { [QUOTE]: 'export const quote = 2;\n' };
const GOOD = SHOP_FILES[QUOTE];
const BAD = 'export const quote = -1;\n';
const HELD = /^failure: Held: /;

async function shown(pull: Pull) {
  await stage.settled();
  const run = pull.check('Belay');
  return run === null ? null : `${run.conclusion}: ${run.output.title}`;
}

const reverting = (oid: string) => `Back to before\n\nThis reverts commit ${oid}.`;

describe('a claim to revert', () => {
  it.each(['merge', 'rebase'] as const)(
    'does not bring in what a branch held only in passing (%s)',
    async (method) => {
      const { gh, shop } = stage;
      const courier = await shop.openPull({ files: { [QUOTE]: BAD } });
      const undone = await courier.push({ [QUOTE]: GOOD, 'NEWS.md': 'News\n' });
      expect(await shown(courier)).toMatch(/^success: No flagged workflow touched/);
      await courier.merge({ method });
      await stage.settled();
      // GitHub links every rebased commit to its pull request, the embedded one only the last.
      const linked = (body: object) =>
        JSON.parse(JSON.stringify(body).replaceAll('{"nodes":[]}', '{"nodes":[{"number":1}]}'));
      if (method === 'rebase') gh.faults.add({ operation: 'BelayMerged' }, { change: linked });
      const pull = await shop.openPull({
        files: { [QUOTE]: BAD },
        message: reverting(method === 'merge' ? undone : String(shop.tip())),
      });
      expect(await shown(pull)).toMatch(HELD);
    },
  );

  it('of a commit that changed something else is none', async () => {
    const { shop } = stage;
    const other = await shop.commit({ files: { 'README.md': '# The shop\n' } });
    await shop.commit({ files: FLAGGED });
    const pull = await shop.openPull({ files: { [QUOTE]: GOOD }, message: reverting(other) });
    expect(await shown(pull)).toMatch(HELD);
  });

  it('that is true is clear still', async () => {
    const { shop } = stage;
    const worse = await shop.commit({ files: FLAGGED });
    const pull = await shop.openPull({ files: { [QUOTE]: GOOD }, message: reverting(worse) });
    expect(await shown(pull)).toMatch(/^success: Clear: checkout-pricing, a revert of/);
  });
});

describe('a change to a flagged file is held', () => {
  const link = (text: string) => ({ text, mode: '120000' });
  it.each([
    ['moved out of sight', { renames: { [QUOTE]: 'lib/quote.ts' } }],
    ['named with a line break', { files: { 'services/pricing/a\nb.ts': 'x' } }],
    [
      'in a folder turned into a link',
      { files: { [QUOTE]: null, 'services/pricing': link('..') } },
    ],
    ['in its mode only', { files: { [QUOTE]: { text: GOOD, mode: '100755' } } }],
    ['with the policy made a link', { files: { ...FLAGGED, '.github/belay.yml': link('x.yml') } }],
    ['with the policy taken away', { files: { ...FLAGGED, '.github/belay.yml': null } }],
    [
      'with a second policy',
      { files: { ...FLAGGED, '.github/belay.yaml': POLICY.replace('services/pricing', 'none') } },
    ],
    ['with an entry that is a link', { files: { ...FLAGGED, [ENTRY_FILE]: link('../x.md') } }],
    [
      'with a runbook that is a link',
      {
        files: { ...FLAGGED, [ENTRY_FILE]: entry(), 'docs/runbooks/pricing.md': link('x.md') },
      },
    ],
    [
      'with its runbook taken away',
      { files: { ...FLAGGED, [ENTRY_FILE]: entry(), 'docs/runbooks/pricing.md': null } },
    ],
    [
      'with an entry from the future',
      {
        files: {
          ...FLAGGED,
          [ENTRY_FILE]: entry('DL-0042', (text) =>
            text
              .replace(/^date: .*/m, 'date: 2099-01-01')
              .replace(/checkpoint: \{ date: [\d-]+/, 'checkpoint: { date: 2099-01-10'),
          ),
        },
      },
    ],
  ])('%s', async (_, change) => {
    const pull = await stage.shop.openPull(change);
    expect(await shown(pull)).toMatch(HELD);
  });

  it('also into a branch without a policy, and when it is turned to another', async () => {
    const { shop } = stage;
    await shop.branch('free');
    await shop.commit({ branch: 'free', files: { '.github/belay.yml': null } });
    const pull = await shop.openPull({ base: 'free', files: FLAGGED });
    expect(await shown(pull)).toMatch(HELD);
    await pull.edit({ base: 'main' });
    expect(await shown(pull)).toMatch(HELD);
  });
});

describe('an answer of GitHub that leaves out what counts', () => {
  type Look = {
    data: {
      repository: {
        defaultBranchRef: unknown;
        pullRequest: { changedFiles: number; files: { nodes: unknown[] } };
      };
    };
  };
  const lie = (spoil: (look: Look['data']['repository']) => void) => (body: Look) => {
    spoil(body.data.repository);
    return body;
  };
  it.each([
    [
      'the files',
      lie(({ pullRequest }) => Object.assign(pullRequest, { changedFiles: 0, files: null })),
      HELD,
    ],
    [
      'the default branch',
      lie((repository) => Object.assign(repository, { defaultBranchRef: null })),
      /^failure: Belay could not judge: GitHub answered only in part/,
    ],
  ])('passes nothing: %s', async (_, change, said) => {
    const { gh, shop } = stage;
    gh.faults.add(
      { operation: 'BelayLook' },
      { change: change as (body: object) => object },
      Number.POSITIVE_INFINITY,
    );
    const pull = await shop.openPull({ files: FLAGGED });
    await gh.until(() => pull.check('Belay')?.status === 'completed');
    expect(await shown(pull)).toMatch(said);
  });

  it('passes nothing: the old name of what was moved', async () => {
    const { gh, shop } = stage;
    gh.faults.add(
      { path: /pulls\/\d+\/files/ },
      { change: () => [{ filename: 'lib/quote.ts', status: 'renamed' }] },
      Number.POSITIVE_INFINITY,
    );
    const pull = await shop.openPull({ renames: { [QUOTE]: 'lib/quote.ts' } });
    expect(await shown(pull)).toMatch(/^failure: /);
  });
});

describe('a policy made to be slow', () => {
  it('does not stop the process, wherever it comes from', async () => {
    const { shop } = stage;
    const slow = `${'{a,a}'.repeat(6)}${'*aaaaaaaaaaaaaaaaaaab'.repeat(10)}`;
    const globs = Array.from({ length: 60 }, (_, at) => `"${slow}${at}"`).join(', ');
    const files = Array.from({ length: 8 }, (_, at) => [
      `${'a'.repeat(240)}/`.repeat(12) + at,
      'x',
    ]);
    const policy = POLICY.replace('"services/pricing/**"', `"services/pricing/**", ${globs}`);
    const pull = await shop.openPull({
      files: { ...Object.fromEntries(files), '.github/belay.yml': policy },
    });
    expect(await shown(pull)).toMatch(/^success: No flagged workflow touched/);
  });
});
