import { readYaml } from './yaml.js';

const EVENT = 'workflow_dispatch';

/**
 * Whether a workflow file can be started by hand: `on` names `workflow_dispatch` as a key, a list
 * item or alone. `null` when the file cannot be read as YAML.
 */
export function isDispatchable(file: string, text: string): boolean | null {
  const document = readYaml({ file, text });
  if (document.problems.some(({ level }) => level === 'error')) return null;
  // Written by a YAML 1.1 tool, the key `on` comes out as `true`.
  return ['on', 'true'].some((key) => names(document.valueAt([key])));
}

function names(events: unknown): boolean {
  if (typeof events === 'string') return events === EVENT;
  if (Array.isArray(events)) return events.includes(EVENT);
  return typeof events === 'object' && events !== null && EVENT in events;
}
