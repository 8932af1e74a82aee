import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PilotKey, type PilotMark, RUNGS, SAYINGS } from '../../src/core/pilot/marker.js';
import type { ClosingIssue, IssueText, WantedIssue } from '../../src/core/pilot/pilot-issue.js';
import { aMark, aSaying, aWantedIssue } from '../builders/pilot.js';
import { aWish, desk, openAbout, steps } from './issue-desk.js';

const due = aWantedIssue({ rung: 'due' });
const past = aWantedIssue({ rung: 'past' });
const escalated = aWantedIssue({ rung: 'escalated' });
const dueAgain = aWantedIssue({ rung: 'due', round: '2026-12-01' });
const pastAgain = aWantedIssue({ rung: 'past', round: '2026-12-01' });

const { key } = aMark();
const killed: ClosingIssue = { key, reason: 'completed', comment: aSaying('closed') };

const opened = (wanted: WantedIssue = due) => desk().sweep(aWish([wanted]));

describe('a pilot that is due', () => {
  it('gets one issue, and nothing more while nothing changes', () => {
    const plan = desk().plan(aWish([due]));
    expect(steps(plan)).toEqual(['open DL-0042']);
    expect(
      steps(
        desk()
          .after(plan.writes)
          .plan(aWish([due])),
      ),
    ).toEqual([]);
  });

  it('climbs the ladder with one comment a rung; the body changes last', () => {
    const first = opened();
    expect(steps(first.plan(aWish([past])))).toEqual(['comment #31 past', 'edit #31']);
    const second = first.sweep(aWish([past]));
    expect(steps(second.plan(aWish([escalated])))).toEqual(['comment #31 escalated', 'edit #31']);
    const third = second.sweep(aWish([escalated]));
    expect(steps(third.plan(aWish([escalated])))).toEqual([]);
  });

  it('skips a rung nobody saw', () => {
    expect(steps(opened().plan(aWish([escalated])))).toEqual(['comment #31 escalated', 'edit #31']);
  });

  it('calls for help at once when it has escalated before its issue is opened', () => {
    const { writes } = desk().plan(aWish([escalated]));
    expect(writes).toMatchObject([{ issue: { opening: escalated.comments.escalated } }]);
    expect(steps(opened(escalated).plan(aWish([escalated])))).toEqual([]);
    const team = { ...escalated, assignee: null, opening: aSaying('opening') };
    expect(steps(opened(team).plan(aWish([team])))).toEqual([]);
    expect(opened(team).issues[0]?.comments).toHaveLength(1);
    const cutOff = opened(team).with(31, { comments: [] });
    expect(steps(cutOff.plan(aWish([team])))).toEqual([
      'comment #31 opening',
      'comment #31 escalated',
    ]);
  });

  it('changes its labels when it passes its checkpoint', () => {
    const { writes } = opened().plan(aWish([past]));
    expect(writes[1]).toMatchObject({
      addLabels: ['pilot-purgatory'],
      dropLabels: ['pilot-due'],
    });
    expect(opened().sweep(aWish([past])).issues[0]?.labels).toEqual(['pilot-purgatory']);
  });

  it('keeps labels that people gave or took', () => {
    const labelled = opened(past).with(31, { labels: ['mine'] });
    expect(steps(labelled.plan(aWish([past])))).toEqual([]);
    expect(labelled.sweep(aWish([escalated])).issues[0]?.labels).toEqual(['mine']);
    const odd = opened().with(31, { labels: ['Pilot-Due', 'Pilot-Purgatory'] });
    expect(odd.plan(aWish([past])).writes[1]).toMatchObject({
      addLabels: [],
      dropLabels: ['pilot-due'],
    });
  });

  it('is announced to its team once, also when the comment was cut off', () => {
    const team = aWantedIssue({ rung: 'due' }, { assignee: null, opening: aSaying('opening') });
    expect(steps(opened(team).plan(aWish([team])))).toEqual([]);
    const cutOff = opened(team).with(31, { comments: [] });
    expect(steps(cutOff.plan(aWish([team])))).toEqual(['comment #31 opening']);
    expect(steps(cutOff.with(31, { assignees: ['hubot'] }).plan(aWish([team])))).toEqual([]);
  });

  it('says in a body what it cannot say in a locked conversation', () => {
    const locked = opened().with(31, { locked: true });
    expect(steps(locked.plan(aWish([past])))).toEqual(['edit #31']);
    expect(steps(locked.sweep(aWish([past])).plan(aWish([past])))).toEqual([]);
  });
});

describe('a pilot with an issue that people changed', () => {
  const overwritten = { title: 'Something else', body: 'gone', ownBody: null };

  it('has title and body mended without a word', () => {
    const noted = opened(past).with(31, { title: 'Mine', body: `${past.body}\n\nnote` });
    expect(steps(noted.plan(aWish([past])))).toEqual(['edit #31']);
    const first = opened(past).with(31, { ...overwritten, ownBody: past.body });
    expect(steps(first.plan(aWish([past])))).toEqual(['edit #31']);
  });

  it('is known by a comment of Belay’s when its body was overwritten', () => {
    const edited = opened()
      .sweep(aWish([past]))
      .with(31, overwritten);
    expect(steps(edited.plan(aWish([past])))).toEqual(['edit #31']);
    expect(steps(edited.sweep(aWish([past])).plan(aWish([past])))).toEqual([]);
  });

  it('still calls for help when the body was overwritten before the escalation', () => {
    const edited = opened()
      .sweep(aWish([past]))
      .with(31, overwritten);
    expect(steps(edited.plan(aWish([escalated])))).toEqual(['comment #31 escalated', 'edit #31']);
  });

  it('gets another issue when nothing of Belay’s is left in the first', () => {
    const lost = opened(past).with(31, overwritten);
    expect(steps(lost.plan(aWish([past])))).toEqual(['open DL-0042']);
    expect(steps(lost.sweep(aWish([past])).plan(aWish([past])))).toEqual([]);
  });

  it('does not mind line ends', () => {
    const edited = opened().with(31, { body: `${due.body.replaceAll('\n', '\r\n')}\r\n` });
    expect(steps(edited.plan(aWish([due])))).toEqual([]);
  });

  it('is not found by a mark in the middle of somebody’s words', () => {
    const quoted = opened().with(31, { ownBody: `> ${due.body.split('\n').at(-1)}` });
    expect(steps(quoted.plan(aWish([due])))).toEqual(['open DL-0042']);
  });
});

describe('an issue closed by hand', () => {
  const closed = opened(past).with(31, { open: false });

  it('is reopened once, then left closed', () => {
    expect(steps(closed.plan(aWish([past])))).toEqual(['reopen #31', 'comment #31 reopened']);
    const again = closed.sweep(aWish([past])).with(31, { open: false });
    expect(steps(again.plan(aWish([past])))).toEqual([]);
    expect(steps(again.plan(aWish([escalated])))).toEqual([]);
  });

  it('says the rung it has reached meanwhile', () => {
    expect(steps(closed.plan(aWish([escalated])))).toEqual([
      'reopen #31',
      'comment #31 reopened',
      'comment #31 escalated',
      'edit #31',
    ]);
  });

  it('is left closed when its conversation is locked', () => {
    expect(steps(closed.with(31, { locked: true }).plan(aWish([past])))).toEqual([]);
  });

  it('comes back for a new round, however often it was closed in the last', () => {
    const left = closed.sweep(aWish([past])).with(31, { open: false });
    expect(steps(left.plan(aWish([dueAgain])))).toEqual([
      'reopen #31',
      'comment #31 due',
      'edit #31',
    ]);
    const locked = left.with(31, { locked: true });
    expect(steps(locked.plan(aWish([dueAgain])))).toEqual(['reopen #31', 'edit #31']);
    const lockedAgain = locked.sweep(aWish([dueAgain])).with(31, { open: false });
    expect(steps(lockedAgain.plan(aWish([dueAgain])))).toEqual([]);
  });
});

describe('a pilot that was decided', () => {
  const wish = aWish([], { closing: [killed] });

  it('has its issue closed with the reason, once', () => {
    const plan = opened(past).plan(wish);
    expect(steps(plan)).toEqual(['comment #31 closed', 'close #31 completed']);
    expect(steps(opened(past).after(plan.writes).plan(wish))).toEqual([]);
  });

  it('has it closed without repeating the reason when the sweep was cut off', () => {
    const plan = opened(past).plan(wish);
    expect(steps(opened(past).after(plan.writes, 1).plan(wish))).toEqual(['close #31 completed']);
  });

  it('has it closed without a word when its conversation is locked', () => {
    expect(steps(opened().with(31, { locked: true }).plan(wish))).toEqual(['close #31 completed']);
  });

  it('leaves issues alone that are neither wanted nor ended', () => {
    expect(steps(opened(past).plan(aWish([])))).toEqual([]);
  });

  it('lives through extensions in one issue', () => {
    let now = opened();
    const told = (wanted: WantedIssue) => {
      const plan = now.plan(aWish([wanted]));
      now = now.after(plan.writes);
      return steps(plan);
    };
    expect(told(past)).toEqual(['comment #31 past', 'edit #31']);
    // The pull request that records the verdict closes the issue when it is merged.
    now = now.with(31, { open: false });
    expect(told(dueAgain)).toEqual(['reopen #31', 'comment #31 due', 'edit #31']);
    expect(now.issues[0]?.labels).toEqual(['pilot-due']);
    expect(told(pastAgain)).toEqual(['comment #31 past', 'edit #31']);
    now = now.sweep(wish);
    expect(now.issues[0]?.open).toBe(false);
    const third = aWantedIssue({ rung: 'due', round: '2026-12-15' });
    expect(told(third)).toEqual(['reopen #31', 'comment #31 due', 'edit #31']);
    expect(now.issues).toHaveLength(1);
  });

  it('begins anew in the same issue when the extension is due at once', () => {
    expect(steps(opened(past).plan(aWish([dueAgain])))).toEqual(['comment #31 due', 'edit #31']);
  });

  it('comes back when what ended it is taken back', () => {
    const ended = opened(past).sweep(wish);
    expect(steps(ended.plan(aWish([past])))).toEqual(['reopen #31', 'comment #31 past']);
    const back = ended.sweep(aWish([past]));
    expect(steps(back.plan(aWish([past])))).toEqual([]);
    const byHand = back.with(31, { open: false });
    expect(steps(byHand.plan(aWish([past])))).toEqual(['reopen #31', 'comment #31 reopened']);
  });
});

describe('two issues about one pilot', () => {
  const [first] = opened(past).issues;
  const two = desk([{ ...(first as IssueText), number: 40 }, first as IssueText]);

  it('leave the lowest number; the other is closed as its duplicate', () => {
    const { writes } = two.plan(aWish([past]));
    expect(writes).toEqual([{ kind: 'close', number: 40, reason: 'duplicate', duplicateOf: 31 }]);
    expect(steps(two.after(writes).plan(aWish([past])))).toEqual([]);
  });

  it('are both closed when the pilot has ended, each once', () => {
    const plan = two.plan(aWish([], { closing: [killed, killed] }));
    expect(steps(plan)).toEqual([
      'comment #40 closed',
      'close #40 completed',
      'comment #31 closed',
      'close #31 completed',
    ]);
  });
});

describe('entries that change their id or path', () => {
  const moved = (id: string, path: string) =>
    aWantedIssue({ rung: 'past', key: { id, path } }, { title: `Pilot past (${id})` });

  it.each([
    ['its path', moved('DL-0042', 'docs/decisions/0042-cache.md')],
    ['its id', moved('DL-0052', key.path)],
    ['how its id is written', moved('dl-42', key.path)],
  ])('keep their issue: %s', (_, wanted) => {
    expect(steps(opened(past).plan(aWish([wanted])))).toEqual(['edit #31']);
    expect(openAbout(opened(past).sweep(aWish([wanted])), wanted.key.id)).toHaveLength(1);
  });

  it('do not take an issue from another entry with their id', () => {
    const other = moved('DL-0042', 'docs/decisions/0043-other.md');
    const wish = aWish([other, past]);
    expect(steps(opened(past).plan(wish))).toEqual(['open DL-0042']);
    expect(steps(opened(past).sweep(wish).plan(wish))).toEqual([]);
  });

  it('do not have an issue closed that a pilot has taken over', () => {
    const renamed = moved('DL-0052', key.path);
    const wish = aWish([renamed], { closing: [killed] });
    expect(steps(opened(past).plan(wish))).toEqual(['edit #31']);
  });
});

describe('the allowance', () => {
  const many = [1, 2, 3].map((at) =>
    aWantedIssue({ key: { id: `DL-${at}`, path: `docs/decisions/${at}.md` } }),
  );

  it('lets so many be opened; the rest waits for the next run', () => {
    const wish = aWish(many, { allowance: 2 });
    const plan = desk().plan(wish);
    expect(steps(plan)).toEqual(['open DL-1', 'open DL-2']);
    expect(plan.waiting.map(({ key: { id } }) => id)).toEqual(['DL-3']);
    const next = desk().after(plan.writes).plan(wish);
    expect(steps(next)).toEqual(['open DL-3']);
    expect(next.waiting).toEqual([]);
  });

  it('of none opens none', () => {
    expect(steps(desk().plan(aWish(many, { allowance: 0 })))).toEqual([]);
    expect(desk().plan(aWish(many, { allowance: -1 })).waiting).toHaveLength(3);
  });
});

const KEYS = [
  { id: 'DL-1', path: 'a.md' },
  { id: 'DL-2', path: 'b.md' },
  { id: 'X', path: 'c.md' },
];

/** Marks of pilots by their keys. */
const marked = (keys: fc.Arbitrary<PilotKey>): fc.Arbitrary<PilotMark> =>
  fc.record({
    key: keys,
    rung: fc.constantFrom(...RUNGS),
    round: fc.constantFrom('2026-11-17', '2026-12-01', null),
  });

/** Every pilot has an id and a path of its own. */
const orderly = marked(fc.constantFrom(...KEYS));

/** Ids and paths are mixed up, as after renaming. */
const mixed = marked(
  fc.record({
    id: fc.constantFrom('DL-1', 'DL-2', 'dl-01', 'X'),
    path: fc.constantFrom('a.md', 'b.md', 'c.md'),
  }),
);

const wantedBy = (mark: fc.Arbitrary<PilotMark>) =>
  fc.uniqueArray(
    fc
      .tuple(mark, fc.boolean())
      .map(([one, isTeam]) =>
        aWantedIssue(one, isTeam ? { assignee: null, opening: aSaying('opening', one) } : {}),
      ),
    { maxLength: 4, selector: (one) => one.key.path },
  );

const closingsOf = (mark: fc.Arbitrary<PilotMark>) =>
  fc.array(
    mark.map(
      (one): ClosingIssue => ({
        ...killed,
        key: one.key,
        comment: aSaying('closed', one),
      }),
    ),
    { maxLength: 3 },
  );

/** Any issues that Belay may have left behind, and people edited. */
function leftBehind(mark: fc.Arbitrary<PilotMark>): fc.Arbitrary<readonly IssueText[]> {
  const body = mark.map((one) => aWantedIssue(one).body);
  const comment = fc
    .tuple(fc.constantFrom(...SAYINGS), mark)
    .map(([saying, one]) => aSaying(saying, one));
  return fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 9 }),
      open: fc.boolean(),
      locked: fc.boolean(),
      title: fc.constantFrom('Pilot due: A cache (DL-1)', 'Mine', ''),
      body: fc.oneof(body, fc.constantFrom('', 'gone')),
      ownBody: fc.option(body),
      labels: fc.subarray(['pilot-due', 'pilot-purgatory', 'mine']),
      assignees: fc.subarray(['octocat']),
      comments: fc.array(comment, { maxLength: 4 }),
    }),
    { maxLength: 5, selector: ({ number }) => number },
  );
}

describe('a plan', () => {
  it('that was carried out leaves nothing to do', () => {
    fc.assert(
      fc.property(
        wantedBy(mixed),
        closingsOf(mixed),
        leftBehind(mixed),
        (wanted, closing, issues) => {
          const wish = aWish(wanted, { closing });
          const done = desk(issues).sweep(wish);
          expect(steps(done.plan(wish))).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('that was cut off anywhere is taken up, and says nothing twice', () => {
    fc.assert(
      fc.property(
        wantedBy(orderly),
        closingsOf(orderly),
        leftBehind(orderly),
        fc.nat(),
        (wanted, closing, issues, cut) => {
          const wish = aWish(wanted, { closing });
          const before = desk(issues);
          const { writes } = before.plan(wish);
          const whole = before.after(writes);
          const half = before.after(writes, cut % (writes.length + 1));
          const resumed = half.sweep(wish);
          expect(steps(resumed.plan(wish))).toEqual([]);
          expect(resumed.issues.map(({ open, body }) => [open, body])).toEqual(
            whole.issues.map(({ open, body }) => [open, body]),
          );
          for (const { number, comments } of resumed.issues)
            expect(comments.length).toBeLessThanOrEqual(
              whole.issues.find((one) => one.number === number)?.comments.length ?? 0,
            );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('leaves at most one open issue for each pilot', () => {
    fc.assert(
      fc.property(wantedBy(mixed), leftBehind(mixed), (wanted, issues) => {
        const done = desk(issues).sweep(aWish(wanted));
        for (const { key: of } of wanted) {
          const about = openAbout(done, of.id).filter((one) => one.key?.path === of.path);
          expect(about.length).toBeLessThan(2);
        }
      }),
    );
  });

  it('never writes into a locked conversation', () => {
    fc.assert(
      fc.property(
        wantedBy(mixed),
        closingsOf(mixed),
        leftBehind(mixed),
        (wanted, closing, issues) => {
          const locked = issues.map((one) => ({ ...one, locked: true }));
          const { writes } = desk(locked).plan(aWish(wanted, { closing }));
          expect(writes.filter(({ kind }) => kind === 'comment')).toEqual([]);
        },
      ),
    );
  });
});
