/**
 * Speed, as counts of API requests and as ratios to the least a Probot app can do: `npm run bench`.
 * Ends with 1 when a count exceeds its budget; times are only shown. docs/performance.md tells more.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Within the project, so that what is not bundled is found. */
const FOLDER = 'node_modules/.cache/belay-bench';

// Bundled like what is shipped: a loader of TypeScript would cost time and memory of its own.
execFileSync(
  process.execPath,
  ['--import', 'tsx', fileURLToPath(import.meta.resolve('./build.ts')), FOLDER],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
await build({
  entryPoints: {
    run: fileURLToPath(import.meta.resolve('./bench/run.ts')),
    'minimal-app': fileURLToPath(import.meta.resolve('./bench/minimal-app.ts')),
  },
  outdir: FOLDER,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [`${FOLDER}/run.js`], { stdio: 'inherit' });
process.exitCode = status ?? 1;
