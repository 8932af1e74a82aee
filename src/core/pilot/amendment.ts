import { extensionsLeft, extensionsOf } from '../calendar.js';
import { addDays, type Day } from '../day.js';
import type { Decision, ReviewVerdict, Status } from '../decision.js';
import type { Person, PilotRules } from '../policy.js';
import type { Command } from './command.js';

/** What a verdict writes into an entry: one more review, and where it ends the pilot its status. */
export interface Amendment {
  /** `null`: the status stays. */
  readonly status: Status | null;
  readonly review: {
    readonly date: Day;
    readonly verdict: ReviewVerdict;
    readonly because: string;
    readonly by: Person;
    /** The new checkpoint of a continue or change. */
    readonly checkpoint: Day | null;
  };
}

/** Why a verdict is not recorded. */
export type Refusal =
  | { readonly kind: 'decided'; readonly status: Status }
  | { readonly kind: 'no-extensions'; readonly used: number; readonly of: number }
  | { readonly kind: 'not-ahead'; readonly until: Day; readonly today: Day }
  | {
      readonly kind: 'too-far';
      readonly until: Day;
      readonly latest: Day;
      readonly horizon: number;
    };

/** A command that decides something about a pilot. */
export type VerdictCommand = Extract<Command, { kind: 'verdict' | 'extension' }>;

/** Who asks for the verdict, on which day, under which rules. */
export interface Asked {
  readonly by: Person;
  readonly today: Day;
  readonly rules: PilotRules;
}

/** The amendment that carries out a verdict command, or why it may not be. */
export function amendmentFor(
  command: VerdictCommand,
  decision: Decision,
  asked: Asked,
): Amendment | Refusal {
  const { status } = decision;
  if (status !== null && status !== 'pilot' && status !== 'proposed')
    return { kind: 'decided', status };
  const { verdict, because } = command;
  const review = { date: asked.today, verdict, because, by: asked.by };
  if (command.kind === 'verdict') {
    const ended = command.verdict === 'graduate' ? 'graduated' : 'killed';
    return { status: ended, review: { ...review, checkpoint: null } };
  }
  const refusal = extensionRefusal(command.until, decision, asked);
  return refusal ?? { status: null, review: { ...review, checkpoint: command.until } };
}

/** Whether the verdict may not be recorded. */
export function isRefusal(result: Amendment | Refusal): result is Refusal {
  return 'kind' in result;
}

function extensionRefusal(until: Day, decision: Decision, { today, rules }: Asked): Refusal | null {
  if (extensionsLeft(decision, rules) === 0)
    return {
      kind: 'no-extensions',
      used: extensionsOf(decision).length,
      of: rules.extensions,
    };
  if (until <= today) return { kind: 'not-ahead', until, today };
  const latest = addDays(today, rules.horizon);
  return until > latest ? { kind: 'too-far', until, latest, horizon: rules.horizon } : null;
}

/** The last day on which linked clean-up of a pilot killed today may be merged. */
export function cleanUpUntil(rules: PilotRules, today: Day): Day {
  return addDays(today, rules.cycle);
}
