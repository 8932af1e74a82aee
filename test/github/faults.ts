/** Trouble on demand, and the record of what was asked. */

export interface LoggedRequest {
  method: string;
  path: string;
  query: string;
  /** Name of the GraphQL operation; `null` for REST and for unnamed ones. */
  operation: string | null;
  graphql: boolean;
  /** Whether an installation token was asked for. */
  mint: boolean;
  /** Login of the token's holder. */
  actor: string;
  /** Number of the installation that asked. */
  installation: number | null;
  body: string;
  /** `null` while open, or when the line was cut. */
  status: number | null;
  /** When it came in, by `performance.now()`, and how long its answer took from then. */
  at: number;
  ms: number;
}

export type Match =
  | ((request: LoggedRequest) => boolean)
  | {
      method?: string;
      path?: string | RegExp;
      operation?: string | RegExp;
      graphql?: boolean;
      mint?: boolean;
    };

export type Effect =
  /** Answers this instead. */
  | { status: number; headers?: Record<string, string>; body?: unknown }
  /** Never answers. */
  | { hang: true }
  /** Breaks the connection before anything is sent. */
  | { reset: true }
  /** Sends so many bytes of the answer, then breaks the connection. */
  | { cut: number }
  /** Answers so many milliseconds later. */
  | { delay: number }
  /** Changes the answer's data. */
  // biome-ignore lint/suspicious/noExplicitAny: a story knows what it changes
  | { change: (data: any) => unknown };

export interface Fault {
  readonly used: number;
  /** Ends it early. */
  remove(): void;
}

interface Planned {
  match: Match;
  effect: Effect;
  left: number;
  used: number;
}

export class Faults {
  #planned: Planned[] = [];

  /** The next `times` requests that match meet the effect. */
  add(match: Match, effect: Effect, times = 1): Fault {
    const fault = { match, effect, left: times, used: 0 };
    this.#planned.push(fault);
    return {
      get used() {
        return fault.used;
      },
      remove: () => {
        fault.left = 0;
      },
    };
  }

  clear(): void {
    this.#planned = [];
  }

  /** The first fault for a request that is not used up; it is one use nearer to its end. */
  take(request: LoggedRequest): Effect | null {
    const fault = this.#planned.find(({ left, match }) => left > 0 && matches(match, request));
    if (!fault) return null;
    fault.left -= 1;
    fault.used += 1;
    return fault.effect;
  }
}

export function matches(match: Match, request: LoggedRequest): boolean {
  if (typeof match === 'function') return match(request);
  const like = (pattern: string | RegExp | undefined, text: string | null) =>
    pattern === undefined ||
    (typeof pattern === 'string' ? pattern === text : pattern.test(text ?? ''));
  return (
    (!match.method || match.method === request.method) &&
    like(match.path, request.path) &&
    like(match.operation, request.operation) &&
    (match.graphql === undefined || match.graphql === request.graphql) &&
    (match.mint === undefined || match.mint === request.mint)
  );
}
