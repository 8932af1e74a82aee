import { distance } from 'fastest-levenshtein';

/** The known word a misspelt one was probably meant to be, or `null` when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const near = known
    .map((one) => ({ one, far: distance(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, far }) => far <= Math.max(1, Math.floor(Math.min(word.length, one.length) / 3)))
    .sort((a, b) => a.far - b.far);
  return near[0]?.one ?? null;
}
