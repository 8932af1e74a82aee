import { run } from 'probot';
import type { Logger } from './log.js';

/**
 * Serves Probot's setup page, which makes a GitHub App and writes its credentials to `.env`. On
 * localhost only: whoever reaches it may set them.
 */
export async function serveSetup(port: number, log: Logger): Promise<void> {
  // The page would look for a package that relays webhooks; WEBHOOK_PROXY_URL can still name one.
  process.env.NO_SMEE_SETUP ??= 'true';
  await run(() => {}, { env: { HOST: 'localhost', PORT: String(port) }, log });
  log.info(`No credentials yet: open http://localhost:${port}/probot to make a GitHub App.`);
}
