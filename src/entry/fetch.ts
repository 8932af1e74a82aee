/** GitHub gives its own answers up after ten seconds; nothing is to be waited for twice as long. */
const LONGEST = 20_000;

/** One request as it went; `status` is 0 where no answer came. */
export interface Observed {
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

/**
 * `fetch` that gives up after twenty seconds, the answer's body included, unless the caller has a
 * limit of its own; and tells how it went.
 */
export function patientFetch(observe: (request: Observed) => void = () => {}): typeof fetch {
  return async (input, init) => {
    const signal = init?.signal ?? AbortSignal.timeout(LONGEST);
    const request = { method: init?.method ?? 'GET', url: String(input) };
    try {
      const response = await fetch(input, { ...init, signal });
      observe({ ...request, status: response.status });
      return response;
    } catch (error) {
      observe({ ...request, status: 0 });
      throw error;
    }
  };
}
