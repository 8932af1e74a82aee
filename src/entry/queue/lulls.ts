/** GitHub bans clients that go on asking after it told them to wait, so a whole lane keeps quiet. */
export interface Lulls {
  /** Milliseconds until the installation may ask again; 0 when it may now. */
  left(installation: number): number;
  /** GitHub asked this installation to wait; `seconds` is `null` where it did not say how long. */
  begin(installation: number, seconds: number | null): void;
}

/** After a minute one job finds out by itself whether the limit still holds; in seconds. */
const LONGEST = 60;

/** `now` is in ms since the epoch. */
export function createLulls(now: () => number): Lulls {
  const ends = new Map<number, number>();
  return {
    left: (installation) => {
      const left = (ends.get(installation) ?? 0) - now();
      if (left <= 0) ends.delete(installation);
      return Math.max(0, left);
    },
    begin: (installation, seconds) => {
      const wait = Math.min(seconds ?? LONGEST, LONGEST) * 1000;
      ends.set(installation, Math.max(now() + wait, ends.get(installation) ?? 0));
    },
  };
}
