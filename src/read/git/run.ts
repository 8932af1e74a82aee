import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { TroubleError } from '../../core/trouble.js';

/** What a git command left. */
export interface Outcome {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git in one clone. */
export interface Git {
  /** The outcome, whatever its exit code. */
  run(args: readonly string[], input?: string): Promise<Outcome>;
  /** What it printed; a failure is thrown as trouble with git's own words. */
  read(args: readonly string[], input?: string): Promise<Buffer>;
  /** The beginning of what it prints; git is stopped once there is enough. */
  readStart(args: readonly string[], bytes: number): Promise<Buffer>;
}

/** A clone's files are data: no hook, monitor, filter of diffs or network helper is ever started. */
const SAFE = [
  ['core.hooksPath', devNull],
  ['core.fsmonitor', 'false'],
  ['core.quotePath', 'false'],
].flatMap(([key, value]) => ['-c', `${key}=${value}`]);

const ENVIRONMENT = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  // Unlike `protocol.allow` it outweighs what the clone's own configuration says of one protocol.
  GIT_ALLOW_PROTOCOL: 'none',
};

/** Git in a folder; `environment` is added to the process's own. */
export function gitIn(folder: string, environment: Readonly<Record<string, string>> = {}): Git {
  const start = (args: readonly string[]) =>
    spawn('git', [...SAFE, ...args], {
      cwd: folder,
      env: { ...process.env, ...ENVIRONMENT, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  const run = (args: readonly string[], input?: string) => outcomeOf(start(args), input ?? '');
  return {
    run,
    read: async (args, input) => {
      const { code, stdout, stderr } = await run(args, input);
      if (code !== 0) throw gitTrouble(firstLine(stderr) || `git ${args[0]} failed`);
      return stdout;
    },
    readStart: (args, bytes) => startOf(start(args), bytes),
  };
}

/** Trouble of the clone's, in words that follow "git said". */
export function gitTrouble(detail: string): TroubleError {
  return new TroubleError({ kind: 'git', detail });
}

type Child = ReturnType<typeof spawn>;

function outcomeOf(child: Child, input: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => reject(notStarted(error)));
    child.on('close', (code) =>
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
    // Git may end before it has read everything; its exit code tells the rest.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function startOf(child: Child, bytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdin?.end();
    child.on('error', (error) => reject(notStarted(error)));
    child.on('close', () => resolve(Buffer.concat(chunks).subarray(0, bytes)));
    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= bytes) child.kill();
    });
  });
}

function notStarted(error: Error): TroubleError {
  return new TroubleError(
    { kind: 'git', detail: `git could not be started: ${error.message}` },
    { cause: error },
  );
}

/** Git says the reason first; what follows is advice to somebody at a terminal. */
function firstLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const reason = lines.find((line) => /^(fatal|error):/.test(line)) ?? lines[0] ?? '';
  return reason.replace(/^(fatal|error): /, '').trim();
}
