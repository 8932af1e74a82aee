import { describe, expect, it } from 'vitest';
import {
  dayWithin,
  isAfter,
  lastSecondBefore,
  lastSecondOf,
  startOf,
} from '../../src/core/instant.js';

describe('a day in a time zone', () => {
  it('begins and ends when it does there, also when clocks change', () => {
    expect(startOf('2026-10-25', 'Europe/Berlin')).toBe('2026-10-24T22:00:00Z');
    expect(lastSecondOf('2026-10-25', 'Europe/Berlin')).toBe('2026-10-25T22:59:59Z');
    expect(lastSecondBefore('2026-10-01', 'Asia/Tokyo')).toBe('2026-09-30T14:59:59Z');
  });

  it('holds the moments of a span', () => {
    const october = { from: '2026-10-01', to: '2026-10-31', zone: 'Europe/Berlin' };
    expect(dayWithin('2026-09-30T22:00:00Z', october)).toBe('2026-10-01');
    expect(dayWithin('2026-09-30T21:59:59Z', october)).toBeNull();
    expect(dayWithin('2026-10-31T23:00:00Z', october)).toBeNull();
  });

  it('orders moments whatever their offset', () => {
    expect(isAfter('2026-10-01T02:00:00+02:00', '2026-10-01T00:00:00Z')).toBe(false);
    expect(isAfter('2026-10-01T00:00:01Z', '2026-10-01T02:00:00+02:00')).toBe(true);
  });
});
