/** The port: HTTP in, log, faults, latency, limits, HTTP out. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { refuse, respond } from './api.js';
import { type Effect, Faults, type LoggedRequest } from './faults.js';
import { type Answer, type Call, type Hub, Refusal } from './hub.js';
import { finish, logEntry, readCall, send } from './wire.js';

export class Port {
  readonly faults = new Faults();
  readonly requests: LoggedRequest[] = [];
  latency: number | ((request: LoggedRequest) => number) = 0;
  /** Requests an hour for each token. */
  rateLimit = Number.POSITIVE_INFINITY;
  open = 0;
  /** When the last request came in or was answered, by `performance.now()`. */
  lastSeen = 0;
  hub: Hub | undefined;
  readonly #used = new Map<string, number>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: Error) => response.destroy(error));
    });
    // A little more than clients keep an idle connection, so that none is met half closed.
    this.#server.keepAliveTimeout = 10_000;
  }

  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    return closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const call = await readCall(request);
    const logged = logEntry(call, started);
    this.requests.push(logged);
    this.open += 1;
    this.lastSeen = started;
    try {
      const effect: Partial<Effect> = this.faults.take(logged) ?? {};
      await this.#linger(logged, effect);
      if ('hang' in effect) return;
      if ('reset' in effect) return void request.socket.resetAndDestroy();
      const answer = await this.#answer(call, logged, effect);
      logged.status = answer.status;
      logged.ms = performance.now() - started;
      const ready = finish(call, answer, this.#limits(call.actor.token));
      send(response, ready, 'cut' in effect ? (effect.cut ?? null) : null);
    } finally {
      this.open -= 1;
      this.lastSeen = performance.now();
    }
  }

  async #linger(logged: LoggedRequest, effect: Partial<Effect>): Promise<void> {
    const late = typeof this.latency === 'function' ? this.latency(logged) : this.latency;
    const delay = late + ('delay' in effect ? (effect.delay ?? 0) : 0);
    if (delay > 0) await wait(delay);
  }

  async #answer(call: Call, logged: LoggedRequest, effect: Partial<Effect>): Promise<Answer> {
    if ('status' in effect) {
      const { status = 500, headers = {}, body } = effect;
      return { status, headers, data: body ?? { message: `Fault ${status}` } };
    }
    try {
      const answer = await respond(this.#admit(call, logged), call);
      return 'change' in effect && effect.change ? changed(answer, effect.change) : answer;
    } catch (error) {
      if (error instanceof Refusal) return refuse(error);
      throw error;
    }
  }

  /** Finds out who calls, and refuses a token that is unknown or used up. */
  #admit(call: Call, logged: LoggedRequest): Hub {
    const { hub } = this;
    if (!hub) throw new Refusal(503, 'Not started yet');
    call.actor = hub.access.actor(call.headers.authorization);
    logged.actor = call.actor.login;
    logged.installation = call.actor.installation?.id ?? null;
    const used = (this.#used.get(call.actor.token) ?? 0) + 1;
    this.#used.set(call.actor.token, used);
    if (used > this.rateLimit) throw new Refusal(403, 'API rate limit exceeded');
    return hub;
  }

  #limits(token: string): Record<string, string> {
    const endless = !Number.isFinite(this.rateLimit);
    const limit = endless ? 15_000 : this.rateLimit;
    const used = endless ? 0 : (this.#used.get(token) ?? 0);
    return {
      'x-ratelimit-limit': `${limit}`,
      'x-ratelimit-remaining': `${Math.max(limit - used, 0)}`,
      'x-ratelimit-used': `${Math.min(used, limit)}`,
      'x-ratelimit-reset': `${Math.ceil(Date.now() / 3_600_000) * 3600}`,
      'x-ratelimit-resource': 'core',
    };
  }
}

/** The answer with its data changed; what is changed is a copy. */
function changed(answer: Answer, change: (data: unknown) => unknown): Answer {
  const data = typeof answer.data === 'string' ? JSON.parse(answer.data) : answer.data;
  return { ...answer, data: change(structuredClone(data)) };
}
