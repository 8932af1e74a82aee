import type { Place } from '../core/place.js';
import type { Policy, Workflow } from '../core/policy.js';
import { printable, shorten } from './printable.js';

/** One effective value of the policy and where it comes from. */
interface Effective {
  readonly key: string;
  readonly value: string;
  readonly origin: Place | null;
}

const LONGEST_VALUE = 60;

/** Every value in effect for checks and pilots, one to a line, with the line that sets it or `default`. */
export function explainPolicy(policy: Policy): string {
  const rows = effective(policy);
  const keys = Math.max(...rows.map(({ key }) => key.length));
  const values = Math.max(...rows.map(({ value }) => value.length));
  const lines = rows.map(
    ({ key, value, origin }) =>
      `${key.padEnd(keys)}  ${value.padEnd(values)}  ${originText(origin)}`,
  );
  return `${lines.join('\n')}\n`;
}

function effective(policy: Policy): readonly Effective[] {
  const pairs: readonly (readonly [string, string])[] = [
    ['timezone', policy.timezone],
    ['branches', policy.branches === null ? 'all' : list(policy.branches.map(({ text }) => text))],
    ['decisions.path', list(policy.decisions.map((folder) => folder || '/'))],
    ...policy.workflows.flatMap(workflowPairs),
    ...policy.slis.flatMap(({ name, objective, source, stop }) => [
      [`slis.${name}.objective`, objective ?? 'none'] as const,
      [`slis.${name}.source`, source ?? 'none'] as const,
      [`slis.${name}.stop`, list(stop)] as const,
    ]),
    ['slo-files', list(policy.sloFiles.map(({ text }) => text))],
    ...pilotPairs(policy),
    ['novelty.per-cycle', String(policy.novelty.perCycle)],
    ['novelty.forbidden', list(policy.novelty.forbidden.map(({ text }) => text))],
  ];
  return pairs.map(([key, value]) => ({
    key: shorten(printable(key), LONGEST_VALUE),
    value: shorten(printable(value), LONGEST_VALUE),
    origin: originOf(policy, key),
  }));
}

function workflowPairs(workflow: Workflow): readonly (readonly [string, string])[] {
  const at = `workflows.${workflow.id}`;
  return [
    [`${at}.title`, workflow.title],
    [`${at}.paths`, list(workflow.paths.map(({ text }) => text))],
    [`${at}.owner`, list(workflow.owner)],
    [`${at}.backup`, list(workflow.backup)],
    [`${at}.trigger`, workflow.trigger ?? 'none'],
    [`${at}.stop-when`, workflow.stopWhen ?? 'none'],
    [`${at}.metric`, workflow.metric ?? 'none'],
    [`${at}.escalation`, workflow.escalation ?? 'none'],
    [`${at}.require`, list(workflow.require)],
    [`${at}.accept`, list(workflow.accept)],
    [`${at}.maintenance`, workflow.maintenance],
    [`${at}.enforcement`, workflow.enforcement],
    [`${at}.slis`, workflow.slis === null ? 'any' : list(workflow.slis)],
  ];
}

function pilotPairs({ pilots }: Policy): readonly (readonly [string, string])[] {
  return [
    ['pilots.cycle', `${pilots.cycle}d`],
    ['pilots.horizon', `${pilots.horizon}d`],
    ['pilots.remind', `${pilots.remind}d`],
    ['pilots.escalate', `${pilots.escalate}d`],
    ['pilots.extensions', String(pilots.extensions)],
    ['pilots.graduated-for', `${pilots.graduatedFor}d`],
    ['pilots.labels', list(pilots.labels)],
    ['pilots.quiet-days', list(pilots.quietDays)],
  ];
}

/** A list may be written in one place or item by item. */
function originOf({ origins }: Policy, key: string): Place | null {
  const parent = key === 'decisions.path' ? origins.get('decisions') : undefined;
  return origins.get(key) ?? origins.get(`${key}.0`) ?? parent ?? null;
}

function originText(place: Place | null): string {
  if (place === null) return 'default';
  const file = printable(place.file);
  return place.line === null ? file : `${file}:${place.line}`;
}

function list(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ');
}
