import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { describe, expect, inject, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { start } from './spawn.js';

const OUT = inject('bundles');

describe('the bundles', () => {
  it('of the Action is below 2 MB', () => {
    expect(statSync(`${OUT}/action.js`).size).toBeLessThan(2 * 1024 * 1024);
  });

  it('of the command line can be run', async () => {
    accessSync(`${OUT}/cli.js`, constants.X_OK);
    expect(readFileSync(`${OUT}/cli.js`, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { code, stdout } = await start(`${OUT}/cli.js`, {}, { args: ['--version'] }).ended();
    expect([code, stdout]).toEqual([0, `${manifest.version}\n`]);
  });

  it.each(['action', 'cli'])('of %s loads nothing from node_modules', (name) => {
    const imports = readFileSync(`${OUT}/${name}.js`, 'utf8').matchAll(
      /(?:^|[;\n])import\s*(?:[\w*{][^;'"]*from\s*)?["']([^"']+)["']/g,
    );
    const packages = [...imports].map(([, from = '']) => from);
    expect(packages.filter((from) => !isBuiltin(from))).toEqual([]);
  });

  it('of the App refuses to start without credentials', async () => {
    const { code, stderr } = await start(`${OUT}/app.js`, { NODE_ENV: 'production' }).ended();
    expect(code).toBe(1);
    expect(stderr).toContain('APP_ID is missing');
  });
});
