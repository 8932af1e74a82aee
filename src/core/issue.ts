import type { Trouble } from './trouble.js';

/** What all of Belay's issues have in common, whatever they are about. */

/** Whether two texts say the same: GitHub keeps line ends as they were sent by whoever edited last. */
export function sameText(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/\r\n/g, '\n').trimEnd();
  return plain(a) === plain(b);
}

/**
 * Whether GitHub's refusal of a write is about that one issue, so that others may still be written
 * to: a 422 is about what was sent; a 403 about the issue, where it is not a new one (`null`).
 */
export function isOfOneIssue(trouble: Trouble, number: number | null): boolean {
  if (trouble.kind === 'forbidden') return number !== null && trouble.status === 403;
  return trouble.kind === 'github' && trouble.status === 422;
}

/** An issue that is closed because another one stands for the same. */
export interface DuplicateClosing {
  readonly kind: 'close';
  readonly number: number;
  readonly reason: 'duplicate';
  readonly duplicateOf: number;
}

/** Two runs at once may have opened an issue twice: one is kept, the others that are open are closed. */
export function duplicates(
  kept: { readonly number: number },
  others: readonly { readonly number: number; readonly open: boolean }[],
): readonly DuplicateClosing[] {
  return others
    .filter(({ open }) => open)
    .map(({ number }) => ({
      kind: 'close',
      number,
      reason: 'duplicate',
      duplicateOf: kept.number,
    }));
}
