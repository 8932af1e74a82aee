import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Ended, start } from './spawn.js';

/** What a workflow sees of one run of the Action. */
export interface ActionRun extends Ended {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly report: Record<string, unknown> | null;
}

export interface ActionOptions {
  readonly event: string;
  readonly payload: unknown;
  readonly repository: string;
  readonly api: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Runs the Action as a runner would: inputs, files and event, and nothing else. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'belay-action-'));
  const file = (name: string, text = '') => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const inputs = Object.entries(options.inputs).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  const env = {
    ...Object.fromEntries(inputs),
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: options.repository,
    GITHUB_EVENT_NAME: options.event,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(options.payload)),
    GITHUB_API_URL: options.api,
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    RUNNER_TEMP: folder,
  };
  const ended = await start(`${inject('bundles')}/action.js`, env, { folder }).ended();
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const outputs = Object.fromEntries(
    [...read('output').matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [
      name ?? '',
      value ?? '',
    ]),
  );
  const report = outputs.report === undefined ? null : JSON.parse(read('belay-report.json'));
  const run = { ...ended, outputs, summary: read('summary'), report };
  rmSync(folder, { recursive: true });
  return run;
}
