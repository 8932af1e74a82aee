import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/change.js';
import type { Trouble } from '../../src/core/trouble.js';
import { readChange } from '../../src/read/change.js';
import { type CloneOptions, withClone } from '../../src/read/git/clone.js';
import { readTree } from '../../src/read/tree.js';
import { gitStage, shellIn } from './stage.js';
import { BEGINNING, entry } from './world.js';

type ClonedStage = Awaited<ReturnType<typeof gitStage>>;
let stage: ClonedStage;
const more: string[] = [];

beforeEach(async () => {
  stage = await gitStage();
  await stage.commit({ branch: 'main', files: BEGINNING });
  await stage.commit({ branch: 'topic', files: { 'services/pricing/quote.ts': 'two\n' } });
  stage.git(['symbolic-ref', 'HEAD', 'refs/heads/topic']);
});
afterEach(async () => {
  await stage.close();
  for (const folder of more.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const read = (options: Partial<CloneOptions> = {}) =>
  withClone({ folder: stage.folder, ...options }, ({ source }) =>
    readChange(source, { today: () => '2026-11-20' }),
  );

async function change(options: Partial<CloneOptions> = {}): Promise<Change> {
  const reading = await read(options);
  if (reading.kind !== 'change') throw new Error(JSON.stringify(reading));
  return reading.change;
}

async function trouble(options: Partial<CloneOptions> = {}): Promise<Trouble> {
  const reading = await read(options);
  if (reading.kind !== 'trouble') throw new Error('no trouble');
  return reading.trouble;
}

describe('files not committed yet', () => {
  beforeEach(() => {
    stage.git(['reset', '--quiet', '--hard']);
    writeFileSync(join(stage.folder, 'docs/decisions/0002.md'), entry({ id: 'DL-0002' }));
    writeFileSync(join(stage.folder, 'services/pricing/quote.ts'), 'three\n');
    writeFileSync(join(stage.folder, '.git/info/exclude'), 'ignored.md\n');
    writeFileSync(join(stage.folder, 'ignored.md'), 'ignored\n');
    rmSync(join(stage.folder, 'README.md'));
  });

  it('do not count unless asked for', async () => {
    expect((await change()).files.map(({ path }) => path)).toEqual(['services/pricing/quote.ts']);
  });

  it('count as the head’s, new ones too, ignored ones not', async () => {
    const { files, log } = await change({ files: 'uncommitted' });
    expect(files.map(({ path, status }) => [path, status])).toEqual([
      ['README.md', 'removed'],
      ['docs/decisions/0002.md', 'added'],
      ['services/pricing/quote.ts', 'modified'],
    ]);
    expect(log.changed).toMatchObject([{ before: null, after: { id: 'DL-0002' } }]);
  });

  it('leave the clone as it was', async () => {
    const look = () => [
      stage.git(['status', '--porcelain']),
      stage.git(['count-objects', '-v']),
      readdirSync(join(stage.folder, '.git')).join(),
    ];
    const before = look();
    await change({ files: 'uncommitted' });
    expect(look()).toEqual(before);
  });

  it('count from a folder below, too', async () => {
    const { files } = await change({ files: 'uncommitted', folder: join(stage.folder, 'docs') });
    expect(files).toHaveLength(3);
  });
});

describe('the base', () => {
  it('is origin/HEAD before main', async () => {
    stage.git(['update-ref', 'refs/remotes/origin/trunk', 'topic']);
    stage.git(['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk']);
    const { proposal, repository, files } = await change();
    expect(proposal.baseBranch).toBe('trunk');
    expect(repository.defaultBranch).toBe('trunk');
    expect(files).toEqual([]);
  });

  it('may be any commit', async () => {
    const { files } = await change({ base: stage.git(['rev-parse', 'topic']), head: 'topic' });
    expect(files).toEqual([]);
  });

  it.each([['nowhere'], ['--all'], [''], ['main:README.md']])(
    'that is none is said: %s',
    async (base) => {
      expect(await trouble({ base })).toEqual({
        kind: 'git',
        detail: `there is no commit named ${JSON.stringify(base)} in this clone`,
      });
    },
  );

  it('must be named where there is neither origin/HEAD nor main', async () => {
    stage.git(['branch', '-m', 'main', 'trunk']);
    expect(await trouble()).toMatchObject({ detail: expect.stringContaining('--base') });
  });

  it('must have a commit in common with the head', async () => {
    stage.git(['checkout', '--quiet', '--orphan', 'alone']);
    stage.git(['commit', '--quiet', '--message', 'Alone']);
    expect(await trouble()).toMatchObject({ detail: 'main and the head have no commit in common' });
  });

  it('may lie beyond what a shallow clone has', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belay-test-'));
    more.push(folder);
    await stage.commit({ branch: 'main', files: { 'later.md': 'later\n' } });
    const git = shellIn(folder);
    git(['clone', '--quiet', '--depth=1', '--no-single-branch', `file://${stage.folder}`, '.']);
    expect(await trouble({ folder, base: 'origin/main', head: 'origin/topic' })).toMatchObject({
      kind: 'git',
      detail: expect.stringContaining('git fetch --unshallow'),
    });
  });
});

describe('a clone', () => {
  it('that is none is said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belay-test-'));
    more.push(folder);
    expect(await trouble({ folder })).toMatchObject({
      kind: 'git',
      detail: expect.stringContaining('not a git repository'),
    });
    expect(await trouble({ folder: join(folder, 'nowhere') })).toMatchObject({ kind: 'git' });
  });

  it('runs nothing that its files or its configuration name', async () => {
    const trap = join(stage.folder, 'sprung');
    for (const key of [
      'diff.external',
      'diff.trap.textconv',
      'diff.trap.command',
      'core.fsmonitor',
      'core.pager',
      'filter.trap.clean',
      'filter.other.process',
      'filter.a=b.clean',
    ])
      stage.git(['config', key, `touch ${trap}`]);
    stage.git(['config', 'filter.trap.required', 'true']);
    await stage.commit({
      branch: 'topic',
      files: { '.gitattributes': '* diff=trap\n', 'a.md': 'a\n' },
    });
    const filters = '* diff=trap filter=trap\n*.txt filter=other\n*.ts filter=a=b\n';
    for (const name of ['.gitattributes', 'a.md', 'b.txt', 'c.ts'])
      writeFileSync(join(stage.folder, name), filters);
    rmSync(trap, { force: true });
    await change({ files: 'uncommitted' });
    await change();
    expect(readdirSync(stage.folder)).not.toContain('sprung');
  });

  it('shows a submodule that its own configuration hides', async () => {
    const modules =
      '[submodule "sub"]\n\tpath = services/pricing/sub\n\turl = ./sub\n\tignore = all\n';
    await stage.commit({ branch: 'main', files: { '.gitmodules': modules } });
    const oid = stage.git(['rev-parse', 'main']);
    stage.git(['checkout', '--quiet', '-B', 'topic', 'main']);
    stage.git(['update-index', '--add', '--cacheinfo', `160000,${oid},services/pricing/sub`]);
    stage.git(['commit', '--quiet', '--message', 'Add a module']);
    expect((await change({ head: 'topic' })).files).toEqual([
      { path: 'services/pricing/sub', previousPath: null, status: 'added' },
    ]);
  });

  it('tells a squashed pull request by its subject', async () => {
    await stage.commit({
      branch: 'main',
      files: { 'services/pricing/quote.ts': 'bad\n' },
      message: 'Worse (#12)',
    });
    await stage.commit({
      branch: 'main',
      files: { 'README.md': 'x\n' },
      message: 'Talk of (#12) in passing',
    });
    const before = BEGINNING['services/pricing/quote.ts'] ?? '';
    await stage.commit({ branch: 'back', files: { 'services/pricing/quote.ts': before } });
    const { reverts } = await change({ head: 'back', body: 'Reverts #12' });
    expect(reverts).toEqual([{ names: '#12', restored: ['services/pricing/quote.ts'] }]);
  });

  it('is linted as a whole', async () => {
    const { tree, unread } = await withClone({ folder: stage.folder }, async ({ source, head }) =>
      readTree(source, { commit: await head(), today: () => '2026-11-20' }),
    );
    expect(tree.policy?.file).toBe('.github/belay.yml');
    expect(tree.entries.map(({ id }) => id)).toEqual(['DL-0001']);
    expect(tree.targets.get('docs/runbooks/pricing.md')?.kind).toBe('runbook');
    expect(tree.paths).toHaveLength(Object.keys(BEGINNING).length);
    expect(unread).toEqual([]);
  });
});
