import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/entry/cli.js';
import { parseEntry } from '../../src/parse/decision.js';
import { parsePolicy } from '../../src/parse/policy.js';
import { ownPaths, ownTexts, ROOT, read, sources } from './tree.js';

/** Places the project may speak of: GitHub, what it names in its documentation, and invented ones. */
const HOSTS = [
  /^(?:[\w-]+\.)?github\.com$/,
  /^(?:[\w-]+\.)?githubusercontent\.com$/,
  /^(?:[\w.-]+\.)?example(?:\.(?:com|org|net))?$/,
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host|ghes\.acme\.test)$/,
  /^(?:www\.)?(?:npmjs\.com|iana\.org|semver\.org|openslo\.com|sloth\.dev|json-schema\.org)$/,
];

const MACHINE_PATHS = /(?<![\w.:~$}-])\/(?:home|root|Users|work|mnt|opt)\/[\w.-]+/;

describe('the tree', () => {
  it('names files in kebab-case', () => {
    const odd = sources().filter(({ path }) => !/^src(\/[a-z0-9-]+)+\.ts$/.test(path));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('has no source file of 300 lines or more', () => {
    const long = sources().filter(({ text }) => text.split('\n').length > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('carries no built files', () => {
    expect(ownPaths().filter((path) => path.startsWith('dist/'))).toEqual([]);
  });

  it('names no folder of anybody’s machine', () => {
    const found = ownTexts().filter(({ text }) => MACHINE_PATHS.test(text));
    expect(found.map(({ path, text }) => [path, MACHINE_PATHS.exec(text)?.[0]])).toEqual([]);
  });

  it('links only to places it means', () => {
    const strange = ownTexts().flatMap(({ path, text }) =>
      hostsIn(text).flatMap((host) => (isMeant(host) ? [] : [`${path}: ${host}`])),
    );
    expect(strange).toEqual([]);
  });

  it('pins packages without saying where they were fetched', () => {
    expect(read('package-lock.json').text).not.toMatch(/"resolved": "http/);
  });
});

describe('the project’s own rope', () => {
  const log = ownPaths().filter((path) => /^docs\/decisions\/.*\.md$/.test(path));

  it('has a policy without a problem', () => {
    const { path, text } = read('.github/belay.yml');
    expect(parsePolicy(path, text)).toMatchObject({ policy: expect.anything(), problems: [] });
  });

  it.each(log)('has a good entry in %s', (path) => {
    expect(parseEntry(path, read(path).text)?.problems).toEqual([]);
  });

  it('is linted by the command without a word', async () => {
    const nobody = (async function* () {})();
    const around = {
      folder: ROOT,
      stdin: nobody,
      colour: 'off',
      width: 80,
      docs: null,
      env: {},
      progress: null,
    } as const;
    const { stdout, exit } = await runCli(['lint', '--format', 'json'], around);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [] });
    expect(exit).toBe(0);
  });
});

function hostsIn(text: string): readonly string[] {
  const urls = text.matchAll(/\bhttps?:\/\/(?:[^\s/@"'`]*@)?([\w.-]+)/g);
  return [...new Set([...urls].map(([, host = '']) => host))];
}

function isMeant(host: string): boolean {
  return HOSTS.some((known) => known.test(host));
}
