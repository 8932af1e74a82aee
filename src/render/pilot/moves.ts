import { addDays, type Day } from '../../core/day.js';
import { escalationDay, type Pilot } from '../../core/pilot.js';
import type { PilotRules } from '../../core/policy.js';
import { code, table } from '../markdown.js';
import { counted } from '../phrase.js';

/** What can be decided about a pilot, each with its command. */
export function movesTable(pilot: Pilot, rules: PilotRules): string {
  const ends = [
    ['it worked, make it the default', code('/belay graduate because …')],
    ['it did not, take it back', code('/belay kill because …')],
  ];
  const left = extensionsLeft(pilot, rules);
  const until = suggestedCheckpoint(pilot, rules) ?? '<date>';
  const stays = [
    [
      `not clear yet (${left} of ${counted(rules.extensions, 'extension')} left)`,
      code(`/belay continue until ${until} because …`),
    ],
    ['other mechanism, same aim', code(`/belay change until ${until} because …`)],
  ];
  return table(['decide', 'by commenting'], left > 0 ? [...ends, ...stays] : ends);
}

/** How many extensions are used, and what that leaves. */
export function extensionsLine(pilot: Pilot, rules: PilotRules): string {
  if (rules.extensions === 0)
    return 'The policy allows no extension: only graduate or kill remain.';
  const used = `Extensions used: ${pilot.extensions} of ${rules.extensions}`;
  return extensionsLeft(pilot, rules) === 0
    ? `${used}, so only graduate or kill remain.`
    : `${used}. A new checkpoint lies at most ${counted(rules.horizon, 'day')} after the day you ask for it.`;
}

function extensionsLeft({ extensions }: Pilot, rules: PilotRules): number {
  return Math.max(0, rules.extensions - extensions);
}

/**
 * One cycle after the checkpoint, where that can be asked for on every day on which the pilot stands
 * as it does: the text must not change, and must stay right. `null` where no such day is known.
 */
function suggestedCheckpoint({ checkpoint, state }: Pilot, rules: PilotRules): Day | null {
  if (checkpoint === null || state === 'escalated') return null;
  const isPast = state === 'past';
  const first = addDays(checkpoint, isPast ? 1 : -rules.remind);
  const last = isPast ? addDays(escalationDay(checkpoint, rules), -1) : checkpoint;
  const day = addDays(checkpoint, rules.cycle);
  return day > last && day <= addDays(first, rules.horizon) ? day : null;
}
