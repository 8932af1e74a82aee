import { setTimeout as sleep } from 'node:timers/promises';
import { type Answered, passes, TroubleError } from '../core/trouble.js';
import { type Pause, pauseAfter } from './queue/patience.js';

/** A job is paid by the minute, so trouble is borne for half a minute only; in ms. */
const PATIENCE = { total: 30_000, first: 1_000, longest: 8_000 };

/** Tries until there is an answer; throws trouble that does not pass, or not soon enough. */
export async function patiently<T>(attempt: () => Promise<Answered<T>>): Promise<T> {
  let before: Pause['trouble'] | null = null;
  for (;;) {
    const answer = await attempt().catch(troubleIn<T>);
    if (answer.kind === 'good') return answer.value;
    const { trouble } = answer;
    const pause = pauseAfter(trouble, before, { now: Date.now, patience: PATIENCE });
    if (pause === null || !passes(trouble)) throw new TroubleError(trouble);
    before = pause.trouble;
    await sleep(pause.after);
  }
}

function troubleIn<T>(error: unknown): Answered<T> {
  if (error instanceof TroubleError) return { kind: 'trouble', trouble: error.trouble };
  throw error;
}
