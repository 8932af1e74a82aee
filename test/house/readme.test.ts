import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/entry/cli.js';
import { blocksOf } from './pages.js';
import { read } from './tree.js';

const PAGE = 'README.md';
const RUNBOOK = '# Pricing\n\n## Scale up\n\n## Roll back the quote cache\n';
const PERSON = { name: 'octocat', email: 'octocat@example.com' };

describe('the repository that the README describes', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'readme-'));
    git('init', '--quiet', '--initial-branch=main');
    write({
      '.github/belay.yml': block('yaml policy'),
      'docs/runbooks/pricing.md': RUNBOOK,
      'services/pricing/quote.ts': 'export {};\n',
    });
    commit('Begin');
    git('checkout', '--quiet', '-b', 'cache');
    write({ 'services/pricing/quote.ts': 'export const cached = true;\n' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is held with the words of the README when the entry points nowhere', async () => {
    write({ [ENTRY]: block('markdown entry').replace('#roll-back-the-quote-cache', '#roll-back') });
    commit('Cache price quotes');
    expect(await check()).toEqual({ stdout: shown('belay check'), stderr: '', exit: 1 });
  });

  it('is clear with the entry of the README', async () => {
    write({ [ENTRY]: block('markdown entry') });
    commit('Point to the heading');
    const { stdout, exit } = await check();
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^Clear: /);
  });

  async function check() {
    const around = {
      folder,
      stdin: (async function* () {})(),
      colour: 'off',
      width: 84,
      docs: null,
      env: {},
      progress: null,
    } as const;
    return runCli(['check', '--as-of', '2026-11-10'], around);
  }

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  function commit(message: string): void {
    git('add', '--all');
    git('commit', '--quiet', `--message=${message}`);
  }

  function git(...args: readonly string[]): void {
    const person = ['-c', `user.name=${PERSON.name}`, '-c', `user.email=${PERSON.email}`];
    execFileSync('git', [...person, '-c', 'commit.gpgsign=false', ...args], { cwd: folder });
  }
});

describe('the demo that the README shows', () => {
  it('tells these steps, in this order', () => {
    const steps = shown('npm ci && npm run demo')
      .split('\n')
      .filter((line) => /^\S/.test(line));
    const demo = read('scripts/demo.ts').text;
    const told = steps.map((step) => demo.indexOf(step));
    expect(told).not.toContain(-1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(steps.length).toBeGreaterThan(2);
  });
});

const ENTRY = 'docs/decisions/0042-read-through-cache.md';

/** The README's block for this. */
function block(info: string): string {
  const found = blocksOf(PAGE).find((one) => one.info === info);
  if (found === undefined) throw new Error(`${PAGE} shows no ${info}`);
  return found.text;
}

/** What the README shows below a command. */
function shown(command: string): string {
  const lines = blocksOf(PAGE).find(({ text }) => text.startsWith(`$ ${command}\n`));
  return (lines?.text ?? '').replace(/^.*\n/, '');
}
