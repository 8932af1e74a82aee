/** A note on a line of a file, shown beside the change. Columns only within one line. */
export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** How a check run ends; `cancelled` blocks like `failure` and is for a head that is not judged any more. */
export type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled';

/** What the check run of a commit is to say. `conclusion: null` leaves it in progress. */
export interface CheckRun {
  readonly kind: 'check-run';
  readonly headOid: string;
  readonly conclusion: Conclusion | null;
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

/** A check run that stands at a commit already. `status` is GitHub's word, in either case. */
export interface PublishedRun {
  readonly id: number;
  readonly status: string;
  readonly externalId: string | null;
}
