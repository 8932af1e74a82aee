import { describe, expect, test } from 'vitest';
import { endedPilots } from '../../src/core/pilot/closing.js';
import { openAfter } from '../../src/core/pilot/pilot-issue.js';
import { candidatesOf, reachBy, reachOf } from '../../src/core/pilot/reach.js';
import { calledPilots, isQuiet, recordsVerdict, turnedPilots } from '../../src/core/pilot/sweep.js';
import { amongEdits, verdictBranch } from '../../src/core/pilot/verdict-pull.js';
import { anEntry } from '../builders/entry.js';
import { aKnownIssue, aPilot, aWantedIssue } from '../builders/pilot.js';
import { PILOT_RULES } from '../builders/policy.js';

describe('a quiet day', () => {
  test.each([
    ['2026-11-20', false],
    ['2026-11-21', true],
    ['2026-11-22', true],
    ['2026-11-23', false],
  ])('%s: %s', (day, quiet) => {
    expect(isQuiet(day, PILOT_RULES)).toBe(quiet);
  });

  test('is none where the policy names none', () => {
    expect(isQuiet('2026-11-21', { ...PILOT_RULES, quietDays: [] })).toBe(false);
  });

  test('delays no verdict, but all else', () => {
    const known = [aKnownIssue()];
    const ended = (...entries: Parameters<typeof endedPilots>[1]) =>
      endedPilots(known, entries, []).map(recordsVerdict);
    expect(ended(anEntry({ status: 'killed' }))).toEqual([true]);
    expect(ended()).toEqual([false]);
    expect(ended(anEntry())).toEqual([false]);
  });
});

describe('pilots that deserve an issue', () => {
  test('come the most overdue first, those on time not at all', () => {
    const pilots = ['2026-12-15', '2026-11-20', '2026-11-17', '2026-11-01', '2026-10-01'].map(
      (date, at) =>
        aPilot(
          '2026-11-18',
          anEntry({ id: `DL-${at}`, path: `${at}.md`, checkpoint: { date, continueIf: 'x' } }),
        ),
    );
    expect(calledPilots(pilots).map(({ checkpoint }) => checkpoint)).toEqual([
      '2026-10-01',
      '2026-11-01',
      '2026-11-17',
      '2026-11-20',
    ]);
  });
});

describe('a checkpoint that has passed', () => {
  const turned = (today: string, writes = 0, shut: 'archived' | 'issues-disabled' | null = null) =>
    turnedPilots({ pilots: [aPilot(today)], today, shut }, writes).length;

  test('turns checks on the day after it, when nothing may be written too', () => {
    const checkpoint = { date: '2026-11-20', continueIf: 'x' };
    const saturday = '2026-11-21';
    const pilots = [aPilot(saturday, anEntry({ checkpoint }))];
    expect(isQuiet(saturday, PILOT_RULES)).toBe(true);
    expect(turnedPilots({ pilots, today: saturday, shut: null }, 0)).toEqual(pilots);
  });

  test('turns them once, unless the sweep has found something to do', () => {
    expect(['2026-11-17', '2026-11-18', '2026-11-19'].map((day) => turned(day))).toEqual([0, 1, 0]);
    expect(turned('2026-11-17', 1)).toBe(0);
    expect(turned('2026-11-19', 1)).toBe(1);
  });

  test('is looked at every day where no issue can be written, never in an archive', () => {
    expect(turned('2026-11-19', 0, 'issues-disabled')).toBe(1);
    expect(turned('2026-11-18', 0, 'archived')).toBe(0);
  });
});

describe('the issues that are open after a run', () => {
  const known = [aKnownIssue(aWantedIssue(), { number: 9 })];

  test('are those that were, the opened and the reopened, without the closed', () => {
    const close = { kind: 'close', number: 9, reason: 'completed', duplicateOf: null } as const;
    const done = [
      { write: { kind: 'open', issue: aWantedIssue() } as const, number: 31 },
      { write: { kind: 'reopen', number: 4 } as const, number: 4 },
    ];
    expect(openAfter(known, done)).toEqual([4, 9, 31]);
    expect(openAfter(known, [...done, { write: close, number: 9 }])).toEqual([4, 31]);
  });

  test('are none that are only planned, or of no pilot', () => {
    const planned = [{ write: { kind: 'open', issue: aWantedIssue() } as const, number: null }];
    expect(openAfter([], planned)).toEqual([]);
    expect(openAfter([{ ...aKnownIssue(), key: null }], [])).toEqual([]);
  });
});

describe('who is called', () => {
  const people = (owner: readonly string[], backup: readonly string[] = []) => ({ owner, backup });
  const all = new Set(['octocat', 'hubot']);

  test('a person of the owners before one of the backup', () => {
    expect(reachOf(people(['@octocat'], ['@hubot']), all)).toEqual({
      assignee: 'octocat',
      team: null,
    });
    expect(reachOf(people(['@mona'], ['@hubot']), all)).toEqual({ assignee: 'hubot', team: null });
  });

  test('a team of the owners before a person of the backup', () => {
    const team = { assignee: null, team: '@acme/pricing' };
    expect(reachOf(people(['@acme/pricing'], ['@hubot']), all)).toEqual(team);
    expect(reachOf(people(['@mona'], ['@acme/pricing']), all)).toEqual(team);
  });

  test('nobody, where only names are given', () => {
    expect(reachOf(people(['Mona Lisa']), all)).toEqual({ assignee: null, team: null });
    expect(candidatesOf(people(['Mona Lisa', '@octocat', '@acme/x'], ['@octocat']))).toEqual([
      'octocat',
    ]);
  });

  test('of an open issue, whoever is assigned', () => {
    const issue = (...assignees: readonly string[]) => aKnownIssue(aWantedIssue(), { assignees });
    expect(reachBy(aPilot(), issue('mona', 'HUBOT')).assignee).toBe('hubot');
    expect(reachBy(aPilot(), issue('mona')).assignee).toBe('mona');
    expect(reachBy(aPilot(), issue()).assignee).toBeNull();
  });
});

describe('the branch of a verdict', () => {
  const key = { id: 'DL-0042', path: 'docs/decisions/0042.md' };

  test('is the same for the same verdict, another for another entry', () => {
    const branch = verdictBranch('kill', key);
    expect(branch).toMatch(/^belay\/kill-dl-0042-[0-9a-f]{8}$/);
    expect(verdictBranch('kill', { ...key, path: 'docs/decisions/other.md' })).not.toBe(branch);
    expect(verdictBranch('graduate', key)).not.toBe(branch);
  });

  test('is a good name whatever the id is', () => {
    for (const id of ['../..', 'a b~^:?*[', '', '🚀', 'x'.repeat(300), '-@{-'])
      expect(verdictBranch('kill', { ...key, id })).toMatch(
        /^belay\/kill-[a-z\d][a-z\d-]*-[\da-f]{8}$/,
      );
  });

  test("tells Belay's own pull request from its rivals", () => {
    const branch = verdictBranch('kill', key);
    const edits = [
      { number: 4, branch: 'main', own: false },
      { number: 5, branch, own: false },
      { number: 6, branch: `${branch}-2`, own: true },
    ];
    expect(amongEdits(branch, edits)).toMatchObject({ same: { number: 6 }, rivals: [4, 5] });
  });
});
