import { clearLine, cursorTo } from 'node:readline';
import type { WriteStream } from 'node:tty';

/** A line on a terminal that tells how far something long has come. */
export interface ProgressLine {
  show(done: number, of: number): void;
  /** Takes the line away. */
  clear(): void;
}

/** What is over sooner needs no progress; in ms. */
const NOT_LONG = 1_000;
const CELLS = 30;

/** Draws on the terminal once it takes long; `now` is in ms. */
export function progressOn(terminal: WriteStream, now: () => number): ProgressLine {
  const begun = now();
  let isDrawn = false;
  const clear = () => {
    if (!isDrawn) return;
    cursorTo(terminal, 0);
    clearLine(terminal, 0);
    isDrawn = false;
  };
  return {
    show: (done, of) => {
      if (now() - begun < NOT_LONG || of === 0) return;
      clear();
      const full = Math.round((done / of) * CELLS);
      const bar = '█'.repeat(full) + '░'.repeat(CELLS - full);
      terminal.write(`${bar} ${done} of ${of} repositories`);
      isDrawn = true;
    },
    clear,
  };
}
