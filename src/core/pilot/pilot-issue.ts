import type { PilotKey, Rung, Saying, Standing } from './marker.js';
import { pilotMarkIn, sayingsIn } from './marker.js';

/** An issue as it should stand, in words already. */
export interface WantedIssue extends Standing {
  readonly key: PilotKey;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  /** Labels of the other rungs, taken off when the pilot changes its rung. */
  readonly retired: readonly string[];
  /** The login to assign, when one is reachable. */
  readonly assignee: string | null;
  /** The first comment in the issue, when only a team can be called; `null`: none. */
  readonly opening: string | null;
  /** What is said when the pilot reaches a rung, and when the issue was closed by hand. */
  readonly comments: Readonly<Record<Rung | 'reopened', string>>;
}

/** Why an issue of Belay's is no longer wanted, with the comment that says so. */
export interface ClosingIssue {
  readonly key: PilotKey;
  readonly reason: 'completed' | 'not_planned';
  readonly comment: string;
}

/** One thing that Belay has said, in the round it was said in; `null`: in none that is known. */
export interface Said {
  readonly saying: Saying;
  readonly about: Standing | null;
}

/** An issue that Belay opened, as GitHub has it. */
export interface KnownIssue {
  readonly number: number;
  readonly open: boolean;
  readonly locked: boolean;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** From the mark in its body, else in a comment; `null` when both lost it. */
  readonly key: PilotKey | null;
  /** What its body was written for; `null` when the body lost its mark. */
  readonly standing: Standing | null;
  /** What Belay has said in it, oldest first. */
  readonly said: readonly Said[];
}

/** What is read of an issue that Belay opened. */
export interface IssueText
  extends Pick<
    KnownIssue,
    'number' | 'open' | 'locked' | 'title' | 'body' | 'labels' | 'assignees'
  > {
  /** The newest version of the body in which nobody else had a hand; `null` when none is known. */
  readonly ownBody: string | null;
  /** Belay's comments that nobody else has edited, oldest first. */
  readonly comments: readonly string[];
}

/** The issue with what its marks say. Each comment has a copy, should the body be overwritten. */
export function knownIssue({ comments, ownBody, ...issue }: IssueText): KnownIssue {
  const own = pilotMarkIn(ownBody ?? '');
  const marks = comments.map((text) => ({ sayings: sayingsIn(text), mark: pilotMarkIn(text) }));
  const copy = marks.findLast(({ mark }) => mark !== null)?.mark ?? null;
  return {
    ...issue,
    key: own?.key ?? copy?.key ?? null,
    standing: own,
    said: marks.flatMap(({ sayings, mark }) => sayings.map((saying) => ({ saying, about: mark }))),
  };
}

/** Numbers of the pilot issues that are open once these writes are done, the lowest first. */
export function openAfter(
  known: readonly KnownIssue[],
  done: readonly { readonly write: IssueWrite; readonly number: number | null }[],
): readonly number[] {
  const open = new Set(known.flatMap((one) => (one.open && one.key !== null ? one.number : [])));
  for (const { write, number } of done) {
    if (number === null) continue;
    if (write.kind === 'open' || write.kind === 'reopen') open.add(number);
    if (write.kind === 'close') open.delete(number);
  }
  return [...open].toSorted((a, b) => a - b);
}

/** One thing to do to one issue. */
export type IssueWrite =
  | { readonly kind: 'open'; readonly issue: WantedIssue }
  | {
      readonly kind: 'edit';
      readonly number: number;
      readonly title: string;
      readonly body: string;
      readonly addLabels: readonly string[];
      readonly dropLabels: readonly string[];
    }
  | {
      readonly kind: 'comment';
      readonly number: number;
      readonly saying: Saying;
      readonly body: string;
    }
  | { readonly kind: 'reopen'; readonly number: number }
  | {
      readonly kind: 'close';
      readonly number: number;
      readonly reason: 'completed' | 'not_planned' | 'duplicate';
      readonly duplicateOf: number | null;
    };
