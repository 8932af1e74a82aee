import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TroubleError } from '../../core/trouble.js';
import { type Judged, judgeCommit } from '../../flows/gate.js';
import { readChange } from '../../read/change.js';
import { type CloneOptions, withClone } from '../../read/git/clone.js';
import { checkDocument } from '../../render/check.js';
import { checkCommands } from '../../render/github-commands.js';
import { disarmed } from '../../render/printable.js';
import { checkReport } from '../../render/report.js';
import { checkForTerminal } from '../../render/terminal.js';
import { todayAt } from '../clock.js';
import { exitOf } from '../exit.js';
import {
  type CheckFlags,
  type Format,
  failed,
  json,
  type Printed,
  type Surroundings,
  UsageError,
} from './output.js';

/** A clone has no pull requests: its one change goes by this number inside. */
const THE_CHANGE = 0;

/** `belay check`: the gate on a local clone, without any network. */
export async function runCheck(flags: CheckFlags, around: Surroundings): Promise<Printed> {
  try {
    const judged = await judgeClone(await cloneOptions(flags, around), {
      asOf: flags.asOf ?? null,
      docs: around.docs,
    });
    const stdout = printed(judged, flags.format, around);
    return { stdout, stderr: '', exit: exitOf(judged.verdict) };
  } catch (error) {
    return failed('check', flags.format, error);
  }
}

async function judgeClone(
  options: CloneOptions,
  { asOf, docs }: { readonly asOf: string | null; readonly docs: string | null },
): Promise<Judged> {
  return withClone(options, async ({ source }) => {
    const read = () => readChange(source, { today: todayAt(asOf) });
    const judged = await judgeCommit(THE_CHANGE, { read, docs });
    if (judged.kind === 'trouble') throw new TroubleError(judged.trouble);
    if (judged.kind === 'closed') throw new Error('a clone has nothing that could be closed');
    return judged;
  });
}

async function cloneOptions(flags: CheckFlags, around: Surroundings): Promise<CloneOptions> {
  const { base, head, body, worktree } = flags;
  if (worktree && head !== undefined) {
    throw new UsageError('--worktree judges what lies here, so it does not go with --head');
  }
  return {
    folder: around.folder,
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    ...(body === undefined ? {} : { body: await readBody(body, around) }),
    files: worktree ? 'uncommitted' : 'committed',
  };
}

async function readBody(from: string, { stdin, folder }: Surroundings): Promise<string> {
  if (from === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  }
  try {
    return await readFile(resolve(folder, from), 'utf8');
  } catch {
    throw new UsageError(`--body names a file that cannot be read: ${from}`);
  }
}

function printed({ change, verdict, text }: Judged, format: Format, around: Surroundings): string {
  switch (format) {
    case 'text':
      return checkForTerminal(change, verdict, around);
    case 'json':
      return json(checkReport(change, verdict));
    case 'markdown':
      return disarmed(checkDocument(text));
    case 'github':
      return [...checkCommands(change, verdict), disarmed(text.title), ''].join('\n');
  }
}
