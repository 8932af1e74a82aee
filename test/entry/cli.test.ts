import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from '../../src/entry/cli.js';
import { ENTRY_FILE, entry, POLICY, SHOP_FILES } from '../stories/shop.js';
import { type Clone, makeClone } from './clone.js';

let clone: Clone;

beforeEach(() => {
  clone = makeClone(SHOP_FILES);
  clone.git('switch', '--quiet', '--create', 'faster-quotes');
});

afterEach(() => {
  clone.remove();
});

function belay(args: string, stdin = '') {
  const around = {
    folder: clone.folder,
    stdin: Readable.from([stdin]),
    colour: 'off',
    width: 100,
    docs: null,
    env: {},
    progress: null,
  };
  return runCli(args === '' ? [] : args.split(' '), around as Parameters<typeof runCli>[1]);
}

async function report(args: string, stdin = '') {
  const { stdout, exit } = await belay(`${args} --format json`, stdin);
  return { exit, ...JSON.parse(stdout) };
}

const FLAGGED = { 'services/pricing/quote.ts': 'export const quote = 2;\n' };

describe('belay check', () => {
  it('holds a change without a decision, and exits with 1', async () => {
    clone.commit(FLAGGED);
    const { stdout, stderr, exit } = await belay('check');
    expect(stdout).toMatch(/^Held: checkout-pricing has no decision\n/);
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 1 });
  });

  it('lets one pass with its entry, and exits with 0', async () => {
    clone.commit({ ...FLAGGED, [ENTRY_FILE]: entry() });
    const { stdout, exit } = await belay('check');
    expect(stdout).toMatch(/^Clear: checkout-pricing is on belay \(DL-0042/);
    expect(exit).toBe(0);
  });

  it('judges what is not committed only when asked to', async () => {
    clone.write(FLAGGED);
    expect(await report('check')).toMatchObject({ exit: 0, verdict: 'untouched' });
    expect(await report('check --worktree')).toMatchObject({ exit: 1, verdict: 'held' });
    clone.write({ [ENTRY_FILE]: entry() });
    expect(await report('check --worktree')).toMatchObject({ exit: 0, verdict: 'clear' });
    expect(clone.git('status', '--short')).toBe(
      ' M services/pricing/quote.ts\n?? docs/decisions/\n',
    );
  });

  it('takes the description from a file or from standard input', async () => {
    clone.git('switch', '--quiet', 'main');
    clone.commit({ [ENTRY_FILE]: entry() });
    clone.git('switch', '--quiet', '--create', 'linked');
    clone.commit(FLAGGED);
    expect(await report('check')).toMatchObject({ verdict: 'held' });
    expect(await report('check --body -', 'Decision: DL-0042')).toMatchObject({ verdict: 'clear' });
    clone.write({ 'pr.md': 'Decision: DL-0042\n' });
    expect(await report('check --body pr.md')).toMatchObject({ verdict: 'clear' });
  });

  it.each(['text', 'markdown', 'github', 'json'])(
    'gives the runner no command of the author’s (%s)',
    async (format) => {
      const evil = '::set-output name=verdict::clear ##[set-output name=verdict]clear';
      clone.commit({
        ...FLAGGED,
        [ENTRY_FILE]: entry(`"${evil}"`, (text) =>
          text.replace('sli: quote-errors', `sli: "a ${`${evil} `.repeat(4)}"`),
        ),
      });
      const { stdout } = await belay(`check --format ${format}`);
      // What is in a command already is not searched for another.
      const lines = stdout.split('\n').filter((line) => !/^::(error|warning) /.test(line));
      expect(lines.join('\n')).not.toMatch(/##\[|^\s*::/m);
      if (format === 'json') expect(JSON.stringify(JSON.parse(stdout))).toContain('##[set-output');
    },
  );

  it('compares any two commits', async () => {
    clone.commit({ ...FLAGGED, [ENTRY_FILE]: entry() });
    clone.commit({ 'README.md': '# The shop\n' });
    const between = await report('check --base HEAD~1 --head HEAD');
    expect(between).toMatchObject({ exit: 0, verdict: 'untouched' });
    expect(await report('check --base main --head HEAD~1')).toMatchObject({ verdict: 'clear' });
  });

  it.each(['2030-01-01', '2030-01-01T12:00:00Z'])('judges as of %s', async (moment) => {
    clone.commit({ ...FLAGGED, [ENTRY_FILE]: entry() });
    const { exit, findings } = await report(`check --as-of ${moment}`);
    expect(exit).toBe(1);
    expect(findings).toEqual([expect.objectContaining({ code: 'checkpoint-passed' })]);
  });

  it('works from a folder within the clone', async () => {
    clone.commit(FLAGGED);
    const within = { ...clone, folder: `${clone.folder}/services/pricing` };
    clone = within;
    expect(await report('check')).toMatchObject({ exit: 1, verdict: 'held' });
    clone = { ...within, folder: within.folder.replace('/services/pricing', '') };
  });

  it('says so where there is no policy, and exits with 0', async () => {
    clone.git('switch', '--quiet', 'main');
    clone.commit({ '.github/belay.yml': null });
    clone.git('switch', '--quiet', '--create', 'free');
    clone.commit(FLAGGED);
    const { stdout, exit } = await belay('check');
    expect(stdout).toContain('No policy');
    expect(exit).toBe(0);
  });

  it('gives the report the documented shape', async () => {
    clone.commit(FLAGGED);
    expect(await report('check')).toEqual({
      exit: 1,
      schema: 1,
      verdict: 'held',
      override: null,
      exempt: null,
      trouble: null,
      policy: { file: '.github/belay.yml', organisation: 'none' },
      workflows: [
        {
          id: 'checkout-pricing',
          enforcement: 'block',
          satisfied: false,
          by: null,
          decisions: [],
          files: ['services/pricing/quote.ts'],
        },
      ],
      findings: [expect.objectContaining({ code: 'decision-missing', level: 'error' })],
    });
  });

  it('prints Markdown and workflow commands', async () => {
    clone.commit(FLAGGED);
    expect((await belay('check --format markdown')).stdout).toMatch(/^## Held: checkout-pricing/);
    expect((await belay('check --format github')).stdout).toMatch(/^::error title=No decision::/);
  });
});

describe('a call that cannot be done', () => {
  it.each([
    ['no command', ''],
    ['an unknown command', 'chek'],
    ['an unknown option', 'check --bse main'],
    ['an unknown format', 'check --format xml'],
    ['an impossible day', 'check --as-of 2026-02-30'],
    ['a half-told instant', 'check --as-of 2026-11-17T09'],
    ['an unknown base', 'check --base nowhere'],
    ['a base that would be an option', 'check --base=--upload-pack=x'],
    ['a description that is not there', 'check --body nowhere.md'],
    ['two heads', 'check --worktree --head main'],
    ['a path that is not there', 'lint nowhere.md'],
    ['a path outside', 'lint /etc/hostname'],
    ['an unknown schema', 'schema world'],
  ])('with %s exits with 2 and says why', async (_, args) => {
    const { stdout, stderr, exit } = await belay(args);
    expect(exit).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });

  it.each([
    'check --bse main --format json',
    'check --format=json --as-of tomorrow',
    'check --base nowhere --format json',
    'check --body nowhere.md --format json',
  ])('`%s` still prints JSON alone', async (args) => {
    const { stdout, exit } = await belay(args);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      verdict: 'unreadable',
      trouble: { message: expect.stringMatching(/\w/) },
      workflows: [],
      findings: [],
    });
  });

  it('of lint prints JSON in the shape of lint', async () => {
    const { stdout, exit } = await belay('lint nowhere.md --format json');
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      problems: [],
      trouble: { kind: 'usage' },
    });
  });

  it('outside of any clone is git’s trouble', async () => {
    const around = {
      folder: '/',
      stdin: Readable.from([]),
      colour: 'off',
      width: 80,
      docs: null,
      env: {},
      progress: null,
    } as const;
    const { exit, stderr } = await runCli(['check'], around);
    expect(exit).toBe(2);
    expect(stderr).toContain('git');
  });
});

describe('belay lint', () => {
  it('finds nothing in a sound log', async () => {
    clone.write({ [ENTRY_FILE]: entry() });
    const { stdout, exit } = await belay('lint');
    expect(stdout).toContain('nothing to mend');
    expect(exit).toBe(0);
  });

  it('tells every problem of policy and entries with its line', async () => {
    clone.write({
      '.github/belay.yml': `${POLICY}timezon: Europe/Berlin\n`,
      [ENTRY_FILE]: entry('DL-0042', (text) => text.replace('status: pilot', 'status: piloting')),
    });
    const { exit, problems } = await report('lint');
    expect(exit).toBe(1);
    expect(problems).toContainEqual(
      expect.objectContaining({ file: '.github/belay.yml', line: 10, level: 'error' }),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({ file: ENTRY_FILE, line: 5, code: 'decision-invalid' }),
    );
  });

  it('finds what an entry lacks, unknown workflows, duplicates and idle globs', async () => {
    clone.write({
      '.github/belay.yml': POLICY.replace('"services/pricing/**"', '"services/**", "gone/**"'),
      [ENTRY_FILE]: entry('DL-0042', (text) => text.replace(/^mechanism:.*\n/m, '')),
      'docs/decisions/0043-other.md': entry('DL-42', (text) =>
        text.replace('[checkout-pricing]', '[checkout-prices]'),
      ),
    });
    const { exit, problems } = await report('lint');
    expect(exit).toBe(1);
    const said = (problems as { code: string; message: string }[]).map(({ message }) => message);
    expect(said).toContainEqual(expect.stringMatching(/mechanism/i));
    expect(said).toContainEqual(expect.stringContaining('checkout-pricing'));
    expect(said).toContainEqual(expect.stringContaining('gone/**'));
    expect(problems).toContainEqual(
      expect.objectContaining({ file: 'docs/decisions/0043-other.md', level: 'error' }),
    );
  });

  it('keeps to the paths it is given', async () => {
    clone.write({ [ENTRY_FILE]: entry('DL-0042', (text) => text.replace('pilot', 'piloting')) });
    expect(await report('lint .github docs/runbooks')).toMatchObject({ exit: 0, problems: [] });
    expect(await report('lint docs')).toMatchObject({ exit: 1 });
    expect(await report(`lint ${ENTRY_FILE}`)).toMatchObject({ exit: 1 });
  });

  it.each(['text', 'markdown', 'github'])('prints %s', async (format) => {
    clone.write({ [ENTRY_FILE]: entry('DL-0042', (text) => text.replace('pilot', 'piloting')) });
    const { stdout, exit } = await belay(`lint --format ${format}`);
    expect(stdout).toContain('piloting');
    expect(exit).toBe(1);
  });

  it('explains where each value comes from', async () => {
    const { stdout } = await belay('lint --explain');
    expect(stdout).toMatch(
      /workflows\.checkout-pricing\.owner +@acme\/pricing +\.github\/belay\.yml:6/,
    );
    expect(stdout).toMatch(/timezone +UTC +default/);
  });

  it('says when there is no policy', async () => {
    clone.write({ '.github/belay.yml': null });
    const { stderr, exit } = await belay('lint');
    expect(stderr).toContain('no policy');
    expect(exit).toBe(0);
  });
});

describe('belay schema', () => {
  it.each(['policy', 'decision'])('prints the JSON Schema of %s', async (what) => {
    const { stdout, exit } = await belay(`schema ${what}`);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ $schema: expect.stringContaining('json-schema') });
  });
});

describe('help', () => {
  it.each(['--help', 'check --help', 'help lint', '--version'])('%s exits with 0', async (args) => {
    const { stdout, exit } = await belay(args);
    expect(exit).toBe(0);
    expect(stdout).not.toBe('');
  });

  it('shows examples and exit codes', async () => {
    const { stdout } = await belay('--help');
    expect(stdout).toContain('belay check --base main --worktree');
    expect(stdout).toContain('Exit: 0 fine');
  });
});
