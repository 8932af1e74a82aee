import { addDays } from '../../src/core/day.js';
import { turnOf } from '../../src/entry/jobs/sweep-work.js';
import type { Options, Repo } from '../github/world.js';
import {
  ENTRY_FILE,
  entry,
  openStage,
  POLICY,
  SHOP_FILES,
  type Stage,
  type StageOptions,
  TODAY,
} from './shop.js';

/** No day is quiet, so that stories end the same on a Sunday. */
export const TRIAGE_POLICY = `${POLICY}pilots: { quiet-days: [] }\n`;

const BEGUN = addDays(TODAY, -20);

/** A pilot begun twenty days ago whose checkpoint lies so many days ahead, or behind when negative. */
export function pilotEntry(days: number, spoil: (text: string) => string = (text) => text): string {
  return entry('DL-0042', (text) =>
    spoil(
      text
        .replace(`date: ${TODAY}\nstatus`, `date: ${BEGUN}\nstatus`)
        .replace(/checkpoint: \{ date: \S+,/, `checkpoint: { date: ${addDays(TODAY, days)},`),
    ),
  );
}

/** The App and a shop in which a pilot may be tried; verdicts may become pull requests. */
export function openTriage(options: StageOptions = {}): Promise<Stage> {
  const files = { ...SHOP_FILES, '.github/belay.yml': TRIAGE_POLICY };
  return openStage({ files, ...options, github: { ...FULL, ...options.github } });
}

/** An organisation whose turn in a round comes first. */
export function firstInRound(): Options {
  let id = 100;
  while (turnOf(id) !== 0) id++;
  return { installations: [{ account: 'acme', id }] };
}

const FULL: Options = {
  app: {
    permissions: {
      metadata: 'read',
      contents: 'write',
      pull_requests: 'write',
      checks: 'write',
      issues: 'write',
      members: 'read',
    },
  },
};

/** Puts the entry on the default branch, where the sweep reads it. */
export async function record(stage: Stage, text: string | null): Promise<void> {
  await stage.shop.commit({ files: { [ENTRY_FILE]: text }, by: 'octocat' });
  await stage.settled();
}

/** Has everything swept, as the daily round would. */
export async function sweepAll({ gh, settled }: Stage): Promise<void> {
  const installation = { id: gh.installationId('acme') };
  await gh.deliver('installation', { action: 'created', installation });
  await settled();
}

/** The one issue of the pilot. */
export function theIssue(shop: Repo) {
  const [issue, ...others] = shop.issues();
  if (issue === undefined || others.length > 0)
    throw new Error(`there are ${others.length + (issue === undefined ? 0 : 1)} issues`);
  return issue;
}
