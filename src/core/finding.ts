import type { Day } from './day.js';
import type { Status } from './decision.js';
import type { Level, Place } from './place.js';
import type { Acceptable } from './policy.js';
import type { Problem } from './problem.js';

/** The fields an entry must fill to be complete. */
export type RequiredField =
  | 'workflows'
  | 'owner'
  | 'aim'
  | 'mechanism'
  | 'signals.proxy'
  | 'signals.outcome'
  | 'checkpoint.date'
  | 'checkpoint.continue-if';

/** What the gate found, as facts. Each code has its words in `render/` and its row in the docs. */
export type Fact =
  /** `advice`: ids mentioned or edited that would count with a `Decision:` line. */
  | { readonly code: 'decision-missing'; readonly advice: readonly string[] }
  | {
      readonly code: 'decision-unknown';
      readonly reference: string;
      readonly suggestion: string | null;
    }
  | {
      readonly code: 'decision-ambiguous';
      readonly reference: string;
      readonly matches: readonly { readonly id: string; readonly path: string }[];
    }
  | { readonly code: 'decision-invalid'; readonly problem: Problem }
  | { readonly code: 'decision-incomplete'; readonly field: RequiredField; readonly why: Gap }
  | { readonly code: 'decision-other-workflow'; readonly names: readonly string[] }
  | {
      readonly code: 'decision-closed';
      readonly status: Status;
      /** The day it closed, where it is known. */
      readonly since: Day | null;
    }
  | {
      readonly code: 'decision-status';
      readonly status: Status;
      readonly why: 'not-accepted' | 'born-graduated';
      readonly accept: readonly Acceptable[];
    }
  | {
      readonly code: 'checkpoint-passed';
      readonly checkpoint: Day;
      readonly extensionsLeft: number;
    }
  | { readonly code: 'checkpoint-too-far'; readonly checkpoint: Day; readonly latest: Day }
  | {
      readonly code: 'checkpoint-moved';
      readonly what: 'review-removed' | 'checkpoint-later' | 'date-later';
      readonly from: Day;
      readonly to: Day | null;
    }
  | { readonly code: 'guardrail-missing'; readonly known: readonly string[] }
  | {
      readonly code: 'guardrail-unknown';
      readonly sli: string;
      readonly why: 'not-in-catalogue' | 'not-allowed';
      readonly known: readonly string[];
      readonly suggestion: string | null;
    }
  | {
      readonly code: 'guardrail-incomplete';
      readonly missing: readonly ('sli' | 'threshold' | 'stop')[];
    }
  | { readonly code: 'rollback-missing' }
  | {
      readonly code: 'rollback-not-found';
      readonly kind: 'runbook' | 'workflow';
      readonly path: string;
      readonly suggestion: string | null;
    }
  | {
      readonly code: 'rollback-anchor';
      readonly path: string;
      readonly anchor: string;
      readonly headings: readonly Heading[];
      readonly suggestion: Heading | null;
    }
  | {
      readonly code: 'rollback-not-dispatchable';
      readonly path: string;
      readonly why: 'no-trigger' | 'unreadable';
    }
  /** `checkpoint: null`: nothing tells when the pilot ends. */
  | {
      readonly code: 'pilot-overdue';
      readonly checkpoint: Day | null;
      readonly extensionsLeft: number;
    }
  /** `side`: the policy that should judge, or the one that the change writes. */
  | {
      readonly code: 'policy-invalid';
      readonly problem: Problem;
      readonly side: 'default-branch' | 'head';
    }
  | { readonly code: 'incomplete-read'; readonly what: Unread }
  | { readonly code: 'weak-aim'; readonly missing: readonly ('from' | 'by')[] }
  | { readonly code: 'weak-mechanism'; readonly text: string }
  | { readonly code: 'vanity-outcome'; readonly outcome: string }
  | { readonly code: 'proxy-only'; readonly proxy: string }
  | { readonly code: 'no-backup' }
  | { readonly code: 'limit-missing'; readonly sli: string | null }
  | {
      readonly code: 'entry-weakened';
      readonly field: string;
      readonly from: string;
      /** `null`: removed. */
      readonly to: string | null;
    }
  | { readonly code: 'deviation-forbidden'; readonly path: string; readonly glob: string }
  | {
      readonly code: 'new-reference';
      readonly kind: 'sli' | 'runbook' | 'workflow';
      readonly name: string;
    };

/** Why a required field does not count. */
export type Gap = 'absent' | 'no-measure' | 'no-because';

export interface Heading {
  readonly text: string;
  readonly anchor: string;
}

/** Something that could not be read whole, so nothing may pass because of its silence. */
export type Unread =
  | { readonly kind: 'files' }
  | { readonly kind: 'log'; readonly folder: string }
  | { readonly kind: 'slo-files' }
  | { readonly kind: 'file'; readonly path: string };

export type Code = Fact['code'];

/** One finding: a fact, how bad it is, and what it is about. */
export interface Finding {
  readonly fact: Fact;
  readonly level: Level;
  /** Id of the flagged workflow; `null` when it concerns the whole change. */
  readonly workflow: string | null;
  /** Id of the entry. */
  readonly decision: string | null;
  readonly place: Place | null;
  /** Canonical dotted name of the entry's or policy's field. */
  readonly field: string | null;
}
