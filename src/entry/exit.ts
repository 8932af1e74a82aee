import type { Verdict } from '../core/verdict.js';

/** The exit code a verdict stands for: 0 may pass, 1 held, 2 could not be judged. */
export function exitOf({ kind }: Verdict): 0 | 1 | 2 {
  switch (kind) {
    case 'unreadable':
      return 2;
    case 'held':
      return 1;
    default:
      return 0;
  }
}
