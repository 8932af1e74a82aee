import type { Answered } from '../../core/trouble.js';
import { TroubleError } from '../../core/trouble.js';

/**
 * One question after another made into one for all: what is asked for in the same turn of the event
 * loop goes out together. Trouble of the item is thrown to the one who asked for it.
 */
export function together<A, T>(
  ask: (items: readonly A[]) => Promise<readonly Answered<T>[]>,
): (item: A) => Promise<T> {
  let waiting: Waiting<A, T>[] = [];
  const flush = async () => {
    const asked = waiting;
    waiting = [];
    try {
      const answers = await ask(asked.map(({ item }) => item));
      asked.forEach((one, at) => {
        settle(one, answers[at]);
      });
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };
  return (item) =>
    new Promise<T>((resolve, reject) => {
      // Everything that needs no answer first has been asked for when the event loop turns.
      if (waiting.length === 0) setImmediate(() => void flush());
      waiting.push({ item, resolve, reject });
    });
}

interface Waiting<A, T> {
  readonly item: A;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

function settle<A, T>({ resolve, reject }: Waiting<A, T>, answer: Answered<T> | undefined): void {
  if (answer?.kind === 'good') resolve(answer.value);
  else if (answer !== undefined) reject(new TroubleError(answer.trouble));
}
