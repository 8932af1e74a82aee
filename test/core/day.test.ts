import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayFrom, dayOf, daysBetween, isTimeZone, laterDay } from '../../src/core/day.js';

describe('a day', () => {
  it.each([
    ['2026-11-17', '2026-11-17'],
    [' 2026-11-17 ', '2026-11-17'],
    ['2028-02-29', '2028-02-29'],
    ['2026-11-17T23:59:59Z', '2026-11-17'],
    ['2026-11-17 09:30', '2026-11-17'],
    ['2026-11-17t09:30:00+02:00', '2026-11-17'],
  ])('is read from %j', (text, day) => {
    expect(dayFrom(text)).toBe(day);
  });

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2021-26-02',
    '2026-2-3',
    '17.11.2026',
    '11/17/2026',
    '20261117',
    '2026-02-30T10:00:00Z',
    '+002026-11-17',
    '２０２６-11-17',
    '2026-11-17[u-ca=hebrew]',
    'never',
    '',
  ])('is not read from %j', (text) => {
    expect(dayFrom(text)).toBeNull();
  });

  it('is counted on and back', () => {
    const days = fc.date({
      min: new Date('1900-01-01'),
      max: new Date('2200-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (date, count) => {
        const day = date.toISOString().slice(0, 10);
        const other = addDays(day, count);
        expect(daysBetween(day, other)).toBe(count);
        expect(addDays(other, -count)).toBe(day);
        expect(other > day).toBe(count > 0);
      }),
    );
  });

  it('stays a text that compares, at the ends of time too', () => {
    expect(addDays('9999-12-31', 28)).toBe('9999-12-31');
    expect(addDays('0000-01-01', -1)).toBe('0000-01-01');
  });

  it('is the later of two, or the one that is known', () => {
    expect(laterDay('2026-11-17', '2026-12-01')).toBe('2026-12-01');
    expect(laterDay('2026-11-17', null)).toBe('2026-11-17');
    expect(laterDay(null, '2026-11-17')).toBe('2026-11-17');
    expect(laterDay(null, null)).toBeNull();
  });
});

describe('the day of a moment', () => {
  it.each([
    ['2026-11-03T23:30:00Z', 'Europe/Berlin', '2026-11-04'],
    ['2026-11-03T23:30:00Z', 'America/New_York', '2026-11-03'],
    ['2026-11-03T23:30:00-08:00', 'UTC', '2026-11-04'],
    ['2026-11-03', 'Pacific/Kiritimati', '2026-11-03'],
    ['2026-11-03', 'Pacific/Pago_Pago', '2026-11-03'],
  ])('%s in %s is %s', (moment, zone, day) => {
    expect(dayOf(moment, zone)).toBe(day);
  });

  it.each([
    ['2026-11-03T10:00', 'UTC'],
    ['2026-02-30', 'UTC'],
    ['2026-11-03T25:00:00Z', 'UTC'],
    ['2026-11-03T10:00:00Z', 'Europe/Berln'],
    ['yesterday', 'UTC'],
  ])('there is none for %s in %s', (moment, zone) => {
    expect(dayOf(moment, zone)).toBeNull();
  });
});

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    '%s is one',
    (zone) => {
      expect(isTimeZone(zone)).toBe(true);
    },
  );

  it.each([
    'Europe/Berln',
    '+01:00',
    '-0800',
    '',
    ' UTC',
    '2020-01-01T00:00Z',
    '2020-01-01T00:00+01:00[Europe/Berlin]',
  ])('%j is none', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});
