import { describe, expect, it } from 'vitest';
import { SMELLS, type SmellId } from '../../src/core/pilot/smells.js';
import { anEntry, type EntryChanges } from '../builders/entry.js';
import { aPilot } from '../builders/pilot.js';
import { aPolicy, aWorkflow } from '../builders/policy.js';

const nobody = aPolicy({ workflows: [aWorkflow({ owner: [] })] });

function smell(id: SmellId, changes: EntryChanges = {}, today = '2026-11-17', policy = aPolicy()) {
  const found = aPilot(today, anEntry(changes), policy).smells.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no smell ${id}`);
  return found;
}

describe('the smells of a pilot', () => {
  it('are five, in one order, all judged', () => {
    expect(aPilot().smells.map(({ id }) => id)).toEqual(SMELLS);
    expect(SMELLS).toHaveLength(5);
  });

  it('are absent while all is well', () => {
    const present = aPilot('2026-11-17').smells.filter((one) => one.present);
    expect(present).toEqual([]);
  });

  it('owner unclear: neither the entry nor the card names one', () => {
    expect(smell('owner-unclear')).toMatchObject({ present: false, evidence: '@octocat' });
    expect(smell('owner-unclear', { owner: [] })).toMatchObject({ present: false });
    expect(smell('owner-unclear', { owner: [] }, '2026-11-17', nobody)).toMatchObject({
      present: true,
      evidence: null,
    });
  });

  it('no criterion: no rule is written', () => {
    const checkpoint = { date: '2026-11-17', continueIf: null };
    expect(smell('no-criterion').present).toBe(false);
    expect(smell('no-criterion', { checkpoint }).present).toBe(true);
  });

  it('no user behaviour: no outcome, or only looks', () => {
    const outcome = (...outcome: string[]) => ({ signals: { proxy: [], leading: [], outcome } });
    expect(smell('no-user-behaviour').present).toBe(false);
    expect(smell('no-user-behaviour', outcome())).toMatchObject({ present: true, evidence: null });
    expect(smell('no-user-behaviour', outcome('clicks'))).toMatchObject({
      present: true,
      evidence: 'clicks',
    });
    expect(smell('no-user-behaviour', outcome('clicks', 'retention')).present).toBe(false);
  });

  it.each([
    ['2026-11-17', false],
    ['2026-11-18', true],
  ])('older than a cycle: on %s %s', (today, present) => {
    expect(smell('older-than-a-cycle', {}, today)).toMatchObject({
      present,
      evidence: '2026-11-03',
    });
  });

  it('older than a cycle: not where no date tells', () => {
    expect(smell('older-than-a-cycle', { date: null }, '2030-01-01').present).toBe(false);
  });

  it('no operations path: nothing says what happens if it works', () => {
    expect(smell('no-operations-path').present).toBe(false);
    expect(smell('no-operations-path', { graduation: null }).present).toBe(true);
  });
});
