/**
 * Why Belay could not read or write what it needs: never the contributor's fault.
 * `request` is GitHub's request id, for its support and the log.
 */
export type Trouble =
  | { readonly kind: 'github'; readonly status: number; readonly request: string | null }
  | { readonly kind: 'network'; readonly detail: string }
  | {
      readonly kind: 'rate-limit';
      /** Seconds to wait, where GitHub said so. */
      readonly wait: number | null;
      readonly request: string | null;
    }
  | {
      readonly kind: 'forbidden';
      readonly status: number;
      readonly what: string;
      readonly request: string | null;
    }
  | { readonly kind: 'gone'; readonly what: string; readonly request: string | null }
  | { readonly kind: 'partial'; readonly what: string; readonly request: string | null }
  | { readonly kind: 'git'; readonly detail: string }
  | { readonly kind: 'bug'; readonly reference: string };

/** An answer, or the trouble that came in its place. */
export type Answered<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Expected trouble on the way in or out, thrown by `read/` and `write/` and caught by `entry/` only. */
export class TroubleError extends Error {
  override readonly name = 'TroubleError';
  constructor(
    readonly trouble: Trouble,
    options?: ErrorOptions,
  ) {
    super(`could not go on: ${trouble.kind}`, options);
  }
}

/** Whether trying again by itself may help. */
export function passes(trouble: Trouble): boolean {
  return ['github', 'network', 'rate-limit', 'partial'].includes(trouble.kind);
}
