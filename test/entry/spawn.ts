import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a process ended, and what it had printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of its own, with nothing but the environment given. */
export interface Process {
  readonly child: ChildProcess;
  /** Resolves with the first line of standard output that contains the text. */
  line(text: string): Promise<string>;
  ended(): Promise<Ended>;
}

/** Starts a script, named from the repository's root, in `folder`. */
export function start(
  script: string,
  env: Readonly<Record<string, string>>,
  { folder = process.cwd(), args = [] as readonly string[] } = {},
): Process {
  const path = new URL(`../../${script}`, import.meta.url).pathname;
  const PATH = process.env.PATH ?? '';
  const child = spawn(process.execPath, [path, ...args], {
    cwd: folder,
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk;
  });
  const closed = once(child, 'close');
  return {
    child,
    line: async (text) => {
      const find = () => said.stdout.split('\n').find((line) => line.includes(text));
      while (find() === undefined) {
        if (child.exitCode !== null) throw new Error(`It ended: ${said.stderr}${said.stdout}`);
        await Promise.race([once(child.stdout, 'data'), closed]);
      }
      return find() ?? '';
    },
    ended: async () => {
      await closed;
      return { code: child.exitCode, ...said };
    },
  };
}
