import { DEFAULT_SCORECARD } from '../../../core/policy.js';
import { scorecardIn } from '../../../core/scorecard/issue/memory.js';
import { rollUpIn } from '../../../core/scorecard/issue/roll-up-mark.js';
import { titleOf } from '../../../core/scorecard/issue/scorecard-issue.js';
import type { Memory } from '../../../core/scorecard/month/month.js';
import { type CommentNode, type IssueNode, present } from '../../fleet/issue-nodes.js';
import { appOf, type IssueDetails, isOwn, ownVersion } from '../../fleet/trust.js';
import type { Versions } from './versions.js';

/** The account that files scorecards, and what its issues are known by. */
export interface Account {
  /** As REST has it: `belay[bot]`. */
  readonly issuer: string;
  /** The repository's id. */
  readonly repository: string | null;
  /** The labels that scorecards get now. */
  readonly labels: readonly string[];
  /** What is said of a label that Belay makes for them. */
  readonly labelled: string;
}

/** An issue, and the newest version of its body that is Belay's own; `null`: none is known. */
export interface WrittenIssue {
  readonly issue: IssueNode;
  readonly body: string | null;
}

/** Earlier versions of bodies, by the ids of their issues. */
export type AllVersions = ReadonlyMap<string, Versions>;

/** The issue with what of it is Belay's own. */
export function writtenOf(issue: IssueNode, versions: AllVersions, options: Account): WrittenIssue {
  const details = detailsOf(issue, [], versions);
  if (mayBeRewritten(issue, options)) {
    const whole = ownVersion(details, options.issuer, (body) => lastMonthIn(body) !== null);
    return { issue, body: whole ?? issue.body };
  }
  const own = isOwn(issue, options.issuer);
  return { issue, body: own ? issue.body : ownVersion(details, options.issuer) };
}

/** Whether a person, or another workflow, may have written into a scorecard of the same account. */
export function mayBeRewritten(issue: IssueNode, options: Account): boolean {
  if (appOf(options.issuer) !== null || !isOwn(issue, options.issuer)) return false;
  const isTitled = TITLES.some((title) => issue.title.startsWith(title));
  return lastMonthIn(issue.body) === null && isTitled && isLabelled(issue, options);
}

/** The month of a body that ends as Belay's do. */
function lastMonthIn(body: string | null): string | null {
  return monthIn(body?.trimEnd().split('\n').at(-1) ?? null);
}

/** What is known of an issue besides its own fields. */
export function detailsOf(
  { id }: IssueNode,
  comments: readonly CommentNode[],
  versions: AllVersions,
): IssueDetails {
  return { comments, ...(versions.get(id) ?? { firstEdits: null, lastEdits: null }) };
}

/** What a body remembers; `null`: nothing. */
export function memoryIn(body: string | null): Memory | null {
  return body === null ? null : scorecardIn(body);
}

/** The month of an issue in the form of Belay's. */
function monthIn(body: string | null): string | null {
  return memoryIn(body)?.month ?? (body === null ? null : rollUpIn(body));
}

/**
 * Whether it is a scorecard of Belay's. An App's own account opens only what Belay writes. That of a
 * person, or of all workflows, may also pass on what a stranger wrote, mark and all: no text gives
 * it a label, though.
 */
export function isCard(one: WrittenIssue, options: Account): boolean {
  const { issue, body } = one;
  const month = monthIn(body);
  if (month === null || appOf(options.issuer) !== null) return month !== null;
  const isTitled = SERIES.some((series) => issue.title === titleOf({ series, month }));
  const isEnded = lastMonthIn(body) === month;
  return isTitled && isEnded && isLabelled(issue, options);
}

/** Labels change with the policy: those before are known by what Belay said of them. */
function isLabelled({ labels: borne }: IssueNode, { labels, labelled }: Account): boolean {
  const names = new Set(
    [...labels, ...DEFAULT_SCORECARD.labels].map((label) => label.toLowerCase()),
  );
  return (
    labels.length === 0 ||
    present(borne).some(
      ({ name, description }) => names.has(name.toLowerCase()) || description === labelled,
    )
  );
}

const SERIES = ['scorecard', 'roll-up'] as const;

/** What the titles begin with. */
const TITLES = SERIES.map((series) => titleOf({ series, month: '' }));

/** Whether another hand made nobody can tell what of an issue that was, or may have been, a scorecard. */
export function isLost(one: WrittenIssue, options: Account): boolean {
  if (isOwn(one.issue, options.issuer) || isCard(one, options)) return false;
  return one.body === null || monthIn(one.body) !== null;
}

/** An issue that was moved here from another repository tells of that one. */
export function isOfHere(memory: Memory, { repository }: Account): boolean {
  return repository === null || memory.repository === repository;
}
