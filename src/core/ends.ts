/**
 * Ends of texts cut by hand: a regular expression that looks for the end of a run begins anew at
 * each of its characters, so that a long run in a hostile text would take minutes.
 */

type IsCut = (character: string) => boolean;

/** The text without the characters at its end that are to be cut. */
export function withoutTail(text: string, isCut: IsCut): string {
  let end = text.length;
  while (end > 0 && isCut(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text without the characters at both its ends that are to be cut. */
export function withoutEnds(text: string, isCut: IsCut): string {
  const rest = withoutTail(text, isCut);
  let start = 0;
  while (start < rest.length && isCut(rest.charAt(start))) start += 1;
  return rest.slice(start);
}

/** An address without the slashes at its end. */
export function withoutSlashes(address: string): string {
  return withoutTail(address, (character) => character === '/');
}
