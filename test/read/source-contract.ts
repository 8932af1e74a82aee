import { afterEach, describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/change.js';
import { createReadCache } from '../../src/read/cache.js';
import { readChange } from '../../src/read/change.js';
import { type Source, TEXT_LIMIT } from '../../src/read/source.js';
import type { Content, NewProposal } from './memory.js';
import type { Stage } from './stage.js';
import { BEGINNING, DISPATCHABLE, entry, POLICY, RUNBOOK, slo } from './world.js';

type Files = Readonly<Record<string, Content>>;

const TOUCH: Files = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };

/** What every place to read a change from must hold to: the same story gives the same values. */
export function sourceContract(name: string, open: () => Promise<Stage>): void {
  describe(`a change read from ${name}`, () => {
    let stage: Stage;
    afterEach(() => stage.close());

    /** A world, what a branch changes in it, and maybe what happens on main meanwhile. */
    const told = async (head: Files, more: { base?: Files; meanwhile?: Files } = {}) => {
      stage = await open();
      await stage.commit({ branch: 'main', files: { ...BEGINNING, ...more.base } });
      await stage.commit({ branch: 'topic', files: head, message: 'Cache quotes' });
      if (more.meanwhile) await stage.commit({ branch: 'main', files: more.meanwhile });
    };
    const read = (proposal: Partial<NewProposal> = {}): Promise<Change> =>
      stage.reading({ head: 'topic', ...proposal }, (source) => changeFrom(source, stage.readings));
    const asked = <T>(use: (source: Source) => Promise<T>) => stage.reading({ head: 'topic' }, use);

    describe('its files', () => {
      it('are those that differ from where it left the base branch', async () => {
        await told(
          { 'new.ts': 'new\n', 'README.md': '# Shop 2\n', 'services/pricing/quote.ts': null },
          { meanwhile: { 'other.ts': 'other\n' } },
        );
        const { files } = await read();
        expect(byPath(files)).toEqual([
          { path: 'README.md', previousPath: null, status: 'modified' },
          { path: 'new.ts', previousPath: null, status: 'added' },
          { path: 'services/pricing/quote.ts', previousPath: null, status: 'removed' },
        ]);
      });

      it('know the old name of a rename', async () => {
        const text = 'export const quote = 1;\n'.repeat(20);
        await told(
          { 'lib/quote.ts': text, 'services/pricing/long.ts': null },
          { base: { 'services/pricing/long.ts': text } },
        );
        const { files, log } = await read();
        expect(files).toEqual([
          { path: 'lib/quote.ts', previousPath: 'services/pricing/long.ts', status: 'renamed' },
        ]);
        expect(log.base).toHaveLength(1);
      });

      it('may have any name that git can hold', async () => {
        const names = [
          'a "b" c.md',
          "it's.md",
          'ü/ñ 漢字.md',
          '-dash',
          ':(top)x',
          'a\\b',
          'a\nb\tc',
        ];
        await told({
          ...TOUCH,
          ...Object.fromEntries(names.map((path) => [`docs/decisions/${path}`, `${path}\n`])),
          'docs/decisions/0002 "odd" ü.md': entry({ id: 'DL-0002' }),
        });
        const { files, log } = await read();
        for (const path of names)
          expect(files.map((file) => file.path)).toContain(`docs/decisions/${path}`);
        expect(log.changed.map(({ path }) => path)).toContain('docs/decisions/0002 "odd" ü.md');
      });
    });

    describe('its proposal', () => {
      it('has description, branches, commits from the oldest, and the repository', async () => {
        await told({ 'a.md': 'a\n' });
        await stage.commit({
          branch: 'topic',
          files: { 'b.md': 'b\n' },
          message: 'Second\n\nDecision: 1',
        });
        const { proposal, repository } = await read({ body: 'Decision: DL-0001' });
        expect(proposal).toMatchObject({
          body: 'Decision: DL-0001',
          baseBranch: 'main',
          headBranch: 'topic',
        });
        expect(proposal.messages.map(({ text }) => text)).toEqual([
          'Cache quotes',
          'Second\n\nDecision: 1',
        ]);
        expect(proposal.messages.at(-1)?.oid).toBe(proposal.headOid);
        expect(repository).toMatchObject({ owner: 'acme', name: 'shop', defaultBranch: 'main' });
      });
    });

    describe('its policy', () => {
      it('is the default branch’s, whatever the change writes', async () => {
        const edited = POLICY.replace('services/pricing', 'nothing');
        await told({ '.github/belay.yml': edited });
        const { policy, policyEdit } = await read();
        expect(policy).toMatchObject({ kind: 'good', policy: { file: '.github/belay.yml' } });
        expect(policyEdit).toMatchObject({
          kind: 'written',
          file: '.github/belay.yml',
          problems: [],
        });
      });

      it('is the last good one in its history while it is broken', async () => {
        await told(TOUCH);
        const good = await stage.commit({
          branch: 'main',
          files: { '.github/belay.yml': `${POLICY}\n` },
        });
        await stage.commit({ branch: 'main', files: { '.github/belay.yml': 'version: [\n' } });
        await stage.commit({ branch: 'main', files: { 'README.md': 'x\n' } });
        const { policy, log } = await read();
        expect(policy).toMatchObject({ kind: 'ancestor', oid: good, file: '.github/belay.yml' });
        expect(log.base).toHaveLength(1);
      });

      it('is broken where no version can be read', async () => {
        await told(TOUCH, { base: { '.github/belay.yml': 'version: [\n' } });
        expect((await read()).policy).toMatchObject({ kind: 'broken', file: '.github/belay.yml' });
      });

      it('may be missing, and be proposed by the change', async () => {
        await told({ '.github/belay.yaml': POLICY }, { base: { '.github/belay.yml': null } });
        const { policy, policyEdit } = await read();
        expect(policy).toEqual({ kind: 'none' });
        expect(policyEdit).toMatchObject({ kind: 'written', file: '.github/belay.yaml' });
      });

      it('may be removed by the change', async () => {
        await told({ '.github/belay.yml': null });
        expect((await read()).policyEdit).toEqual({ kind: 'removed', file: '.github/belay.yml' });
      });

      it('has one name that counts; the other is warned of', async () => {
        await told({ 'a.md': 'a\n' }, { base: { '.github/belay.yaml': 'nonsense' } });
        expect((await read()).policy).toMatchObject({
          kind: 'good',
          warnings: [
            { level: 'warning', fault: { kind: 'shadowed-file', by: '.github/belay.yml' } },
          ],
        });
      });

      it('is never read through a link', async () => {
        await told(
          { 'a.md': 'a\n' },
          { base: { '.github/belay.yml': { link: '../policy.yml' }, 'policy.yml': POLICY } },
        );
        expect((await read()).policy).toMatchObject({
          kind: 'broken',
          problems: [{ fault: { kind: 'not-a-file' } }],
        });
      });

      it('lets a branch it does not gate pass by', async () => {
        await told(TOUCH, { base: { '.github/belay.yml': `branches: [release]\n${POLICY}` } });
        const { log, slis } = await read();
        expect({ base: log.base, slis }).toEqual({ base: [], slis: [] });
      });
    });

    describe('its decision log', () => {
      it('has the entries of the base branch’s tip, and the change’s own at its head', async () => {
        await told(
          { ...TOUCH, 'docs/decisions/0003-mine.md': entry({ id: 'DL-0003' }) },
          { meanwhile: { 'docs/decisions/0002-theirs.md': entry({ id: 'DL-0002' }) } },
        );
        const { log } = await read();
        expect(log.base.map(({ id }) => id).sort()).toEqual(['DL-0001', 'DL-0002']);
        expect(log.changed).toMatchObject([
          { path: 'docs/decisions/0003-mine.md', before: null, after: { id: 'DL-0003' } },
        ]);
      });

      it('compares an edited entry with the base’s', async () => {
        await told({
          ...TOUCH,
          'docs/decisions/0001-first.md': entry({ id: 'DL-0001', status: 'killed' }),
        });
        const { log } = await read();
        expect(log.changed).toMatchObject([
          { before: { decision: { status: 'pilot' } }, after: { decision: { status: 'killed' } } },
        ]);
      });

      it('follows an entry to another file', async () => {
        await told({
          ...TOUCH,
          'docs/decisions/0001-first.md': null,
          'docs/decisions/0001-one/README.md': entry({
            id: 'dl-1',
            status: 'graduated',
            more: 'All new.',
          }),
        });
        const { log } = await read();
        expect(log.changed).toMatchObject([
          {
            path: 'docs/decisions/0001-one/README.md',
            before: { path: 'docs/decisions/0001-first.md' },
            after: { decision: { status: 'graduated' } },
          },
        ]);
      });

      it('sees an entry go', async () => {
        await told({ ...TOUCH, 'docs/decisions/0001-first.md': null });
        expect((await read()).log.changed).toMatchObject([
          { path: 'docs/decisions/0001-first.md', before: { id: 'DL-0001' }, after: null },
        ]);
      });

      it('reaches into folders however deep', async () => {
        const deep = 'docs/decisions/a/b/c/d/e';
        await told(TOUCH, {
          base: {
            [`${deep}/0009-deep.md`]: entry({ id: 'DL-0009' }),
            'docs/decisions/a/b/0008.md': entry({ id: 'DL-0008' }),
          },
        });
        const { log } = await read();
        expect(log.base.map(({ id }) => id).sort()).toEqual(['DL-0001', 'DL-0008', 'DL-0009']);
      });

      it('keeps going past what is no text', async () => {
        await told({
          ...TOUCH,
          'docs/decisions/0005-binary.md': new Uint8Array([0x2d, 0x00, 0xff]),
          'docs/decisions/0006-link.md': { link: '0001-first.md' },
          'docs/decisions/picture.md': new Uint8Array([0x00, 0x01]),
        });
        const { log } = await read();
        expect(log.changed).toMatchObject([
          {
            path: 'docs/decisions/0005-binary.md',
            after: { decision: null, problems: [{ fault: { kind: 'not-text' } }] },
          },
          {
            path: 'docs/decisions/0006-link.md',
            after: { decision: null, problems: [{ fault: { kind: 'not-a-file' } }] },
          },
        ]);
      });

      it('reads an entry with a huge picture in its prose', async () => {
        const more = 'A'.repeat(TEXT_LIMIT + 1_000);
        await told({ ...TOUCH, 'docs/decisions/0007-huge.md': entry({ id: 'DL-0007', more }) });
        expect((await read()).log.changed).toMatchObject([
          { after: { decision: { id: 'DL-0007' } } },
        ]);
      });
    });

    describe('its catalogue', () => {
      it('has the policy’s SLIs, those of SLO files, and says which ones are new', async () => {
        await told({ ...TOUCH, 'slo/new.yaml': slo('new-errors') });
        const { slis } = await read();
        expect(slis.map(({ name, added }) => [name, added]).sort()).toEqual([
          ['checkout-errors', false],
          ['new-errors', true],
          ['quote-errors', false],
        ]);
      });

      it('may lie anywhere in the repository', async () => {
        const policy = POLICY.replace('slo/**/*.yaml', '**/*.slo.yaml');
        await told(TOUCH, {
          base: { '.github/belay.yml': policy, 'deep/down/in/it/a.slo.yaml': slo('deep-errors') },
        });
        const { slis } = await read();
        expect(slis.map(({ name }) => name).sort()).toEqual(['deep-errors', 'quote-errors']);
      });

      it('drops what the change takes away', async () => {
        await told({ ...TOUCH, 'slo/checkout/errors.yaml': slo('renamed-errors') });
        const { slis } = await read();
        expect(slis.map(({ name }) => name).sort()).toEqual(['quote-errors', 'renamed-errors']);
      });
    });

    describe('its targets', () => {
      const linked = (words: Parameters<typeof entry>[0], more: Files = {}): Files => ({
        ...TOUCH,
        'docs/decisions/0002.md': entry({ id: 'DL-0002', ...words }),
        ...more,
      });

      it('are runbooks with their headings and workflow files', async () => {
        await told(
          linked({
            runbook: 'docs/runbooks/pricing.md#roll-back-the-quote-cache',
            workflow: 'rollback.yml',
          }),
        );
        const { targets } = await read();
        expect(targets.get('docs/runbooks/pricing.md')).toMatchObject({
          kind: 'runbook',
          added: false,
        });
        expect(JSON.stringify(targets.get('docs/runbooks/pricing.md'))).toContain(
          'roll-back-the-quote-cache',
        );
        expect(targets.get('.github/workflows/rollback.yml')).toEqual({
          kind: 'workflow',
          dispatchable: true,
          added: false,
        });
      });

      it('are read at the head where the change touches them', async () => {
        await told(
          linked(
            { runbook: 'docs/runbooks/pricing.md', workflow: 'new.yml' },
            { 'docs/runbooks/pricing.md': '# Other\n', '.github/workflows/new.yml': DISPATCHABLE },
          ),
          { meanwhile: { 'docs/runbooks/pricing.md': `${RUNBOOK}\nMore.\n` } },
        );
        const { targets } = await read();
        expect(targets.get('docs/runbooks/pricing.md')).toMatchObject({
          headings: [{ text: 'Other' }],
          added: false,
        });
        expect(targets.get('.github/workflows/new.yml')).toMatchObject({
          dispatchable: true,
          added: true,
        });
      });

      it('are absent where the change removes them, or nothing is there', async () => {
        await told(
          linked(
            { runbook: 'docs/runbook/pricing.md', workflow: 'rollback.yml' },
            { '.github/workflows/rollback.yml': null },
          ),
        );
        const { targets } = await read();
        expect(targets.get('docs/runbook/pricing.md')).toEqual({
          kind: 'absent',
          similar: ['docs/runbooks/pricing.md'],
        });
        expect(targets.get('.github/workflows/rollback.yml')).toEqual({
          kind: 'absent',
          similar: [],
        });
      });

      it('belong to entries that a line names, too', async () => {
        await told(TOUCH);
        const { references, targets } = await read({ body: 'Decision: DL-1' });
        expect(references).toEqual([{ text: 'DL-1', from: 'line' }]);
        expect([...targets.keys()]).toEqual(['docs/runbooks/pricing.md']);
      });
    });

    describe('its reverts', () => {
      const flagged = 'services/pricing/quote.ts';
      const worse: Files = {
        [flagged]: 'export const quote = 3;\n',
        'services/pricing/more.ts': 'more\n',
      };

      const incident = async () => {
        stage = await open();
        await stage.commit({ branch: 'main', files: BEGINNING });
        await stage.commit({ branch: 'bad', files: worse, message: 'Worse' });
        const number = await stage.merge('bad', 'main');
        const after = await stage.commit({ branch: 'main', files: { 'README.md': 'later\n' } });
        return { number, after };
      };
      const back: Files = { [flagged]: BEGINNING[flagged] ?? '', 'services/pricing/more.ts': null };

      it('are proven by the content before a merged pull request', async () => {
        const { number } = await incident();
        await stage.commit({ branch: 'topic', files: back });
        const { reverts } = await read({ body: `Reverts #${number}` });
        expect(reverts).toMatchObject([{ names: `#${number}` }]);
        expect([...(reverts[0]?.restored ?? [])].sort()).toEqual([
          'services/pricing/more.ts',
          flagged,
        ]);
      });

      it('are proven by the content before a commit of the base branch', async () => {
        stage = await open();
        await stage.commit({ branch: 'main', files: BEGINNING });
        const bad = await stage.commit({ branch: 'main', files: worse, message: 'Worse' });
        await stage.commit({
          branch: 'topic',
          files: back,
          message: `Revert "Worse"\n\nThis reverts commit ${bad}.`,
        });
        const { reverts } = await read();
        expect(reverts).toMatchObject([{ names: bad.slice(0, 7) }]);
        expect(reverts[0]?.restored).toContain(flagged);
      });

      it('restore nothing that a merged branch held only in passing', async () => {
        stage = await open();
        await stage.commit({ branch: 'main', files: BEGINNING });
        await stage.commit({ branch: 'side', files: worse });
        const undone = await stage.commit({ branch: 'side', files: { ...back, 'a.txt': 'a' } });
        await stage.merge('side', 'main');
        const message = `Back\n\nThis reverts commit ${undone}.`;
        await stage.commit({ branch: 'topic', files: worse, message });
        const { reverts } = await read();
        expect(reverts).toEqual([{ names: undone.slice(0, 7), restored: [] }]);
      });

      it('are proven by a commit of a merged branch', async () => {
        stage = await open();
        await stage.commit({ branch: 'main', files: BEGINNING });
        const bad = await stage.commit({ branch: 'side', files: worse });
        await stage.commit({ branch: 'side', files: { 'a.txt': 'a' } });
        await stage.merge('side', 'main');
        const message = `Back\n\nThis reverts commit ${bad}.`;
        await stage.commit({ branch: 'topic', files: back, message });
        const { reverts } = await read();
        expect(reverts[0]?.restored).toContain(flagged);
      });

      it('restore nothing that what they name left alone', async () => {
        stage = await open();
        await stage.commit({ branch: 'main', files: BEGINNING });
        const other = await stage.commit({ branch: 'main', files: { 'README.md': 'more\n' } });
        await stage.commit({ branch: 'main', files: worse });
        const message = `Back\n\nThis reverts commit ${other}.`;
        await stage.commit({ branch: 'topic', files: back, message });
        const { reverts } = await read();
        expect(reverts).toEqual([{ names: other.slice(0, 7), restored: [] }]);
      });

      it('restore nothing that differs', async () => {
        const { number } = await incident();
        await stage.commit({
          branch: 'topic',
          files: { ...back, [flagged]: 'export const quote = 4;\n' },
        });
        const { reverts } = await read({ body: `Reverts #${number}` });
        expect(reverts).toEqual([{ names: `#${number}`, restored: ['services/pricing/more.ts'] }]);
      });

      it('restore nothing where what they name never was part of the base branch', async () => {
        await incident();
        const stray = await stage.commit({ branch: 'stray', files: { [flagged]: 'stray\n' } });
        await stage.commit({ branch: 'topic', files: back });
        const { reverts } = await read({ body: `This reverts commit ${stray}.\n\nReverts #999` });
        expect(reverts.map(({ restored }) => restored)).toEqual([[], []]);
      });
    });

    describe('the place itself', () => {
      it('answers in the order it was asked', async () => {
        await told({ 'a.md': 'a\n' });
        const answers = await asked(async (source) => {
          const { head, base } = await source.look([]);
          const wanted = [
            { commit: head, path: 'a.md' },
            { commit: base, path: 'a.md' },
            { commit: base, path: 'docs' },
            { commit: head, path: 'README.md' },
          ];
          const [files, ids] = await Promise.all([source.files(wanted), source.ids(wanted)]);
          const blobs = await source.blobs(
            [files[3], files[0], files[3]].map((file) => ({ oid: file?.oid ?? '', bytes: null })),
          );
          return { files, ids, blobs };
        });
        expect(answers.files.map((file) => file && [file.kind, file.text])).toEqual([
          ['file', 'a\n'],
          null,
          ['folder', null],
          ['file', '# Shop\n'],
        ]);
        expect(answers.ids.map((id) => id?.oid)).toEqual(answers.files.map((file) => file?.oid));
        expect(answers.blobs.map(({ text }) => text)).toEqual(['# Shop\n', 'a\n', '# Shop\n']);
      });

      it('lists folders, the whole, and what is no folder', async () => {
        await told({ 'a.md': 'a\n' });
        const listings = await asked(async (source) => {
          const look = await source.look(['docs/decisions', 'docs/none', 'README.md']);
          const [log, none, file, all] = await source.list(look.base, [
            'docs/decisions',
            'docs/none',
            'README.md',
            '',
          ]);
          expect(look.ids.get('docs/decisions')).toEqual({ kind: 'folder', oid: log?.oid });
          expect(look.ids.get('docs/none')).toBeNull();
          expect(look.ids.get('README.md')?.kind).toBe('file');
          return { log, none, file, all };
        });
        expect(listings.log?.files).toMatchObject([{ path: '0001-first.md', kind: 'file' }]);
        expect(listings.none).toEqual({ oid: null, files: [], whole: true });
        expect(listings.file).toEqual({ oid: null, files: [], whole: true });
        expect(listings.all?.files.map(({ path }) => path).sort()).toEqual(
          Object.keys(BEGINNING).sort(),
        );
      });

      it('gives one id to one content, however it is asked', async () => {
        await told({ 'copy.md': '# Shop\n' });
        const [one, two] = await asked(async (source) => {
          const { head } = await source.look([]);
          return source.ids([
            { commit: head, path: 'copy.md' },
            { commit: head, path: 'README.md' },
          ]);
        });
        expect(one).toEqual(two);
      });
    });
  });
}

async function changeFrom(source: Source, readings: Stage['readings']): Promise<Change> {
  const today = () => '2026-11-20';
  const cache = createReadCache();
  const first = await readChange(source, { today, cache });
  // What is remembered must not change what is read.
  if (readings === 2) expect(await readChange(source, { today, cache })).toEqual(first);
  if (first.kind !== 'change') throw new Error(JSON.stringify(first));
  expect(first.change.unread).toEqual([]);
  return first.change;
}

function byPath<T extends { readonly path: string }>(files: readonly T[]): readonly T[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
