import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built bundles, from the repository's root. */
    readonly bundles: string;
  }
}

/**
 * Builds what users run, once for all tests that start it as a process. The folder lies beside the
 * packages, so that the App's bundle finds those it leaves out.
 */
export default function buildBundles(project: TestProject): () => void {
  const folder = `node_modules/.belay-bundles-${process.pid}`;
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts', folder]);
  project.provide('bundles', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
