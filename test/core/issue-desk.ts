import { sameId } from '../../src/core/identifier.js';
import {
  type IssueText,
  type IssueWrite,
  type KnownIssue,
  knownIssue,
  type WantedIssue,
} from '../../src/core/pilot/pilot-issue.js';
import { type Plan, reconcile, type Wish } from '../../src/core/pilot/reconcile.js';

/** A wish with nothing in it but what a story names. */
export function aWish(wanted: readonly WantedIssue[], changes: Partial<Wish> = {}): Wish {
  return { wanted, closing: [], allowance: 5, ...changes };
}

/** The issues of a repository as GitHub would keep them, on which plans are carried out. */
export interface Desk {
  readonly issues: readonly IssueText[];
  known(): readonly KnownIssue[];
  /** The desk after a person, or GitHub, did something to an issue. */
  with(number: number, changes: Partial<IssueText>): Desk;
  /** The desk after these writes, of which the first `most` are carried out. */
  after(writes: readonly IssueWrite[], most?: number): Desk;
  /** What is planned for the wish. */
  plan(wish: Wish): Plan;
  /** The desk after a whole sweep. */
  sweep(wish: Wish): Desk;
}

export function desk(issues: readonly IssueText[] = []): Desk {
  const known = () => issues.map(knownIssue);
  const plan = (wish: Wish) => reconcile(wish, known());
  const after: Desk['after'] = (writes, most = writes.length) =>
    desk(writes.slice(0, most).reduce(carryOut, issues));
  return {
    issues,
    known,
    plan,
    after,
    with: (number, changes) =>
      desk(issues.map((one) => (one.number === number ? { ...one, ...changes } : one))),
    sweep: (wish) => after(plan(wish).writes),
  };
}

function carryOut(issues: readonly IssueText[], write: IssueWrite): readonly IssueText[] {
  if (write.kind === 'open') return [...issues, opened(write.issue, nextNumber(issues))];
  return issues.map((one) => (one.number === write.number ? changed(one, write) : one));
}

function nextNumber(issues: readonly IssueText[]): number {
  return Math.max(30, ...issues.map(({ number }) => number)) + 1;
}

function opened(wanted: WantedIssue, number: number): IssueText {
  const { title, body, labels, assignee, opening } = wanted;
  return {
    number,
    open: true,
    locked: false,
    title,
    body,
    ownBody: body,
    labels,
    assignees: assignee === null ? [] : [assignee],
    comments: opening === null ? [] : [opening],
  };
}

function changed(issue: IssueText, write: Exclude<IssueWrite, { kind: 'open' }>): IssueText {
  switch (write.kind) {
    case 'comment':
      if (issue.locked) throw new Error(`#${issue.number} is locked`);
      return { ...issue, comments: [...issue.comments, write.body] };
    case 'reopen':
      return { ...issue, open: true };
    case 'close':
      return { ...issue, open: false };
    case 'edit': {
      const kept = issue.labels.filter((label) => !write.dropLabels.includes(label));
      const labels = [...new Set([...kept, ...write.addLabels])];
      return { ...issue, title: write.title, body: write.body, ownBody: write.body, labels };
    }
  }
}

/** What is planned, as `kind #number` with what is said. */
export function steps({ writes }: Plan): readonly string[] {
  return writes.map((write) => {
    if (write.kind === 'open') return `open ${write.issue.key.id}`;
    const what = write.kind === 'comment' ? ` ${write.saying}` : '';
    const why = write.kind === 'close' ? ` ${write.reason}` : '';
    return `${write.kind} #${write.number}${what}${why}`;
  });
}

/** The open issues about an entry. */
export function openAbout(on: Desk, id: string): readonly KnownIssue[] {
  return on.known().filter(({ open, key }) => open && key !== null && sameId(key.id, id));
}
