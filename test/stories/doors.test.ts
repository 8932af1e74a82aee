import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/entry/cli.js';
import { makeClone } from '../entry/clone.js';
import { runAction } from '../entry/run-action.js';
import { ENTRY_FILE, entry, openStage, SHOP_FILES } from './shop.js';

const FLAGGED = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };
const SPOILT = entry('DL-0042', (text) => text.replace('#roll-back-the-quote-cache', '#roll-back'));

/** Addresses and commit ids differ between a clone and GitHub; what is said must not. */
function said(document: string): string {
  return document.replace(/\]\(http[^)]*\)/g, '](…)').replace(/[0-9a-f]{40}/g, '…');
}

describe('the same change through all three doors', () => {
  it.each([
    ['untouched', { 'README.md': '# The shop\n' }],
    ['clear', { ...FLAGGED, [ENTRY_FILE]: entry() }],
    ['held by a heading that is not there', { ...FLAGGED, [ENTRY_FILE]: SPOILT }],
    ['a policy that is wrong', { '.github/belay.yml': 'version: 1\nworkflow: {}\n' }],
  ])('gets the same text: %s', async (_, files) => {
    const { gh, shop, settled, end } = await openStage();
    const pull = await shop.openPull({ files, title: 'Change files' });
    await settled();
    const run = pull.check('Belay');
    const app = `## ${run?.output.title}\n\n${run?.output.summary}\n`;

    const action = await runAction({
      event: 'pull_request',
      payload: gh.deliveries.find((one) => one.action === 'opened')?.payload,
      repository: 'acme/shop',
      api: gh.url,
      inputs: { token: gh.actionsToken('acme/shop') },
    });

    const clone = makeClone(SHOP_FILES);
    clone.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    clone.git('switch', '--quiet', '--create', pull.headRef);
    clone.commit(files);
    const around = {
      folder: clone.folder,
      stdin: Readable.from([]),
      colour: 'off',
      width: 80,
      docs: null,
      env: {},
      progress: null,
    } as const;
    const cli = await runCli(['check', '--format', 'markdown'], around);

    expect(said(action.summary)).toBe(said(cli.stdout));
    // The title of a check run is plain text, in a document it is escaped.
    const body = (document: string) => said(document).split('\n').slice(1).join('\n');
    expect(body(app)).toBe(body(cli.stdout));
    clone.remove();
    await end();
  });
});
