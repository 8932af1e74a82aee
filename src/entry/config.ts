import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { withoutSlashes } from '../core/ends.js';

export const ROLES = ['all', 'web', 'worker'] as const;
/** What this process does: take webhooks, work on them, or both. */
export type Role = (typeof ROLES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly apiUrl: string;
  readonly redisUrl: string | null;
  readonly role: Role;
  /** Where the documentation is read; `null`: checks link to none. */
  readonly docsUrl: string | null;
  /** When the daily round of sweeps begins, in UTC; `null`: there is none. */
  readonly sweepAt: { readonly hour: number; readonly minute: number } | null;
}

/** `setup`: no credential at all outside production, so the App may help to make some. */
export type Configured =
  | { readonly kind: 'good'; readonly config: Config }
  | { readonly kind: 'setup'; readonly port: number }
  | { readonly kind: 'bad'; readonly problems: readonly string[] };

type Env = Readonly<Record<string, string | undefined>>;

const CREDENTIALS = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'] as const;

/** Reads the App's configuration from environment variables; says all that is wrong at once. */
export function configFrom(env: Env): Configured {
  const surroundings = gather({
    port: readPort(env),
    host: { value: text(env, 'HOST') ?? 'localhost' },
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    apiUrl: readUrl(env, 'GITHUB_API_URL', ['http:', 'https:']),
    redisUrl: readUrl(env, 'REDIS_URL', ['redis:', 'rediss:']),
    role: readRole(env),
    docsUrl: readUrl(env, 'BELAY_DOCS_URL', ['http:', 'https:']),
    sweepAt: readTime(env, 'BELAY_SWEEP_AT', '05:00'),
  });
  if (needsSetup(env) && 'value' in surroundings) {
    return { kind: 'setup', port: surroundings.value.port };
  }
  const credentials = gather({
    appId: readAppId(env),
    privateKey: readPrivateKey(env),
    webhookSecret: required(env, 'WEBHOOK_SECRET'),
  });
  if ('problems' in credentials || 'problems' in surroundings) {
    return { kind: 'bad', problems: [credentials, surroundings].flatMap(problemsOf) };
  }
  const apiUrl = surroundings.value.apiUrl ?? PUBLIC_API;
  return { kind: 'good', config: { ...credentials.value, ...surroundings.value, apiUrl } };
}

const PUBLIC_API = 'https://api.github.com';

type Read<T> = { readonly value: T } | { readonly problem: string };
type Gathered<T> = { readonly value: T } | { readonly problems: readonly string[] };

function gather<T extends object>(reads: { readonly [K in keyof T]: Read<T[K]> }): Gathered<T> {
  const all: [string, Read<unknown>][] = Object.entries(reads);
  const problems = all.flatMap(([, read]) => ('problem' in read ? [read.problem] : []));
  if (problems.length > 0) return { problems };
  return {
    value: Object.fromEntries(all.map(([key, read]) => [key, 'value' in read && read.value])) as T,
  };
}

function problemsOf(gathered: Gathered<unknown>): readonly string[] {
  return 'problems' in gathered ? gathered.problems : [];
}

function needsSetup(env: Env): boolean {
  return (
    text(env, 'NODE_ENV') !== 'production' && CREDENTIALS.every((one) => text(env, one) === null)
  );
}

function readRole(env: Env): Read<Role> {
  const read = oneOf(env, 'BELAY_ROLE', ROLES, 'all');
  if ('problem' in read || read.value === 'all' || text(env, 'REDIS_URL') !== null) return read;
  return {
    problem: `BELAY_ROLE=${read.value} needs REDIS_URL: other processes cannot reach a queue in memory`,
  };
}

function text(env: Env, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function required(env: Env, name: string): Read<string> {
  const value = text(env, name);
  if (value !== null) return { value };
  return { problem: `${name} is ${env[name] === undefined ? 'missing' : 'empty'}` };
}

function readAppId(env: Env): Read<number> {
  const read = required(env, 'APP_ID');
  if ('problem' in read) return read;
  if (/^[1-9]\d*$/.test(read.value)) return { value: Number(read.value) };
  return { problem: `APP_ID must be the App's number, not "${read.value}"` };
}

/** `PRIVATE_KEY` may be the PEM text, with `\n` for its line ends, or that in base64. */
function readPrivateKey(env: Env): Read<string> {
  const inline = text(env, 'PRIVATE_KEY');
  const path = text(env, 'PRIVATE_KEY_PATH');
  if (inline !== null) return checkKey('PRIVATE_KEY', pemOf(inline));
  if (path === null) {
    const empty = env.PRIVATE_KEY !== undefined || env.PRIVATE_KEY_PATH !== undefined;
    return { problem: `PRIVATE_KEY (or PRIVATE_KEY_PATH) is ${empty ? 'empty' : 'missing'}` };
  }
  try {
    return checkKey('PRIVATE_KEY_PATH', readFileSync(path, 'utf8'));
  } catch {
    return { problem: `PRIVATE_KEY_PATH names a file that cannot be read: ${path}` };
  }
}

function pemOf(value: string): string {
  const plain = value.includes('-----BEGIN')
    ? value
    : Buffer.from(value, 'base64').toString('utf8');
  return plain.replaceAll('\\n', '\n');
}

function checkKey(name: string, pem: string): Read<string> {
  try {
    createPrivateKey(pem);
    return { value: pem.trim() };
  } catch {
    return { problem: `${name} does not hold a private key in PEM form` };
  }
}

function readPort(env: Env): Read<number> {
  const value = text(env, 'PORT') ?? '3000';
  if (/^\d{1,5}$/.test(value) && Number(value) < 65_536) return { value: Number(value) };
  return { problem: `PORT must be a number from 0 to 65535, not "${value}"` };
}

/** A time of day in UTC, or `off`. */
function readTime(env: Env, name: string, fallback: string): Read<Config['sweepAt']> {
  const value = text(env, name) ?? fallback;
  if (value === 'off') return { value: null };
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(value) ?? [];
  if (hour !== undefined) return { value: { hour: Number(hour), minute: Number(minute) } };
  return {
    problem: `${name} must be a time of day in UTC such as ${fallback}, or off, not "${value}"`,
  };
}

function readUrl(env: Env, name: string, protocols: readonly string[]): Read<string | null> {
  const value = text(env, name);
  if (value === null) return { value: null };
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && protocols.includes(url.protocol)) return { value: withoutSlashes(value) };
  const wanted = protocols.map((protocol) => `${protocol}//`).join(' or ');
  return { problem: `${name} must be a URL that begins with ${wanted}` };
}

function oneOf<T extends string>(
  env: Env,
  name: string,
  allowed: readonly T[],
  fallback: T,
): Read<T>;
function oneOf(env: Env, name: string, allowed: readonly string[], fallback: string): Read<string> {
  const value = text(env, name) ?? fallback;
  if (allowed.includes(value)) return { value };
  return { problem: `${name} must be one of ${allowed.join(', ')}, not "${value}"` };
}
