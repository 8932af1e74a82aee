import { setFlagsFromString } from 'node:v8';
import { configFrom } from './config.js';
import { createLog } from './log.js';
import { startApp } from './start.js';

// Of itself Node lets garbage grow to several times what is in use before it collects it; each
// request leaves some that only a full collection finds.
setFlagsFromString('--heap-growing-percent=50');

if (process.env.NODE_ENV !== 'production') loadDotEnv();
const configured = configFrom(process.env);
switch (configured.kind) {
  case 'bad':
    for (const problem of configured.problems) process.stderr.write(`belay: ${problem}\n`);
    process.exitCode = 1;
    break;
  case 'setup': {
    const { serveSetup } = await import('./setup.js');
    await serveSetup(configured.port, createLog('info'));
    break;
  }
  case 'good':
    await serve(configured.config);
}

async function serve(config: Parameters<typeof startApp>[0]['config']): Promise<void> {
  const log = createLog(config.logLevel);
  const fail = (error: unknown) => {
    log.fatal({ err: error }, 'cannot go on');
    process.exit(1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  const app = await startApp({ config, log }).catch(fail);
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping: finishing what is under way');
    await app?.stop();
    log.info('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** What the setup page wrote, in development only. */
function loadDotEnv(): void {
  try {
    process.loadEnvFile();
  } catch {
    // There is none.
  }
}
