import { sameId } from '../identifier.js';
import { duplicates, sameText } from '../issue.js';
import { type PilotKey, RUNGS, type Rung, type Saying, type Standing, sameKey } from './marker.js';
import type { ClosingIssue, IssueWrite, KnownIssue, WantedIssue } from './pilot-issue.js';

/** What should be, what is no longer wanted, and how many new issues this run may open. */
export interface Wish {
  readonly wanted: readonly WantedIssue[];
  readonly closing: readonly ClosingIssue[];
  readonly allowance: number;
}

/** What to do, and the wanted issues that must wait for the next run. */
export interface Plan {
  readonly writes: readonly IssueWrite[];
  readonly waiting: readonly WantedIssue[];
}

/**
 * The writes that turn the known issues into the wanted ones. A plan that was carried out leaves
 * nothing to do, and one that was cut off is taken up where it ended: what is said carries its mark,
 * and the body changes last. Issues of pilots that are neither wanted nor closing are left alone.
 */
export function reconcile(wish: Wish, known: readonly KnownIssue[]): Plan {
  const issues = issuesByPilot(wish.wanted, known);
  const missing = wish.wanted.filter((wanted) => !issues.has(wanted));
  const opened = missing.slice(0, Math.max(0, wish.allowance));
  const taken = new Set([...issues.values()].flat());
  return {
    writes: [
      ...known.filter((issue) => !taken.has(issue)).flatMap((issue) => closings(wish, issue)),
      ...[...issues].flatMap(([wanted, own]) => updates(wanted, own)),
      ...opened.map((wanted) => ({ kind: 'open' as const, issue: announced(wanted) })),
    ],
    waiting: missing.slice(opened.length),
  };
}

/** An issue that is opened when its pilot has escalated already calls for help at once. */
function announced(wanted: WantedIssue): WantedIssue {
  const help = wanted.rung === 'escalated' ? wanted.comments.escalated : null;
  const said = [wanted.opening, help].filter((text) => text !== null);
  return { ...wanted, opening: said.length === 0 ? null : said.join('\n\n') };
}

/** How an issue is recognised as a pilot's: the id or the path of its entry may have changed. */
const LEVELS: readonly ((a: PilotKey, b: PilotKey) => boolean)[] = [
  sameKey,
  (a, b) => sameId(a.id, b.id),
  (a, b) => a.path === b.path,
];

/** The issues of each pilot that has any, lowest number first; an issue is one pilot's only. */
export function issuesByPilot<W extends Pick<WantedIssue, 'key'>>(
  wanted: readonly W[],
  known: readonly KnownIssue[],
): ReadonlyMap<W, readonly KnownIssue[]> {
  const found = new Map<W, readonly KnownIssue[]>();
  const free = new Set(known);
  const tries = LEVELS.flatMap((matches) => wanted.map((one) => ({ one, matches })));
  for (const { one, matches } of tries) {
    if (found.has(one)) continue;
    const own = matching([...free], (key) => matches(key, one.key));
    // Under a changed key it takes over one issue, so that the next run sees the same.
    const taken = matches === sameKey ? own : own.slice(0, 1);
    for (const issue of taken) free.delete(issue);
    if (taken.length > 0) found.set(one, taken);
  }
  return found;
}

function matching(
  issues: readonly KnownIssue[],
  matches: (key: PilotKey) => boolean,
): readonly KnownIssue[] {
  const found = issues.filter(({ key }) => key !== null && matches(key));
  return found.sort((a, b) => a.number - b.number);
}

/** The lowest number is kept. */
function updates(wanted: WantedIssue, issues: readonly KnownIssue[]): readonly IssueWrite[] {
  const [kept, ...others] = issues;
  if (kept === undefined) return [];
  return [...duplicates(kept, others), ...(kept.open ? stands(wanted, kept) : back(wanted, kept))];
}

/** What an open issue lacks. */
function stands(wanted: WantedIssue, issue: KnownIssue): readonly IssueWrite[] {
  return [...opening(wanted, issue), ...rungComment(wanted, issue), ...edit(wanted, issue)];
}

/** A closed issue comes back in a new round, and once when a hand closed it undecided. */
function back(wanted: WantedIssue, issue: KnownIssue): readonly IssueWrite[] {
  const why = whyClosed(wanted, issue);
  if (why === 'left') return [];
  return [
    { kind: 'reopen', number: issue.number },
    ...(why === 'by-hand' ? comment(issue, 'reopened', wanted.comments.reopened) : []),
    ...stands(wanted, issue),
  ];
}

function whyClosed(wanted: WantedIssue, issue: KnownIssue): 'round-over' | 'by-hand' | 'left' {
  const before = issue.standing ?? issue.said.findLast(({ about }) => about !== null)?.about;
  if (before != null && before.round !== wanted.round) return 'round-over';
  const heard = heardIn(wanted, issue);
  // In a locked conversation nothing can be said, so nothing would keep it from coming back for ever.
  if (issue.locked || heard.includes('reopened')) return 'left';
  return heard.length === 0 && wasClosedIn(wanted, issue) ? 'round-over' : 'by-hand';
}

/** The team is called once, as long as nobody is assigned. */
function opening(wanted: WantedIssue, issue: KnownIssue): readonly IssueWrite[] {
  const wasSaid = issue.said.some(({ saying }) => saying === 'opening');
  if (wanted.opening === null || wasSaid || issue.assignees.length > 0) return [];
  return comment(issue, 'opening', wanted.opening);
}

function rungComment(wanted: WantedIssue, issue: KnownIssue): readonly IssueWrite[] {
  const { rung } = wanted;
  if (RUNGS.indexOf(rung) <= toldRung(wanted, issue)) return [];
  return comment(issue, rung, wanted.comments[rung]);
}

/** The highest rung that was made known in this round, -1 for none. */
function toldRung(wanted: WantedIssue, issue: KnownIssue): number {
  const said = heardIn(wanted, issue).map((saying) => RUNGS.indexOf(saying as Rung));
  return Math.max(-1, ...said, shownRung(wanted, issue));
}

/** An issue tells its rung by its body, but nobody is called for help by that. */
function shownRung(wanted: WantedIssue, issue: KnownIssue): number {
  if (wasClosedIn(wanted, issue)) return -1;
  const { rung, round } = issue.standing ?? { rung: 'past', round: wanted.round };
  return round === wanted.round ? Math.min(RUNGS.indexOf(rung), RUNGS.indexOf('past')) : -1;
}

/** What was said in this round since Belay itself last closed the issue. */
function heardIn({ round }: Standing, { said }: KnownIssue): readonly Saying[] {
  return said
    .slice(said.findLastIndex(({ saying }) => saying === 'closed') + 1)
    .filter(({ about }) => about === null || about.round === round)
    .map(({ saying }) => saying);
}

function wasClosedIn({ round }: Standing, { said }: KnownIssue): boolean {
  return said.some(
    ({ saying, about }) => saying === 'closed' && (about === null || about.round === round),
  );
}

function edit(wanted: WantedIssue, issue: KnownIssue): readonly IssueWrite[] {
  const { title, body } = wanted;
  if (issue.title === title && sameText(issue.body, body)) return [];
  const labels = isRelabelled(wanted, issue) ? wanted : { labels: [], retired: [] };
  return [
    {
      kind: 'edit',
      number: issue.number,
      title,
      body,
      addLabels: labels.labels.filter((label) => !has(issue.labels, label)),
      dropLabels: labels.retired.filter((label) => has(issue.labels, label)),
    },
  ];
}

/** A label that a person took off stays off until the pilot is past its checkpoint, or due again. */
function isRelabelled(wanted: WantedIssue, { standing, title }: KnownIssue): boolean {
  if (standing === null) return title !== wanted.title;
  const turned = (standing.rung === 'due') !== (wanted.rung === 'due');
  return turned || standing.round !== wanted.round;
}

/** GitHub compares labels without case. */
function has(labels: readonly string[], label: string): boolean {
  return labels.some((one) => one.toLowerCase() === label.toLowerCase());
}

function closings({ closing }: Wish, issue: KnownIssue): readonly IssueWrite[] {
  const { key, number, open, said } = issue;
  const found = closing.find((one) => key !== null && sameKey(one.key, key));
  if (found === undefined || !open) return [];
  const isSaid = said.at(-1)?.saying === 'closed';
  return [
    ...(isSaid ? [] : comment(issue, 'closed', found.comment)),
    { kind: 'close', number, reason: found.reason, duplicateOf: null },
  ];
}

/** A locked conversation is respected: the body tells, no comment is added. */
function comment(issue: KnownIssue, saying: Saying, body: string): readonly IssueWrite[] {
  return issue.locked ? [] : [{ kind: 'comment', number: issue.number, saying, body }];
}
