import type { Change } from '../../core/change.js';
import { flaggedFiles } from '../../core/gate/flagged.js';
import type { Policy, Workflow } from '../../core/policy.js';
import type { EffectiveGuardrail, Linked, TouchedWorkflow, Verdict } from '../../core/verdict.js';
import type { Links } from '../links.js';
import { code, details, escapeHtml, escapeText } from '../markdown.js';
import {
  counted,
  entry,
  listed,
  literal,
  markdown,
  type Phrase,
  path,
  person,
  plain,
  say,
} from '../phrase.js';
import { shorten } from '../printable.js';
import { policyOf, touchedBy } from '../scene.js';
import { blocksInRoom, listInRoom, tableInRoom } from './room.js';

/** How far the change reaches: workflows, owners, files, and which glob flagged each file. */
export function reachFold(touched: readonly TouchedWorkflow[], links: Links): string {
  const owners = [...new Set(touched.flatMap(({ workflow }) => workflow.owner))];
  const files = new Set(touched.flatMap((one) => one.files.map((file) => file.path)));
  const owned =
    owners.length === 0
      ? 'no owner'
      : `${owners.length === 1 ? 'owner' : 'owners'} ${plain(listed(owners, { most: 4 }))}`;
  const summary = `Reach: ${counted(touched.length, 'flagged workflow')}, ${owned}, ${counted(files.size, 'file')}`;
  const body = touched.map((one) => reachOf(one, touched.length, links));
  return details(escapeHtml(summary), blocksInRoom(body, 'workflow'));
}

function reachOf({ workflow, files }: TouchedWorkflow, share: number, links: Links): string {
  const lines = files.map((file) =>
    markdown(say`${path(file.path)} by ${literal(file.glob)}`, links),
  );
  return [
    `**${escapeText(shorten(workflow.title, 80))}**: ${markdown(card(workflow), links)}`,
    listInRoom(lines, 'file', share),
  ].join('\n\n');
}

/** What the workflow's operator card says of people. */
function card({ owner, backup, escalation }: Workflow): Phrase {
  const people = (all: readonly string[]) =>
    all.length === 0 ? 'nobody' : listed(all.map(person));
  const called = escalation === null ? say`` : say`, escalation ${escalation}`;
  return say`owner ${people(owner)}, backup ${people(backup)}${called}.`;
}

/** Where the verdict comes from: which policy, which log, how each entry is linked. */
export function policyFold(change: Change, verdict: Verdict, links: Links): string | null {
  const policy = policyOf(change);
  if (policy === null) return null;
  const branch = change.repository.defaultBranch;
  const ancestor = change.policy.kind === 'ancestor' ? ', an earlier version' : '';
  const lines = [
    judgedBy(change, policy),
    say`Decision log: ${listed(policy.decisions.map((folder) => literal(folder === '' ? '/' : folder)))}.`,
    ...touchedBy(verdict).flatMap((one) => provenance(one)),
  ];
  return details(
    escapeHtml(`Policy: ${policy.file} on ${branch}${ancestor}`),
    listInRoom(
      lines.map((line) => markdown(line, links)),
      'line',
    ),
  );
}

function judgedBy({ policy, repository }: Change, { file }: Policy): Phrase {
  const branch = literal(repository.defaultBranch);
  if (policy.kind !== 'ancestor')
    return say`Judged by ${path(file, null, 'default-branch')} on ${branch}, never by what a change makes of it.`;
  return say`Judged by ${literal(file)} as it was at commit ${literal(policy.oid.slice(0, 7))}: the version on ${branch} now is not valid.`;
}

function provenance({ workflow, linked, guardrails }: TouchedWorkflow): readonly Phrase[] {
  if (linked === null) return [];
  const given = [...peopleFromPolicy(workflow, linked), ...guardrails.flatMap(guardFromPolicy)];
  const policy = given.length === 0 ? say`` : say` From policy: ${listed(given, { most: 12 })}.`;
  return [
    say`${workflow.title}: ${entry(linked.entry)}, ${LINKED[linked.kind]}${carried(linked)}.${policy}`,
  ];
}

function peopleFromPolicy(workflow: Workflow, { entry: { decision } }: Linked): readonly Phrase[] {
  return (['owner', 'backup'] as const)
    .filter((role) => decision?.[role].length === 0 && workflow[role].length > 0)
    .map((role) => say`${role} ${listed(workflow[role].map(person))}`);
}

function guardFromPolicy(guardrail: EffectiveGuardrail): readonly Phrase[] {
  const { sli, threshold, stop } = guardrail;
  const given = {
    threshold: say`threshold of ${literal(sli ?? '')} ${threshold ?? ''}`,
    stop: say`stop ${listed(stop.map(person))}`,
  };
  return guardrail.fromPolicy.map((part) => given[part]);
}

const LINKED: { readonly [K in Linked['kind']]: string } = {
  line: 'linked by a line in the description or a commit',
  edited: 'linked by being written or edited here',
  mention: 'linked by mention (a Decision: line would make it certain)',
};

function carried({ carriage }: Linked): string {
  switch (carriage) {
    case 'maintenance':
      return '; it is graduated, so this is its maintenance';
    case 'rolling-back':
      return '; it is killed, so this is rolling it back';
    case 'graduation':
      return '; it graduates with this change';
    case 'trial':
    case null:
      return '';
  }
}

/** What the policy in this change would do, or `null` when it leaves the policy alone. */
export function policyPreview(change: Change, links: Links): string | null {
  const edit = change.policyEdit;
  if (edit === null) return null;
  const now = policyOf(change);
  const head = '### Policy preview';
  if (edit.kind === 'removed')
    return `${head}\n\n${markdown(say`This change removes ${literal(edit.file)}. Once it is merged, nothing is judged.`, links)}`;
  if (edit.policy === null) return null;
  return [
    head,
    introduction(edit.policy, now),
    ...previewOf(change, edit.policy, { now, links }),
  ].join('\n\n');
}

function introduction({ workflows }: Policy, now: Policy | null): string {
  const until = now === null ? 'nothing is judged' : 'the one on the default branch judges';
  return `Once merged, the policy in this change flags ${counted(workflows.length, 'workflow')}. Until then ${until}, this change included.`;
}

function previewOf(
  change: Change,
  next: Policy,
  { now, links }: { readonly now: Policy | null; readonly links: Links },
): readonly string[] {
  const files = flaggedFiles(change.files, next);
  const before = new Set(now?.workflows.map(({ id }) => id) ?? []);
  const after = new Set(next.workflows.map(({ id }) => id));
  const gone = [...before].filter((id) => !after.has(id));
  const rows = next.workflows.map((workflow) => [
    `${escapeText(shorten(workflow.title, 60))}${before.has(workflow.id) ? '' : ' (new)'}`,
    workflow.owner.length === 0 ? 'nobody' : escapeText(plain(listed(workflow.owner, { most: 3 }))),
    globs(workflow),
    workflow.require.join(', '),
    `${files.get(workflow)?.length ?? 0}`,
  ]);
  return [
    tableInRoom(PREVIEW_HEAD, rows, 'workflow'),
    ...(gone.length === 0
      ? []
      : [`No longer flagged: ${markdown(listed(gone.map(literal), { most: 10 }), links)}.`]),
  ];
}

const PREVIEW_HEAD = ['workflow', 'owner', 'paths', 'requires', 'files of this change'];

function globs({ paths }: Workflow): string {
  const shown = paths.slice(0, 4).map(({ text }) => code(shorten(text, 80)));
  return [...shown, ...(paths.length > 4 ? [`${paths.length - 4} more`] : [])].join(' ');
}
