import { describe, expect, test } from 'vitest';
import { anEntry, aReview } from '../builders/entry.js';
import { codes, errors, finding, touched, world } from './world.js';

const OTHER = { id: 'DL-0041', path: 'docs/decisions/0041-queue.md' };
const PASSED = { date: '2026-11-09', continueIf: 'p95 -25 %' };
const overdue = anEntry({ ...OTHER, checkpoint: PASSED });

/** A workflow on which an older pilot was never decided. */
const held = world().log(anEntry(), overdue).pilots({ hold: true });

describe('an overdue pilot, where the policy lets it hold', () => {
  test('holds other changes to its workflow', () => {
    expect(errors(held)).toEqual(['pilot-overdue']);
    expect(touched(held)).toMatchObject({ satisfied: false, by: null });
    expect(finding(held, 'pilot-overdue')).toMatchObject({
      fact: { checkpoint: '2026-11-09', extensionsLeft: 2 },
      workflow: 'checkout-pricing',
      decision: 'DL-0041',
      place: { file: OTHER.path },
    });
  });

  test('only advises where the workflow does', () => {
    expect(held.workflow({ enforcement: 'advise' }).verdict().kind).toBe('advised');
  });

  test('does not hold before its checkpoint has passed', () => {
    expect(codes(held.on('2026-11-09'))).toEqual([]);
  });

  test('does not hold other workflows', () => {
    const elsewhere = anEntry({ ...OTHER, checkpoint: PASSED, workflows: ['deploy'] });
    expect(codes(held.log(anEntry(), elsewhere))).toEqual([]);
  });

  test('does not hold once it is decided, or has its new checkpoint', () => {
    const killed = anEntry({ ...OTHER, status: 'killed', checkpoint: PASSED });
    const goesOn = anEntry({
      ...OTHER,
      checkpoint: PASSED,
      reviews: [aReview('2026-11-09', 'continue', { checkpoint: '2026-11-23' })],
    });
    expect(codes(held.log(anEntry(), killed))).toEqual([]);
    expect(codes(held.log(anEntry(), goesOn))).toEqual([]);
  });

  test('does not hold the change that edits its entry', () => {
    const verdict = held.edits({}).with({
      log: {
        base: [anEntry(), overdue],
        changed: [
          { path: OTHER.path, before: overdue, after: anEntry({ ...OTHER, status: 'killed' }) },
        ],
      },
    });
    expect(codes(verdict)).toEqual([]);
  });

  test('does not hold a revert', () => {
    const reverts = [{ names: '#12', restored: ['services/pricing/quote.ts'] }];
    expect(held.with({ reverts }).verdict().kind).toBe('clear');
  });

  test('is said once where it carries the change itself', () => {
    const own = world().pilots({ hold: true }).on('2026-11-18');
    expect(errors(own)).toEqual(['checkpoint-passed']);
  });

  test('holds where nothing tells when it ends', () => {
    const endless = anEntry({ ...OTHER, date: null, checkpoint: { date: null, continueIf: null } });
    expect(finding(held.log(anEntry(), endless), 'pilot-overdue').fact).toMatchObject({
      checkpoint: null,
    });
  });
});
