/** Runs emulate inside this process and opens its store, which its own API keeps closed. */
import { readFileSync } from 'node:fs';
import { createEmulator } from 'emulate';
import type { Row, Table, Tables } from './rows.js';

/** What a token stands for, as emulate's authentication reads it. */
export interface TokenHolder {
  login: string;
  id: number;
  scopes: string[];
  installation?: {
    installationId: number;
    appId: number;
    accountId: number;
    accountType: 'User' | 'Organization';
    permissions: Record<string, string>;
    repositoryIds: number[];
    repositorySelection: 'all' | 'selected';
  };
}

/** An event as emulate announces it, before it becomes a webhook. */
export type Announce = (
  event: string,
  action: string | undefined,
  payload: Record<string, unknown>,
  owner: string,
  repo?: string,
) => Promise<void>;

export interface Emulator {
  tables: Tables;
  tokens: Map<string, TokenHolder>;
  /** Answers a request without a network hop. */
  fetch(request: Request): Promise<Response>;
  onEvent(announce: Announce): void;
  close(): Promise<void>;
}

interface Internals {
  app: { fetch(request: Request): Promise<Response>; middleware: unknown[] };
  store: unknown;
  webhooks: { dispatch: Announce };
  baseUrl: string;
  tokens: Map<string, TokenHolder>;
}

type Register = (
  app: Internals['app'],
  store: unknown,
  webhooks: Internals['webhooks'],
  baseUrl: string,
  tokens: Internals['tokens'],
) => void;

interface GitHubModule {
  githubPlugin: { register: Register };
  getGitHubStore(store: unknown): Tables;
}

const started = new Map<string, Internals>();
let opened: Promise<GitHubModule> | undefined;

/** Loads emulate's GitHub module, the same instance emulate loads, and listens in on `register`. */
async function open(): Promise<GitHubModule> {
  const entry = import.meta.resolve('emulate');
  const source = readFileSync(new URL(entry), 'utf8');
  const chunk = /GitHub REST API emulator[\s\S]*?import\("(\.\/[^"]+)"\)/.exec(source)?.[1];
  if (!chunk)
    throw new Error('emulate has changed: its GitHub module is not where it was (0.12.2)');
  const module = (await import(new URL(chunk, entry).href)) as GitHubModule;
  const register = module.githubPlugin.register;
  module.githubPlugin.register = (app, store, webhooks, baseUrl, tokens) => {
    // Its first and last middleware are CORS and a limit of 5,000 requests; both are in the way.
    if (app.middleware.length === 4)
      app.middleware.splice(0, 4, app.middleware[1], app.middleware[2]);
    started.set(baseUrl, { app, store, webhooks, baseUrl, tokens });
    register(app, store, webhooks, baseUrl, tokens);
  };
  return module;
}

/**
 * Starts emulate's GitHub with an empty world whose URLs begin with `baseUrl`.
 * `now` is asked for the time of everything that is written.
 */
export async function startEmulator(baseUrl: string, now: () => Date | null): Promise<Emulator> {
  opened ??= open();
  const module = await opened;
  const seed = { tokens: {}, github: {} };
  const emulator = await createEmulator({ service: 'github', port: 0, baseUrl, seed });
  const internals = started.get(baseUrl);
  started.delete(baseUrl);
  if (!internals) throw new Error('emulate has changed: its GitHub plugin was not registered');
  const tables = module.getGitHubStore(internals.store);
  for (const table of Object.values(tables)) keepTime(table, now);
  return {
    tables,
    tokens: internals.tokens,
    fetch: (request) => internals.app.fetch(request),
    onEvent: (announce) => {
      internals.webhooks.dispatch = announce;
    },
    close: () => emulator.close(),
  };
}

/** Makes a table stamp its rows with the world's clock while that one is set. */
function keepTime(table: Table<Row>, now: () => Date | null): void {
  const { insert, update } = table;
  table.insert = (data) => {
    const row = insert.call(table, data);
    const time = now()?.toISOString();
    if (time) Object.assign(row, stamped(row, time));
    return row;
  };
  table.update = (id, data) => {
    const time = now()?.toISOString();
    const row = update.call(table, id, time ? stamped(data, time) : data);
    if (row && time) row.updated_at = time;
    return row;
  };
}

/** The data with every `*_at` that was written just now moved to `time`. */
function stamped<T extends object>(data: T, time: string): T {
  const moved = Object.entries(data)
    .filter(([key, value]) => key.endsWith('_at') && typeof value === 'string')
    .filter(([, value]) => Math.abs(Date.now() - Date.parse(value)) < 2000)
    .map(([key]) => [key, time]);
  return { ...data, ...Object.fromEntries(moved) };
}
