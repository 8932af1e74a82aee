import { distance } from 'fastest-levenshtein';

/** The known word a misspelt one was probably meant to be, or `null` when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const near = known
    .filter((one) => Math.abs(one.length - word.length) <= tolerance(word, one))
    .map((one) => ({ one, far: distance(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, far }) => far <= tolerance(word, one))
    .sort((a, b) => a.far - b.far || (a.one < b.one ? -1 : 1));
  return near[0]?.one ?? null;
}

/** How many letters may differ: a third of the shorter word. */
function tolerance(word: string, other: string): number {
  return Math.max(1, Math.floor(Math.min(word.length, other.length) / 3));
}
