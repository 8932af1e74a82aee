/** What a world may be told at its start, and how it is peopled by it. */
import { generateKeyPairSync } from 'node:crypto';
import type { InstallationOptions } from './access.js';
import { type OrgOptions, organisation } from './accounts.js';
import type { Hub } from './hub.js';

export interface AppOptions {
  id?: number;
  slug?: string;
  name?: string;
  permissions?: Record<string, string>;
  events?: string[];
}

export interface Options {
  orgs?: OrgOptions[];
  users?: string[];
  app?: AppOptions;
  installations?: InstallationOptions[];
  webhookUrl?: string;
  webhookSecret?: string;
  port?: number;
  rateLimit?: number;
}

/** What the least manifest asks for. */
const LEAST = {
  metadata: 'read',
  contents: 'read',
  pull_requests: 'read',
  checks: 'write',
  issues: 'write',
  members: 'read',
  merge_queues: 'read',
  statuses: 'write',
};
const ACME: OrgOptions = { login: 'acme', admins: ['root'], members: ['alice', 'bob'] };

let key: string | undefined;

/** Making a key takes a quarter of a second, so all worlds of a process share one. */
export function sharedKey(): string {
  const format = { type: 'pkcs1', format: 'pem' } as const;
  key ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: format,
    publicKeyEncoding: format,
  }).privateKey;
  return key;
}

/** Peoples the world and installs the app; answers the app's number. */
export function settle(hub: Hub, options: Options): number {
  const { id = 12345, slug = 'belay', name = 'Belay', events = ['*'] } = options.app ?? {};
  const permissions = options.app?.permissions ?? LEAST;
  const app = { app_id: id, slug, name, permissions, events, private_key: sharedKey() };
  hub.tables.apps.insert(app);
  hub.access.person(`${slug}[bot]`);
  const orgs = options.orgs ?? [ACME];
  for (const org of orgs) organisation(hub.tables, org);
  for (const login of options.users ?? []) hub.access.person(login);
  for (const one of options.installations ?? orgs.map((org) => ({ account: org.login }))) {
    hub.access.install(id, one);
  }
  return id;
}
