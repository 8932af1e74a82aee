/** What all of Belay's issues have in common, whatever they are about. */

/** Whether two texts say the same: GitHub keeps line ends as they were sent by whoever edited last. */
export function sameText(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/\r\n/g, '\n').trimEnd();
  return plain(a) === plain(b);
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
