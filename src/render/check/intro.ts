import type { Change } from '../../core/change.js';
import type { TouchedWorkflow, Verdict } from '../../core/verdict.js';
import { code, escapeText } from '../markdown.js';
import { counted } from '../phrase.js';
import type { Point } from '../points.js';
import { shorten } from '../printable.js';

type Untouched = Extract<Verdict, { readonly kind: 'untouched' }>;

/** The first sentences of a check: what the change touches, and what follows. */
export function introOf(change: Change, verdict: Verdict, points: readonly Point[]): string {
  const said = sentences(change, verdict, points);
  if (change.policy.kind !== 'ancestor') return said;
  return `**The policy on ${branch(change)} is not valid.** Its last good version judges, that of commit ${code(change.policy.oid.slice(0, 7))}.\n\n${said}`;
}

function sentences(change: Change, verdict: Verdict, points: readonly Point[]): string {
  switch (verdict.kind) {
    case 'silent':
      return 'Neither the default branch nor this change has a policy, so Belay has nothing to say.';
    case 'unreadable':
      return `The policy on ${branch(change)} is not valid, and no earlier version of it was. Belay cannot tell which files are flagged, so this change waits until the policy is mended. That is not this change's fault.`;
    case 'untouched':
      return untouched(change, verdict.why);
    case 'held':
      return held(verdict.workflows, points);
    case 'advised':
      return `${touches(verdict.workflows)} ${verdict.workflows.length === 1 ? 'The policy only advises there' : 'The policy only advises where something is missing'}: it may merge as it is, with ${thePoints(points.filter(({ weight }) => weight === 'advises').length)} open.`;
    case 'clear':
      return `${touches(verdict.workflows)} ${clear(verdict.workflows)}`;
  }
}

function untouched(change: Change, why: Untouched['why']): string {
  const { files, proposal, policy } = change;
  switch (why) {
    case 'no-flagged-file':
      return files.length === 1
        ? 'The one changed file belongs to no flagged workflow.'
        : `None of the ${files.length} changed files belongs to a flagged workflow.`;
    case 'branch-not-gated':
      return `Changes into ${code(proposal.baseBranch)} are not gated by the policy${gated(policy)}.`;
    case 'policy-unreadable':
      return `The policy on ${branch(change)} is not valid, and no earlier version of it was. This change touches nothing but policy and decision log, so it may pass, and may be the one that mends it.`;
    case 'no-policy-yet':
      return `There is no policy on ${branch(change)} yet, so nothing is judged.`;
  }
}

function gated(policy: Change['policy']): string {
  const branches = 'policy' in policy ? policy.policy.branches : null;
  if (branches === null) return '';
  return `, only those into ${branches
    .map(({ text }) => code(shorten(text, 80)))
    .slice(0, 10)
    .join(', ')}`;
}

function held(touched: readonly TouchedWorkflow[], points: readonly Point[]): string {
  const holding = points.filter(({ weight }) => weight === 'holds');
  const start = touched.length === 0 ? 'This change' : `${touches(touched)} It`;
  return `${start} is held until ${until(holding)}.`;
}

/** What must come true, by the family of codes where there is but one. */
function until(points: readonly Point[]): string {
  const families = new Set(points.map(({ finding }) => family(finding.fact.code)));
  const [only] = families;
  if (families.size !== 1 || only === undefined)
    return `${thePoints(points.length)} ${points.length === 1 ? 'is' : 'are'} mended`;
  return UNTIL[only];
}

type Family =
  | 'missing'
  | 'decision'
  | 'checkpoint'
  | 'guardrail'
  | 'rollback'
  | 'policy'
  | 'reading';

const UNTIL: { readonly [F in Family]: string } = {
  missing: 'a decision carries it',
  decision: 'its decision stands',
  checkpoint: 'its decision has a checkpoint that counts',
  guardrail: 'its decision says what guards it',
  rollback: 'its decision says how to get back',
  policy: 'the policy is valid',
  reading: 'everything it touches can be read',
};

function family(code: Point['finding']['fact']['code']): Family {
  if (code === 'decision-missing' || code === 'decision-unknown') return 'missing';
  if (code === 'incomplete-read') return 'reading';
  const [start] = code.split('-');
  return start !== undefined && start in UNTIL ? (start as Family) : 'decision';
}

function thePoints(count: number): string {
  return count === 1 ? 'the point below' : `the ${count} points below`;
}

function touches(touched: readonly TouchedWorkflow[]): string {
  const files = new Set(touched.flatMap((one) => one.files.map(({ path }) => path)));
  const names = touched
    .slice(0, 4)
    .map(({ workflow }) => `**${escapeText(shorten(workflow.title, 80))}**`);
  const rest = touched.length - names.length;
  const all = rest > 0 ? [...names, counted(rest, 'more workflow')] : names;
  const last = all.at(-1) ?? '';
  const listed = all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${last}` : last;
  return `This change touches ${listed} (${counted(files.size, 'file')}).`;
}

function clear(touched: readonly TouchedWorkflow[]): string {
  const [first] = touched;
  if (touched.length === 1 && first?.by?.kind === 'revert')
    return `It takes back ${code(first.by.names)} and changes nothing else there, so it needs no decision of its own.`;
  const carriage = first?.by?.kind === 'entry' ? first.by.linked.carriage : null;
  const id = first?.by?.kind === 'entry' ? escapeText(shorten(first.by.linked.entry.id, 80)) : '';
  if (touched.length === 1 && carriage === 'maintenance')
    return `It is maintenance of ${id}, which is graduated.`;
  if (touched.length === 1 && carriage === 'rolling-back')
    return `It rolls back ${id}, which is killed.`;
  return touched.length === 1 ? 'Its safety net stands.' : 'Their safety nets stand.';
}

function branch({ repository }: Change): string {
  return code(repository.defaultBranch);
}
