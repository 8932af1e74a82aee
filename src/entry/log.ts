import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger };

/**
 * The App's log: one JSON object a line. No payload, header, token or key ever reaches it: an error
 * is reduced to what names it, since clients hang whole requests and webhooks on their errors.
 */
export function createLog(level: string, to: DestinationStream = pino.destination(1)): Logger {
  const options: LoggerOptions = {
    level,
    base: { app: 'belay' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describe },
  };
  return pino(options, to);
}

interface Described {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly status: number | undefined;
  readonly cause: Described | undefined;
}

function describe(error: unknown): Described {
  if (!(error instanceof Error)) {
    return {
      type: typeof error,
      message: String(error),
      stack: undefined,
      status: undefined,
      cause: undefined,
    };
  }
  const status = 'status' in error && typeof error.status === 'number' ? error.status : undefined;
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    stack: error.stack === undefined ? undefined : withoutSecrets(error.stack),
    status,
    cause: error.cause instanceof Error ? describe(error.cause) : undefined,
  };
}

/** GitHub's tokens have known prefixes; keys are PEM blocks; URLs may carry a password. */
function withoutSecrets(text: string): string {
  return text
    .replace(/\b(gh[opsur]_|github_pat_)\w+/g, '$1…')
    .replace(/\bBearer\s+[\w.~+/-]+=*/gi, 'Bearer …')
    .replace(/-----BEGIN [^-]{0,60}-----[^-]*(?:-----END [^-]{0,60}-----)?/g, '(a private key)')
    .replace(/(\b\w{1,30}:\/\/)[^/\s:@]*:[^/\s@]*@/g, '$1…@');
}
