import type { Change } from '../core/change.js';
import { judge } from '../core/gate.js';
import type { Trouble } from '../core/trouble.js';
import type { Verdict } from '../core/verdict.js';
import type { CheckRun, PublishedRun } from '../core/write.js';
import { type CheckText, checkText } from '../render/check.js';
import { sharedHeadText } from '../render/run-notes.js';

/** What stands at a head commit: other open pull requests with it, and Belay's newest run. */
export interface Standing {
  readonly others: readonly { readonly number: number }[];
  readonly check: PublishedRun | null;
}

/** What reading one pull request gave; `seen` is what was learnt before the trouble. */
export type Reading =
  | { readonly kind: 'change'; readonly change: Change; readonly standing: Standing }
  | { readonly kind: 'closed'; readonly headOid: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly seen: Seen | null };

export interface Seen {
  readonly headOid: string;
  readonly standing: Standing;
}

export type Read = (pull: number) => Promise<Reading>;

/** The verdict on a commit: the change that earned it, and its text. */
export interface Judged {
  readonly kind: 'judged';
  readonly change: Change;
  readonly verdict: Verdict;
  readonly standing: Standing;
  readonly text: CheckText;
}

type ReadChange = Extract<Reading, { readonly kind: 'change' }>;
type Unjudged = Exclude<Reading, ReadChange>;

/** `spoken-for`: the pull request with the lowest number speaks for a commit that several share. */
export type GateResult =
  | Judged
  | Unjudged
  | { readonly kind: 'spoken-for'; readonly by: number; readonly headOid: string };

/** Where a verdict is read from and published. `docs` is the address of the documentation. */
export interface GatePorts {
  readonly read: Read;
  readonly write: (run: CheckRun, newest: PublishedRun | null) => Promise<unknown>;
  readonly docs: string | null;
}

/**
 * Judges a pull request and lets the check run of its head commit say the verdict. A repository
 * without a policy hears nothing, unless a run already stands there and would be left standing.
 */
export async function gate(pull: number, { read, write, docs }: GatePorts): Promise<GateResult> {
  const judged = await judgeCommit(pull, { read, docs });
  if (judged.kind !== 'judged') return judged;
  const { change, verdict, standing, text } = judged;
  const speaker = Math.min(pull, ...standing.others.map(({ number }) => number));
  const { headOid } = change.proposal;
  if (speaker < pull) return { kind: 'spoken-for', by: speaker, headOid };
  if (verdict.kind === 'silent' && standing.check === null) return judged;
  await write({ kind: 'check-run', headOid, ...text }, standing.check);
  return judged;
}

/**
 * Judges a pull request. A check belongs to a commit, so every open pull request with the same head
 * is judged and the worst verdict counts.
 */
export async function judgeCommit(
  pull: number,
  { read, docs }: Pick<GatePorts, 'read' | 'docs'>,
): Promise<Judged | Unjudged> {
  const own = await read(pull);
  if (own.kind !== 'change') return own;
  const { standing } = own;
  const others = await Promise.all(standing.others.map(({ number }) => read(number)));
  const trouble = others.find((other) => other.kind === 'trouble');
  if (trouble !== undefined) return trouble;
  const sharing = others.filter((other) => sharesHead(other, own.change));
  const { change, verdict } = worstOf([own, ...sharing].map((one) => one.change));
  const text = checkText(change, verdict, docs);
  const said = sharing.length === 0 ? text : sharedHeadText(text, change.proposal);
  const left = standing.others.filter((_, at) => sharing.some((one) => one === others[at]));
  return { kind: 'judged', change, verdict, standing: { ...standing, others: left }, text: said };
}

/** Another may have been closed or have moved on in the meantime. */
function sharesHead(other: Reading, { proposal: { headOid } }: Change): other is ReadChange {
  return other.kind === 'change' && other.change.proposal.headOid === headOid;
}

/** From the best to the worst that can be said of a commit. */
const BY_SEVERITY = ['silent', 'untouched', 'clear', 'advised', 'held', 'unreadable'] as const;

/** The first of those with the worst verdict. */
function worstOf(changes: readonly Change[]): { change: Change; verdict: Verdict } {
  return changes
    .map((change) => ({ change, verdict: judge(change) }))
    .reduce((worst, one) => (severity(one.verdict) > severity(worst.verdict) ? one : worst));
}

function severity({ kind }: Verdict): number {
  return BY_SEVERITY.indexOf(kind);
}
