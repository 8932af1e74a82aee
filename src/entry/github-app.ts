import { LRUCache } from 'lru-cache';
import { Probot, ProbotOctokit } from 'probot';
import type { Config } from './config.js';
import { type Observed, patientFetch } from './fetch.js';
import type { Logger } from './log.js';

/** An Octokit that acts as one installation. */
export type InstallationClient = Awaited<ReturnType<Probot['auth']>>;

/** The App as GitHub knows it. */
export interface GitHubApp {
  /** A client that acts as the installation; tokens are minted as needed and kept for their hour. */
  client(installation: number): Promise<InstallationClient>;
  /** Whether GitHub signed this text with our secret. */
  isSigned(body: string, signature: string): Promise<boolean>;
  /** The login of the App's bot, `null` when GitHub does not tell. */
  login(): Promise<string | null>;
}

const MOST_CLIENTS = 1_000;

/** Connects nothing yet: clients speak to GitHub when they are used. */
export function createGitHubApp(
  config: Config,
  log: Logger,
  observe: (request: Observed) => void,
): GitHubApp {
  const probot = new Probot({
    appId: config.appId,
    privateKey: config.privateKey,
    secret: config.webhookSecret,
    baseUrl: config.apiUrl,
    log: withoutBodies(log),
    Octokit: Unhurried,
    request: { fetch: patientFetch(observe) },
  });
  const clients = new LRUCache<number, Promise<InstallationClient>>({ max: MOST_CLIENTS });
  return {
    client: (installation) => {
      const client = clients.get(installation) ?? probot.auth(installation);
      clients.set(installation, client);
      return client;
    },
    isSigned: async (body, signature) => {
      await probot.ready();
      return body !== '' && probot.webhooks.verify(body, signature);
    },
    login: async () => {
      const app = await probot.auth();
      const answer = await app.request('GET /app').catch((error: unknown) => {
        log.warn(
          { err: error },
          'GitHub did not tell who this App is: check APP_ID and PRIVATE_KEY',
        );
        return null;
      });
      return answer?.data?.slug === undefined ? null : `${answer.data.slug}[bot]`;
    },
  };
}

/** Probot logs what it sends at `debug`: queries, texts of checks, whatever is in them. */
function withoutBodies(log: Logger): Logger {
  return log.isLevelEnabled('warn') ? log.child({}, { level: 'warn' }) : log;
}

interface Plugged {
  readonly throttle?: object;
}

/**
 * Probot's client without its throttling and retries: the one spaces all installations' writes a
 * second apart, both cost time on every request, and a job is tried again as a whole anyway. Only
 * this form reaches the plugins' own defaults.
 */
const Unhurried: typeof ProbotOctokit = ProbotOctokit.defaults((options: Plugged) => ({
  ...options,
  throttle: { ...options.throttle, enabled: false },
  retry: { enabled: false },
}));
