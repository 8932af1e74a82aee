import { chmod, rm, stat } from 'node:fs/promises';
import { type BuildOptions, build } from 'esbuild';

/** Some packages are CommonJS inside and look for `require`, which ES modules have not. */
const REQUIRE = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);`;

const COMMON: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  legalComments: 'none',
  logLevel: 'warning',
  banner: { js: REQUIRE },
};

/** What the App loads from `node_modules`: it is installed, not shipped as one file. */
const INSTALLED = ['probot', 'bullmq', 'ioredis', 'pino', 'prom-client'];

const BUNDLES: readonly BuildOptions[] = [
  { entryPoints: { app: 'src/entry/app.ts' }, external: INSTALLED, sourcemap: true },
  { entryPoints: { action: 'src/entry/action.ts' }, minify: true, keepNames: true },
  {
    entryPoints: { cli: 'src/entry/cli/main.ts' },
    banner: { js: `#!/usr/bin/env node\n${REQUIRE}` },
  },
];

const [outdir = 'dist'] = process.argv.slice(2);
await rm(outdir, { recursive: true, force: true });
await Promise.all(BUNDLES.map((bundle) => build({ ...COMMON, ...bundle, outdir })));
await chmod(`${outdir}/cli.js`, 0o755);
for (const name of ['app', 'action', 'cli']) {
  const { size } = await stat(`${outdir}/${name}.js`);
  process.stdout.write(`${outdir}/${name}.js  ${Math.ceil(size / 1024)} KB\n`);
}
