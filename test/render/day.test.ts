import { expect, it } from 'vitest';
import { longDays } from '../../src/render/words/day.js';

it.each([
  ['2026-11-09', '2026-11-15', '9 to 15 November 2026'],
  ['2026-11-30', '2026-12-06', '30 November to 6 December 2026'],
  ['2026-12-28', '2027-01-03', '28 December 2026 to 3 January 2027'],
])('says what two days have in common once: %s to %s', (from, to, said) => {
  expect(longDays(from, to)).toBe(said);
});
