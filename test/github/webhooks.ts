/** Signed webhook deliveries, recorded and awaitable. */
import { createHmac, randomUUID } from 'node:crypto';

export interface Delivery {
  event: string;
  action: string | null;
  guid: string;
  payload: Record<string, unknown>;
  /** HTTP status of the receiver; `null` while open or without an answer. */
  status: number | null;
  /** What the receiver said, or why it could not be reached. */
  answer: string;
  ms: number;
  redelivery: boolean;
  at: string;
  id: number;
}

export interface DeliverOptions {
  badSignature?: boolean;
  contentType?: string;
  guid?: string;
  /** Sent instead of the payload's JSON. */
  raw?: string;
}

export class Webhooks {
  /** Where events go; `null` only records them. */
  url: string | null;
  secret: string;
  readonly deliveries: Delivery[] = [];
  readonly #open = new Set<Promise<unknown>>();

  constructor(url: string | null, secret: string) {
    this.url = url;
    this.secret = secret;
  }

  /** Counts work that will end in a delivery, so that `delivered` waits for it. */
  track<T>(work: Promise<T>): Promise<T> {
    const done = work.catch(() => {}).finally(() => this.#open.delete(done));
    this.#open.add(done);
    return work;
  }

  get open(): number {
    return this.#open.size;
  }

  async delivered(): Promise<void> {
    while (this.#open.size) await Promise.all(this.#open);
  }

  async deliver(
    event: string,
    payload: Record<string, unknown>,
    options: DeliverOptions = {},
  ): Promise<Delivery> {
    const delivery: Delivery = {
      event,
      action: typeof payload.action === 'string' ? payload.action : null,
      guid: options.guid ?? randomUUID(),
      payload,
      status: null,
      answer: '',
      ms: 0,
      redelivery: options.guid !== undefined,
      at: new Date().toISOString(),
      id: this.deliveries.length + 1,
    };
    this.deliveries.push(delivery);
    await this.track(this.#post(delivery, options));
    return delivery;
  }

  async #post(delivery: Delivery, options: DeliverOptions): Promise<void> {
    if (!this.url) return;
    const body = options.raw ?? JSON.stringify(delivery.payload);
    const secret = options.badSignature ? `not ${this.secret}` : this.secret;
    const started = performance.now();
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: {
          'content-type': options.contentType ?? 'application/json',
          'user-agent': 'GitHub-Hookshot/embedded',
          'x-github-event': delivery.event,
          'x-github-delivery': delivery.guid,
          'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        },
        body,
        // GitHub's own patience.
        signal: AbortSignal.timeout(10_000),
      });
      delivery.answer = await response.text();
      delivery.status = response.status;
    } catch (error) {
      delivery.answer = String(error);
    }
    delivery.ms = performance.now() - started;
  }
}
