/** An embedded GitHub and the people in it; README.md beside this file is its manual. */
import { setTimeout as wait } from 'node:timers/promises';
import { Access, type InstallationOptions } from './access.js';
import { announce } from './announce.js';
import { respond } from './api.js';
import { startEmulator } from './emulator.js';
import { type Faults, type LoggedRequest, type Match, matches } from './faults.js';
import { Git } from './git.js';
import { schema } from './graphql.js';
import { Clock, findRepo, type Hub, Refusal } from './hub.js';
import type { RepoOptions } from './new-repo.js';
import { type Options, settle, sharedKey } from './options.js';
import { openRepo, Repo } from './repo.js';
import type { InstallationRow } from './rows.js';
import { Port } from './server.js';
import { type DeliverOptions, type Delivery, Webhooks } from './webhooks.js';

export type { InstallationOptions } from './access.js';
export type { LoggedRequest, Match } from './faults.js';
export type { RepoOptions } from './new-repo.js';
export type { Options } from './options.js';
export type { Pull } from './pull.js';
export type { Repo } from './repo.js';
export type { Delivery } from './webhooks.js';

/** Starts a GitHub of its own; worlds do not know of one another. */
export async function startGitHub(options: Options = {}): Promise<GitHub> {
  const port = new Port();
  const url = await port.listen(options.port ?? 0);
  const clock = new Clock();
  const emulator = await startEmulator(url, () => clock.fixed);
  const { tables, tokens } = emulator;
  const secret = options.webhookSecret ?? "it's a secret";
  const marks = {
    edits: new Map(),
    originals: new Map(),
    reactions: new Map(),
    verified: new Set<string>(),
    queue: [],
    nextId: 1,
  };
  const limits = { treeEntries: 100_000, pullFiles: 3000, compareFiles: 300, blobText: 512_000 };
  const webhooks = new Webhooks(options.webhookUrl ?? null, secret);
  // The access part looks things up in the hub it belongs to.
  const hub = { url, tables, emulator, clock, marks, limits, webhooks } as Partial<Hub> as Hub;
  hub.git = new Git(tables);
  hub.access = new Access(hub, tokens);
  port.hub = hub;
  port.rateLimit = options.rateLimit ?? Number.POSITIVE_INFINITY;
  emulator.onEvent((event, action, payload, owner, repo) =>
    webhooks.track(announce(hub, event, action, payload, { owner, repo })),
  );
  // Built before the first query, whose answer it would delay by a tenth of a second.
  schema();
  return new GitHub(hub, port, settle(hub, options));
}

export class GitHub {
  readonly hub: Hub;
  readonly appId: number;
  readonly #port: Port;

  constructor(hub: Hub, port: Port, appId: number) {
    this.hub = hub;
    this.#port = port;
    this.appId = appId;
  }

  get url(): string {
    return this.hub.url;
  }

  get privateKey(): string {
    return sharedKey();
  }

  get clock(): Clock {
    return this.hub.clock;
  }

  get webhookSecret(): string {
    return this.hub.webhooks.secret;
  }

  get webhookUrl(): string | null {
    return this.hub.webhooks.url;
  }

  set webhookUrl(url: string | null) {
    this.hub.webhooks.url = url;
  }

  #installation(owner: string): InstallationRow {
    const rows = this.hub.tables.appInstallations.findBy('app_id', this.appId);
    const row = rows.find((candidate) => candidate.account_login === owner);
    if (!row) throw new Error(`The app is not installed at ${owner}`);
    return row;
  }

  installationId(owner: string): number {
    return this.#installation(owner).installation_id;
  }

  /** Installs the app at one more owner. */
  install(options: InstallationOptions): number {
    return this.hub.access.install(this.appId, options).installation_id;
  }

  token(login: string): string {
    return this.hub.access.token(login);
  }

  installationToken(
    owner: string,
    {
      permissions,
      repositories,
    }: { permissions?: Record<string, string>; repositories?: string[] } = {},
  ): string {
    const ids = repositories?.map(
      (name) => findRepo(this.hub, owner, name.split('/').at(-1) ?? '')?.id ?? 0,
    );
    return this.hub.access.installationToken(this.#installation(owner), permissions, ids);
  }

  /** What `GITHUB_TOKEN` is in a workflow of that repository. */
  actionsToken(repo: string, permissions: Record<string, string> = { contents: 'read' }): string {
    return this.hub.access.actionsToken(new Repo(this, repo).row, permissions);
  }

  /** Opens a repository; one that does not exist is created. */
  async repo(fullName: string, options: RepoOptions = {}): Promise<Repo> {
    return openRepo(this, fullName, options);
  }

  /** One REST call in process, past log, faults and latency. `actor` is a login or a token. */
  async rest(actor: string, method: string, path: string, body?: unknown) {
    const token = /^gh[ps]_/.test(actor) ? actor : this.token(actor);
    const headers = { authorization: `token ${token}`, accept: 'application/vnd.github+json' };
    const [route = '', query = ''] = path.split('?');
    const answer = await respond(this.hub, {
      method,
      path: route,
      query: new URLSearchParams(query),
      headers,
      body: body === undefined ? '' : JSON.stringify(body),
      actor: this.hub.access.actor(headers.authorization),
    });
    const text = typeof answer.data === 'string' && answer.data.startsWith('{');
    const list = typeof answer.data === 'string' && answer.data.startsWith('[');
    const data: unknown = text || list ? JSON.parse(answer.data as string) : answer.data;
    return { status: answer.status, headers: answer.headers ?? {}, data };
  }

  /** The same for what a person does: anything but success is thrown. */
  async act(
    by: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Record<string, unknown>> {
    const { status, data } = await this.rest(by, method, path, body);
    if (status >= 400) throw new Refusal(status, `${method} ${path}: ${JSON.stringify(data)}`);
    return data as Record<string, unknown>;
  }

  get deliveries(): readonly Delivery[] {
    return this.hub.webhooks.deliveries;
  }

  delivered(): Promise<void> {
    return this.hub.webhooks.delivered();
  }

  /** Sends anything, signed unless told otherwise, and answers what came back. */
  async deliver(event: string, payload: Record<string, unknown>, options?: DeliverOptions) {
    const { status, answer } = await this.hub.webhooks.deliver(event, payload, options);
    return { status, body: answer };
  }

  /** The same payload under the same GUID once more. */
  async redeliver(guid: string) {
    const known = this.deliveries.find((delivery) => delivery.guid === guid);
    if (!known) throw new Error(`No delivery ${guid}`);
    return this.deliver(known.event, known.payload, { guid });
  }

  /** Resolves when for `ms` no request has come and no delivery is open. */
  async quiet(ms = 50): Promise<void> {
    const from = performance.now();
    for (;;) {
      const last = Math.max(from, this.#port.lastSeen);
      const busy = this.#port.open + this.hub.webhooks.open > 0;
      if (!busy && performance.now() - last >= ms) return;
      await wait(5);
    }
  }

  /** Polls until the condition is truthy and answers what it was. */
  async until<T>(
    condition: () => T | Promise<T>,
    { timeout = 5000 } = {},
  ): Promise<NonNullable<T>> {
    const end = performance.now() + timeout;
    for (;;) {
      const value = await condition();
      if (value) return value;
      if (performance.now() > end) throw new Error(`Not within ${timeout} ms: ${condition}`);
      await wait(5);
    }
  }

  get requests(): readonly LoggedRequest[] {
    return this.#port.requests;
  }

  /** How many requests match; token mints count only when asked for. */
  count(match?: Match): number {
    const plain = match === undefined || typeof match === 'function' || match.mint === undefined;
    const fits = (request: LoggedRequest) =>
      match === undefined ? !request.mint : matches(match, request) && !(plain && request.mint);
    return this.requests.filter(fits).length;
  }

  /** Installation tokens asked for over HTTP. */
  get mints(): number {
    return this.count({ mint: true });
  }

  /** Empties the log of requests. */
  forget(): void {
    this.#port.requests.length = 0;
  }

  get latency(): number | ((request: LoggedRequest) => number) {
    return this.#port.latency;
  }

  set latency(latency: number | ((request: LoggedRequest) => number)) {
    this.#port.latency = latency;
  }

  set rateLimit(limit: number) {
    this.#port.rateLimit = limit;
  }

  get faults(): Faults {
    return this.#port.faults;
  }

  async close(): Promise<void> {
    this.hub.webhooks.url = null;
    await this.#port.close();
    await this.hub.emulator.close();
  }
}
