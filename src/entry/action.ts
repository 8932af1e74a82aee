import * as core from '@actions/core';
import { runAction } from './action/run.js';

try {
  const failure = await runAction(process.env, core);
  if (failure !== null) core.setFailed(failure);
} catch (error) {
  core.setFailed(
    `Belay made a mistake of its own: ${error instanceof Error ? error.stack : error}`,
  );
}
