import {
  type PilotMark,
  pilotMark,
  RUNGS,
  type Saying,
  sayingMark,
} from '../../core/pilot/marker.js';
import type { Pilot } from '../../core/pilot.js';

/** What the marks about a pilot say as it stands now. */
export function markOf({ entry: { id, path }, state, checkpoint }: Pilot): PilotMark {
  const rung = RUNGS.find((one) => one === state) ?? 'due';
  return { key: { id, path }, rung, round: checkpoint };
}

/** The comment with the marks by which it is known again. */
export function marked(text: string, saying: Saying, mark: PilotMark | null): string {
  const marks = [...(mark === null ? [] : [pilotMark(mark)]), sayingMark(saying)];
  return `${text}\n\n${marks.join('\n')}`;
}
