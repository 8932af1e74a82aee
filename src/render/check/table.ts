import { REQUIREMENTS, type Requirement } from '../../core/policy.js';
import { decodedAnchor, runbookParts } from '../../core/rules/rollback.js';
import type { EffectiveGuardrail, Linked, TouchedWorkflow } from '../../core/verdict.js';
import { encodePath, type Links } from '../links.js';
import { code, escapeText, link } from '../markdown.js';
import { shorten } from '../printable.js';
import { tableInRoom } from './room.js';

const LONGEST_TITLE = 60;
const LONGEST_VALUE = 80;

const MARKS = { met: '✓', unmet: '✗', 'not-required': '–' } as const;

/** Each touched workflow with what it requires, and whether it is there. */
export function requirementTable(touched: readonly TouchedWorkflow[], links: Links): string {
  const columns = REQUIREMENTS.filter(
    (need) =>
      need === 'decision' || touched.some(({ requirements }) => isAsked(requirements, need)),
  );
  const rows = touched.map((one) => [
    nameCell(one),
    ...columns.map((need) => cell(need, one, links)),
  ]);
  return tableInRoom(['workflow', ...columns], rows, 'workflow');
}

function isAsked(requirements: TouchedWorkflow['requirements'], need: Requirement): boolean {
  return (requirements.get(need) ?? 'not-required') !== 'not-required';
}

function nameCell({ workflow, enforcement }: TouchedWorkflow): string {
  const title = escapeText(shorten(workflow.title, LONGEST_TITLE));
  return enforcement === 'advise' ? `${title} (advises)` : title;
}

function cell(need: Requirement, one: TouchedWorkflow, links: Links): string {
  if (one.by?.kind === 'revert')
    return need === 'decision' ? `${MARKS.met} revert of ${code(one.by.names)}` : '–';
  const mark = MARKS[one.requirements.get(need) ?? 'not-required'];
  const shown = CELLS[need](one, links);
  if (shown === '') return mark;
  return mark === MARKS['not-required'] ? shown : `${mark} ${shown}`;
}

const CELLS: { readonly [R in Requirement]: (one: TouchedWorkflow, links: Links) => string } = {
  decision: ({ linked }, links) => (linked === null ? '' : decisionCell(linked, links)),
  guardrail: ({ guardrails, requirements }) =>
    requirements.get('guardrail') === 'met' ? guardrailCell(guardrails) : '',
  rollback: ({ linked, requirements }, links) =>
    linked === null || requirements.get('rollback') !== 'met' ? '' : rollbackCell(linked, links),
};

function decisionCell({ entry, carriage, kind }: Linked, links: Links): string {
  const title = entry.decision?.title ?? '';
  const label = escapeText(
    shorten(title === '' ? entry.id : `${entry.id} ${title}`, LONGEST_TITLE),
  );
  const notes = [
    ...(carriage === 'maintenance' || carriage === 'graduation' ? [carriage] : []),
    ...(carriage === 'rolling-back' ? ['rolling back'] : []),
    ...(kind === 'mention' ? ['linked by mention'] : []),
  ];
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  return `${link(label, links.file(entry.path, null, null))}${note}`;
}

function guardrailCell(guardrails: readonly EffectiveGuardrail[]): string {
  const [first, ...others] = guardrails;
  if (first === undefined) return '';
  const sli = first.sli === null ? '' : code(shorten(first.sli, LONGEST_VALUE));
  const threshold = escapeText(shorten(first.threshold ?? '', LONGEST_VALUE));
  const more = others.length === 0 ? '' : `and ${others.length} more`;
  return [sli, threshold, more].filter((part) => part !== '').join(' ');
}

function rollbackCell({ entry }: Linked, links: Links): string {
  const { runbook = null, workflow = null, flag = null } = entry.decision?.rollback ?? {};
  return [
    ...(runbook === null ? [] : [fileLink(runbookParts(runbook), links)]),
    ...(workflow === null ? [] : [fileLink({ path: workflow, anchor: null }, links)]),
    ...(flag === null ? [] : [`flag ${code(shorten(flag, LONGEST_VALUE))}`]),
  ].join(', ');
}

/** The file by its name, linked to its heading. */
function fileLink({ path, anchor }: ReturnType<typeof runbookParts>, links: Links): string {
  const url = links.file(path, null, null);
  const heading = anchor === null ? '' : `#${encodePath(decodedAnchor(anchor))}`;
  const label = code(shorten(path.split('/').at(-1) ?? path, LONGEST_VALUE));
  return link(label, url === null ? null : `${url}${heading}`);
}
