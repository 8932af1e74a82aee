import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Toolkit from '@actions/core';
import { disarmed } from '../../render/printable.js';
import { checkPull } from './check.js';
import { answerHere } from './command.js';
import { type ActionInputs, readInputs } from './inputs.js';
import type { Said } from './said.js';
import { roundHere, scorecardHere } from './scorecard.js';
import { sweepHere } from './sweep.js';

/** As much of `@actions/core` as is used. */
export type Runner = Pick<
  typeof Toolkit,
  'getInput' | 'setOutput' | 'setSecret' | 'info' | 'summary'
>;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Runs the Action once: does what the event asks for and says so by summary, annotations, outputs
 * and report. Gives the message to fail the job with, or `null`.
 */
export async function runAction(env: Env, runner: Runner): Promise<string | null> {
  const inputs = await readInputs(env, runner);
  if ('problems' in inputs) return inputs.problems.join('\n');
  runner.setSecret(inputs.token);
  const said = await saidOf(inputs);
  await publish(said, env, runner);
  return inputs.failOn === 'held' && isFailure(said, inputs) ? said.title : null;
}

/** That a pilot is overdue is what a sweep is there to say: only trouble fails its job. */
function isFailure({ exit }: Said, { asked }: ActionInputs): boolean {
  return asked.kind === 'check' ? exit !== 0 : exit === 2;
}

function saidOf(inputs: ActionInputs): Promise<Said> | Said {
  const { asked } = inputs;
  switch (asked.kind) {
    case 'check':
      return checkPull(asked.pull, inputs);
    case 'sweep':
      return sweepHere(inputs);
    case 'scorecard':
      return scorecardHere(inputs);
    case 'round':
      return roundHere(inputs);
    case 'command':
      return answerHere(asked.where, inputs);
    case 'nothing':
      return { title: asked.why, outputs: {}, document: null, commands: [], report: null, exit: 0 };
  }
}

async function publish(said: Said, env: Env, runner: Runner): Promise<void> {
  for (const [name, value] of Object.entries(said.outputs)) runner.setOutput(name, value);
  if (said.report !== null) {
    const report = join(env.RUNNER_TEMP || tmpdir(), 'belay-report.json');
    await writeFile(report, `${JSON.stringify(said.report, null, 2)}\n`);
    runner.setOutput('report', report);
  }
  for (const command of said.commands) process.stdout.write(`${command}\n`);
  runner.info(disarmed(said.text ?? said.title));
  if (said.document !== null && env.GITHUB_STEP_SUMMARY)
    await runner.summary.addRaw(said.document).write();
}
