import { runCli } from '../cli.js';
import { documentationIn } from '../documentation.js';
import { progressOn } from '../progress.js';

const { env, stdin, stdout, stderr } = process;

// Whoever reads may have seen enough (`belay check | head`).
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const printed = await runCli(process.argv.slice(2), {
  folder: process.cwd(),
  stdin,
  colour: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb' ? 'on' : 'off',
  width: stdout.columns ?? 100,
  docs: documentationIn(env),
  env,
  progress: stderr.isTTY ? progressOn(stderr, Date.now) : null,
});
stderr.write(printed.stderr);
stdout.write(printed.stdout);
process.exitCode = printed.exit;
