import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { startGitHub } from '../github/world.js';
import { SHOP_FILES } from '../stories/shop.js';
import { freePort } from './redis-server.js';
import { start } from './spawn.js';

const APP = `${inject('bundles')}/app.js`;

// An .env of whoever runs the tests must not help.
const folder = mkdtempSync(join(tmpdir(), 'belay-app-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the App as a process', () => {
  it('refuses to start without credentials and says which', async () => {
    const { code, stderr } = await start(APP, { NODE_ENV: 'production' }, { folder }).ended();
    expect(code).toBe(1);
    expect(stderr).toBe(
      'belay: APP_ID is missing\n' +
        'belay: PRIVATE_KEY (or PRIVATE_KEY_PATH) is missing\n' +
        'belay: WEBHOOK_SECRET is missing\n',
    );
  });

  it('serves the setup page on localhost in development', async () => {
    const port = await freePort();
    const app = start(APP, { PORT: String(port), HOST: '0.0.0.0' }, { folder });
    await app.line('No credentials yet');
    const page = await fetch(`http://localhost:${port}/probot`);
    expect(page.status).toBe(200);
    app.child.kill('SIGKILL');
    const { stdout } = await app.ended();
    expect(stdout).toContain(`http://localhost:${port}`);
    expect(stdout).not.toContain('0.0.0.0');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('finishes what is under way on %s', async (signal) => {
    const gh = await startGitHub();
    const shop = await gh.repo('acme/shop', { files: SHOP_FILES });
    const env = {
      NODE_ENV: 'production',
      APP_ID: String(gh.appId),
      PRIVATE_KEY: gh.privateKey,
      WEBHOOK_SECRET: gh.webhookSecret,
      GITHUB_API_URL: gh.url,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'debug',
    };
    const app = start(APP, env, { folder });
    const { port } = JSON.parse(await app.line('"listening"')) as { port: number };
    gh.webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
    gh.latency = 200;
    const pull = await shop.openPull({ files: { 'services/pricing/quote.ts': 'secret text\n' } });
    await gh.delivered();
    expect(pull.check('Belay')).toBeNull();
    app.child.kill(signal);
    await app.line('stopping');
    await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow();
    const { code, stdout } = await app.ended();
    expect(code).toBe(0);
    expect(pull.check('Belay')).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(stdout).not.toMatch(/secret text|ghs_|-----BEGIN|sha256=|Held:|query Belay/);
    await gh.close();
  });
});
