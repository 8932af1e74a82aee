import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { WEBHOOK_PATH } from '../../src/entry/server.js';
import type { GitHub } from '../../test/github/world.js';

/** What a process has used since it began: CPU in ms, resident memory in MB. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** An app in a process of its own, as its environment starts it. */
export interface AppProcess {
  readonly name: string;
  readonly webhookUrl: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/**
 * Loaded before the app and unknown to it: answers any message with what the process has used, and
 * ends it with its parent.
 */
const PROBE = `data:text/javascript,${encodeURIComponent(`
  process.on('message', () =>
    process.send({ cpu: process.cpuUsage(), memory: process.memoryUsage.rss() }));
  process.on('disconnect', () => process.exit());
  process.channel.unref();
`)}`;

interface Told {
  readonly cpu: NodeJS.CpuUsage;
  readonly memory: number;
}

/** Starts a built app against the GitHub; resolves when it takes connections. */
export async function startProcess(name: string, file: string, gh: GitHub): Promise<AppProcess> {
  const port = await freePort();
  const child = fork(file, {
    execArgv: ['--import', PROBE],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      APP_ID: String(gh.appId),
      PRIVATE_KEY: gh.privateKey,
      WEBHOOK_SECRET: gh.webhookSecret,
      GITHUB_API_URL: gh.url,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
  });
  await untilListening(child, port);
  return {
    name,
    webhookUrl: `http://127.0.0.1:${port}${WEBHOOK_PATH}`,
    usage: async () => {
      const answer = once(child, 'message');
      child.send('usage');
      const [{ cpu, memory }] = (await answer) as [Told];
      return { cpu: (cpu.user + cpu.system) / 1000, memory: memory / 1024 ** 2 };
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`The app ended with ${child.exitCode}`);
    await wait(20);
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
