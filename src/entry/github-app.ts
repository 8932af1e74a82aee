import { LRUCache } from 'lru-cache';
import { Probot, ProbotOctokit } from 'probot';
import { TroubleError } from '../core/trouble.js';
import type { Config } from './config.js';
import { explained } from './explained.js';
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
  /** The login of the App's bot. GitHub is asked until it has told once; rejects with the trouble. */
  login(): Promise<string>;
  /** Ids of its installations, those left out that are suspended. */
  installations(): Promise<readonly number[]>;
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
  let login: string | null = null;
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
      login ??= await explained('this App', () => loginOf(probot));
      return login;
    },
    installations: () => explained('the installations', () => installationsOf(probot)),
  };
}

async function loginOf(probot: Probot): Promise<string> {
  const app = await probot.auth();
  const { data } = await app.request('GET /app');
  if (data?.slug !== undefined) return `${data.slug}[bot]`;
  throw new TroubleError({ kind: 'partial', what: 'this App', request: null });
}

const PER_PAGE = 100;

async function installationsOf(probot: Probot): Promise<readonly number[]> {
  const app = await probot.auth();
  const ids: number[] = [];
  for (let page = 1, isLast = false; !isLast; page++) {
    const { data } = await app.request('GET /app/installations', { per_page: PER_PAGE, page });
    ids.push(...data.filter((one) => !one.suspended_at).map(({ id }) => id));
    isLast = data.length < PER_PAGE;
  }
  return ids;
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
