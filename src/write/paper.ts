import type { Written } from '../core/pilot/sweep.js';

/** What would have been written, in order. */
export interface Paper<W> {
  readonly writes: readonly W[];
  readonly write: (write: W) => Promise<Written>;
}

/** A sink for dry runs: takes every write, carries out none. */
export function paper<W>(): Paper<W> {
  const writes: W[] = [];
  return {
    writes,
    write: async (write) => {
      writes.push(write);
      return { kind: 'done', number: null };
    },
  };
}
