import type { Entry } from './decision.js';
import type { Finding } from './finding.js';
import type { Enforcement, Requirement, Workflow } from './policy.js';

/** How an entry came to be linked; in the order in which ties are broken. */
export const LINK_KINDS = ['line', 'edited', 'mention'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** As what an entry carries a change. */
export type Carriage = 'trial' | 'graduation' | 'maintenance' | 'rolling-back';

/** The entry shown for a workflow: the one that satisfies it, or the best fit. */
export interface Linked {
  readonly entry: Entry;
  readonly kind: LinkKind;
  readonly carriage: Carriage | null;
}

/** A changed file and why it is flagged. `path` is the name that matched (the old one, maybe). */
export interface FlaggedFile {
  readonly path: string;
  readonly glob: string;
}

/** One flagged workflow that the change touches. */
export interface TouchedWorkflow {
  readonly workflow: Workflow;
  readonly enforcement: Enforcement;
  readonly satisfied: boolean;
  readonly by:
    | { readonly kind: 'entry'; readonly linked: Linked }
    | { readonly kind: 'revert'; readonly names: string }
    | null;
  /** The entry whose findings are shown; `null` when none is linked. */
  readonly linked: Linked | null;
  /** Every linked entry's id, best fit first. */
  readonly decisions: readonly string[];
  readonly files: readonly FlaggedFile[];
  /** Guardrail as it stands, with what came from the policy. */
  readonly guardrails: readonly EffectiveGuardrail[];
  readonly requirements: ReadonlyMap<Requirement, 'met' | 'unmet' | 'not-required'>;
}

/** A guardrail with what the catalogue fills in. */
export interface EffectiveGuardrail {
  readonly sli: string | null;
  readonly threshold: string | null;
  readonly stop: readonly string[];
  readonly limit: string | null;
  /** Which of its parts the policy's catalogue filled in. */
  readonly fromPolicy: readonly ('threshold' | 'stop')[];
}

/** What the gate says of a change. Trouble is not a verdict of the judge: see `trouble.ts`. */
export type Verdict =
  /** Neither the default branch nor the head has a policy: Belay says nothing. */
  | { readonly kind: 'silent' }
  /** The policy cannot be read, no good version came before it, and more than policy and log is touched. */
  | { readonly kind: 'unreadable'; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'untouched';
      readonly why: 'no-flagged-file' | 'branch-not-gated' | 'policy-unreadable' | 'no-policy-yet';
      readonly workflows: readonly [];
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: 'held' | 'advised' | 'clear';
      readonly workflows: readonly TouchedWorkflow[];
      readonly findings: readonly Finding[];
    };
