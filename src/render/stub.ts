import type { Change } from '../core/change.js';
import type { Entry } from '../core/decision.js';
import { withoutEnds, withoutSlashes } from '../core/ends.js';
import { compareIds, idKey, numberedOf, stemOf } from '../core/identifier.js';
import { entriesAtHead } from '../core/log.js';
import { DEFAULT_LOG, type Policy, type Workflow } from '../core/policy.js';
import { encodePath } from './links.js';
import { printable, shorten, wellFormed } from './printable.js';
import { policyOf } from './scene.js';
import { proposedCheckpoint } from './words/checkpoint.js';

/** A first entry for a change that has none: filled with what Belay knows, the rest left empty. */
export interface Stub {
  readonly path: string;
  readonly text: string;
  /** Opens GitHub's page for a new file with the stub in it; `null` where it would not work. */
  readonly url: string | null;
}

/** GitHub answers 414 to addresses of about 8 KB; this keeps clear of it. */
const LONGEST_URL = 6_000;
const LONGEST_TITLE = 120;
const LONGEST_SLUG = 50;

/** The stub for the workflows of a change that lack a decision. */
export function stubFor(change: Change, workflows: readonly Workflow[]): Stub {
  const title = shorten(printable(change.proposal.title).trim(), LONGEST_TITLE) || 'Untitled';
  const name = nameFor(change, title);
  const text = stubText({ change, workflows, title, id: name.id });
  return { path: name.path, text, url: newFileUrl(change, name.path, text) };
}

/** A fork that is gone has no branch to write to. */
function newFileUrl({ proposal }: Change, path: string, text: string): string | null {
  const home = proposal.headRepositoryUrl;
  if (home === null || proposal.headBranch === null) return null;
  const query = `filename=${encodeURIComponent(wellFormed(path))}&value=${encodeURIComponent(text)}`;
  const url = `${withoutSlashes(home)}/new/${encodePath(proposal.headBranch)}?${query}`;
  return url.length < LONGEST_URL ? url : null;
}

/** How the log names its entries: `ADR-`, `DL-`, bare numbers; with how many digits. */
interface Style {
  readonly prefix: string;
  readonly digits: number;
  /** What stands before the number in a file's name, if anything. */
  readonly filePrefix: string;
}

const DEFAULT_STYLE: Style = { prefix: 'DL-', digits: 4, filePrefix: '' };

function nameFor(change: Change, title: string): { id: string; path: string } {
  const entries = entriesAtHead(change.log);
  const style = styleOf(entries);
  const folder = policyOf(change)?.decisions[0] ?? DEFAULT_LOG;
  const number = String(freeNumber(change.proposal.number, entries, style)).padStart(
    style.digits,
    '0',
  );
  const file = [`${style.filePrefix}${number}`, slug(title)]
    .filter((part) => part !== '')
    .join('-');
  return { id: `${style.prefix}${number}`, path: `${folder === '' ? '' : `${folder}/`}${file}.md` };
}

/** The style of the entry with the highest id that has a number. */
function styleOf(entries: readonly Entry[]): Style {
  const ids = entries.flatMap(({ id, path }) => {
    const parts = /^(?<prefix>[a-z][a-z-]*[-_])?(?<number>\d{1,6})(?!\d)/i.exec(id)?.groups;
    const file = /^(?<prefix>[a-z][a-z-]*[-_])?\d{1,6}(?!\d)/i.exec(stemOf(path))?.groups;
    if (parts === undefined) return [];
    const style = {
      prefix: parts.prefix ?? DEFAULT_STYLE.prefix,
      digits: (parts.number ?? '').length,
      filePrefix: file?.prefix ?? '',
    };
    return [{ id, style }];
  });
  return ids.sort((a, b) => compareIds(b.id, a.id))[0]?.style ?? DEFAULT_STYLE;
}

/** The pull request's number, or the next free one where that is taken or there is none. */
function freeNumber(wanted: number | null, entries: readonly Entry[], style: Style): number {
  const taken = new Set(entries.flatMap(({ id, path }) => [idKey(id), idKey(stemOf(path))]));
  const isFree = (number: number) =>
    !taken.has(idKey(`${style.prefix}${number}`)) && !taken.has(String(number));
  if (wanted !== null && isFree(wanted)) return wanted;
  const numbers = entries.map(({ id }) => Number(numberedOf(id)?.number ?? 0));
  return Math.max(0, ...numbers.filter((number) => number < 1_000_000)) + 1;
}

function slug(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return withoutEnds(plain.slice(0, LONGEST_SLUG), (one) => one === '-');
}

interface Filling {
  readonly change: Change;
  readonly workflows: readonly Workflow[];
  readonly title: string;
  readonly id: string;
}

/** Empty fields stay empty: a stub that is saved as it is must not pass. */
function stubText({ change, workflows, title, id }: Filling): string {
  const policy = policyOf(change);
  const needs = (need: Workflow['require'][number]) =>
    workflows.some(({ require }) => require.includes(need));
  return [
    '---',
    `id: ${id}`,
    `title: ${JSON.stringify(title)}`,
    `date: ${change.today}`,
    'status: proposed',
    `workflows: [${workflows.map(({ id: name }) => scalar(name)).join(', ')}]`,
    ...people(workflows),
    ...(needs('decision') ? bet(proposedCheckpoint({ today: change.today, policy })) : []),
    ...(needs('guardrail') ? guardrail(workflows, policy) : []),
    ...(needs('rollback') ? WAY_BACK : []),
    '---',
    '',
    'What is decided, which options there were, and why this one.',
    '',
  ].join('\n');
}

/** Lines for owner and backup, unless the policy's stand in. */
function people(workflows: readonly Workflow[]): readonly string[] {
  const [only] = workflows;
  const isAlone = workflows.length === 1 && only !== undefined;
  const line = (field: 'owner' | 'backup') =>
    isAlone && only[field].length > 0
      ? `# ${field}: ${comment(JSON.stringify(only[field].join(', ')))}  # from the policy; write another here`
      : `${field}:`;
  return [line('owner'), line('backup')];
}

function bet(checkpoint: string): readonly string[] {
  return [
    'aim:',
    '  metric:         # which user behaviour should change',
    '  from:',
    '  to:',
    '  by:',
    'mechanism:        # what will move it, because of what',
    'signals:',
    '  proxy:          # moves first',
    '  outcome:        # must move for users',
    'checkpoint:',
    `  date: ${checkpoint}`,
    '  continue-if:    # the rule by which it goes on then',
  ];
}

function guardrail(workflows: readonly Workflow[], policy: Policy | null): readonly string[] {
  const known = (policy?.slis ?? []).filter(({ name }) =>
    workflows.every(({ slis }) => slis === null || slis.includes(name)),
  );
  const [first] = known;
  const names = shorten(known.map(({ name }) => comment(name)).join(', '), 200);
  const only = known.length === 1 && first !== undefined ? first : null;
  const given = only === null ? [] : [only.objective, ...only.stop].filter((part) => part !== null);
  const note = given.length === 0 ? '' : `  # ${comment(given.join(', stop '))} from the policy`;
  return [
    'guardrail:',
    only === null
      ? `  sli:            # one of: ${names || 'see the policy'}`
      : `  sli: ${scalar(only.name)}${note}`,
    '  limit:          # how far it reaches at first: a flag, a share of traffic',
  ];
}

const WAY_BACK = [
  'rollback:         # at least one of these',
  '  runbook:        # path#heading',
  '  workflow:       # a file in .github/workflows that has workflow_dispatch',
  '  flag:',
];

/** A value that YAML reads as this text. */
function scalar(value: string): string {
  return /^[A-Za-z][\w-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(printable(value));
}

function comment(value: string): string {
  return shorten(printable(value), 120);
}
