/**
 * Tells texts apart by a number of 32 bits (FNV-1a): short, the same everywhere, and no secret.
 * Whoever wants two texts with one number finds them.
 */
export function digestOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
