import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Toolkit from '@actions/core';
import { passes, type Trouble, TroubleError } from '../core/trouble.js';
import { type Judged, judgeCommit } from '../flows/gate.js';
import { createReadCache } from '../read/cache.js';
import { checkDocument } from '../render/check.js';
import { checkCommands } from '../render/github-commands.js';
import { checkReport, troubleReport } from '../render/report.js';
import { troubleText } from '../render/trouble-check.js';
import { type ActionInputs, readInputs } from './action-inputs.js';
import { todayAt } from './clock.js';
import { DOCUMENTATION } from './documentation.js';
import { exitOf } from './exit.js';
import { pauseAfter } from './patience.js';
import { tokenClient } from './token-client.js';
import { readerOf } from './world.js';

/** As much of `@actions/core` as is used. */
export type Runner = Pick<
  typeof Toolkit,
  'getInput' | 'setOutput' | 'setSecret' | 'info' | 'summary'
>;

type Env = Readonly<Record<string, string | undefined>>;

/** A job is paid by the minute, so trouble is borne for half a minute only; in ms. */
const PATIENCE = { total: 30_000, first: 1_000, longest: 8_000 };

/**
 * Runs the Action once: judges the pull request of the event and says so by summary, annotations,
 * outputs and report. Gives the message to fail the job with, or `null`.
 */
export async function runAction(env: Env, runner: Runner): Promise<string | null> {
  const inputs = await readInputs(env, runner);
  if ('problems' in inputs) return inputs.problems.join('\n');
  runner.setSecret(inputs.token);
  const said = await saidOf(inputs);
  if (said === null) {
    runner.info('The pull request is closed: there is nothing to judge.');
    return null;
  }
  await publish(said, env, runner);
  return inputs.failOn === 'held' && said.exit !== 0 ? said.title : null;
}

/** All that the Action says of one run. */
interface Said {
  readonly verdict: string;
  readonly title: string;
  readonly document: string;
  readonly commands: readonly string[];
  readonly errors: number;
  readonly report: object;
  readonly exit: 0 | 1 | 2;
}

async function saidOf(inputs: ActionInputs): Promise<Said | null> {
  try {
    const judged = await judgePatiently(inputs);
    return judged === null ? null : saidOfVerdict(judged);
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    return saidOfTrouble(error.trouble);
  }
}

/** `null`: the pull request is not open any more. */
async function judgePatiently(inputs: ActionInputs): Promise<Judged | null> {
  const { token, apiUrl, owner, repo, asOf } = inputs;
  const ground = { client: tokenClient(token, apiUrl), owner, repo, cache: createReadCache() };
  const read = readerOf(ground, { check: null, today: todayAt(asOf) });
  let before: Parameters<typeof pauseAfter>[1] = null;
  for (;;) {
    const judged = await judgeCommit(inputs.pull, { read, docs: DOCUMENTATION });
    if (judged.kind === 'judged') return judged;
    if (judged.kind === 'closed') return null;
    const pause = pauseAfter(judged.trouble, before, { now: Date.now, patience: PATIENCE });
    if (pause === null || !passes(judged.trouble)) throw new TroubleError(judged.trouble);
    before = pause.trouble;
    await sleep(pause.after);
  }
}

function saidOfVerdict({ change, verdict, text }: Judged): Said {
  const report = checkReport(change, verdict);
  return {
    verdict: verdict.kind,
    title: text.title,
    document: checkDocument(text),
    commands: checkCommands(change, verdict),
    errors: report.findings.filter(({ level }) => level === 'error').length,
    report,
    exit: exitOf(verdict),
  };
}

function saidOfTrouble(trouble: Trouble): Said {
  const text = troubleText(trouble);
  return {
    verdict: 'unreadable',
    title: text.title,
    document: checkDocument(text),
    commands: [],
    errors: 0,
    report: troubleReport(trouble),
    exit: 2,
  };
}

async function publish(said: Said, env: Env, runner: Runner): Promise<void> {
  const report = join(env.RUNNER_TEMP || tmpdir(), 'belay-report.json');
  await writeFile(report, `${JSON.stringify(said.report, null, 2)}\n`);
  runner.setOutput('verdict', said.verdict);
  runner.setOutput('findings', said.errors);
  runner.setOutput('report', report);
  for (const command of said.commands) process.stdout.write(`${command}\n`);
  runner.info(said.title);
  if (env.GITHUB_STEP_SUMMARY) await runner.summary.addRaw(said.document).write();
}
