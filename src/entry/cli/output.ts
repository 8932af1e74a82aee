import { randomUUID } from 'node:crypto';
import { type Trouble, TroubleError } from '../../core/trouble.js';
import { checkDocument } from '../../render/check.js';
import { plain } from '../../render/phrase.js';
import { troubleReport } from '../../render/report.js';
import { reportOfFailure } from '../../render/scorecard/run-report.js';
import { troubleLine, troubleText } from '../../render/trouble-check.js';
import {
  commandTrouble,
  commandTroubleDocument,
  commandTroubleLine,
  type ReportedTrouble,
} from '../../render/trouble-command.js';
import { sayTrouble } from '../../render/words/trouble.js';
import type { ProgressLine } from '../progress.js';

export const FORMATS = ['text', 'json', 'markdown', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** The commands that come to a judgement, and so have a report. */
const JUDGING = ['check', 'lint', 'sweep', 'scorecard'] as const;
type Judging = (typeof JUDGING)[number];

/** Where a command runs and what it may know of its surroundings. */
export interface Surroundings {
  readonly folder: string;
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly colour: 'on' | 'off';
  readonly width: number;
  /** Where the documentation is read, if anybody said. */
  readonly docs: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `null` where nobody looks. */
  readonly progress: ProgressLine | null;
}

/** What the options of all these commands say. */
interface CommonFlags {
  readonly asOf?: string;
  readonly format: Format;
}

export interface CheckFlags extends CommonFlags {
  readonly base?: string;
  readonly head?: string;
  readonly body?: string;
  readonly worktree?: true;
}

export interface LintFlags extends CommonFlags {
  readonly explain?: true;
}

export interface SweepFlags extends CommonFlags {
  readonly repo?: string;
  readonly org?: string;
  readonly dryRun?: true;
}

export interface ScorecardFlags extends SweepFlags {
  readonly month?: string;
}

/** What a command prints, and its exit code: 0 fine, 1 held, overdue or errors found, 2 could not judge. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: 0 | 1 | 2;
}

/** A wrong call, found only when looking closer than at its options. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** As JSON, with a line break at the end; spelt so that GitHub's runner sees no command in it. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll('##[', '##\\u005b')}\n`;
}

/** What to print when a command could not do its work. Standard output stays JSON if asked for. */
export function failed(command: Judging, format: Format, error: unknown): Printed {
  if (error instanceof UsageError) return usage(command, format, error.message);
  const trouble = troubleOf(error);
  const { whose, remedy } = sayTrouble(trouble, 'command');
  const line = command === 'check' ? troubleLine(trouble) : commandTroubleLine(trouble);
  const stack = trouble.kind === 'bug' && error instanceof Error ? [error.stack ?? ''] : [];
  const lines = [`belay: ${line}`, plain(whose), plain(remedy), ...stack];
  const stderr = `${lines.join('\n')}\n`;
  switch (format) {
    case 'json':
      return { stdout: json(reportOf(command, trouble)), stderr, exit: 2 };
    case 'markdown':
      return { stdout: documentOf(command, trouble), stderr, exit: 2 };
    case 'github':
      return { stdout: `::error title=Belay::${line}\n`, stderr, exit: 2 };
    case 'text':
      return { stdout: '', stderr, exit: 2 };
  }
}

function reportOf(command: Judging, trouble: Trouble): object {
  return command === 'check'
    ? troubleReport(trouble)
    : failureReport(command, commandTrouble(trouble));
}

/** Only a check fails because it could not judge: the other commands hold nothing back. */
function documentOf(command: Judging, trouble: Trouble): string {
  return command === 'check'
    ? checkDocument(troubleText(trouble))
    : commandTroubleDocument(trouble);
}

/** What to print on a call that commander refused; the message is on standard error already. */
export function usageReport(argv: readonly string[], message: string): Printed {
  const command = JUDGING.find((one) => one === argv[0]) ?? 'check';
  const plain = message.replace(/^error: /, '');
  return { ...usage(command, wantsJson(argv) ? 'json' : 'text', plain), stderr: '' };
}

function usage(command: Judging, format: Format, message: string): Printed {
  const stderr = `belay: ${message}\n`;
  if (format !== 'json') return { stdout: '', stderr, exit: 2 };
  const trouble = { kind: 'usage', status: null, request: null, message } as const;
  return { stdout: json(failureReport(command, trouble)), stderr, exit: 2 };
}

/** A report in the shape of its command, with nothing in it but the trouble. */
function failureReport(command: Judging, trouble: ReportedTrouble): object {
  switch (command) {
    case 'check':
      return { ...troubleReport({ kind: 'git', detail: trouble.message }), trouble };
    case 'lint':
      return { schema: 1, problems: [], trouble };
    case 'sweep':
      return { schema: 1, pilots: [], trouble };
    case 'scorecard':
      return reportOfFailure(trouble);
  }
}

function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (arg, at) => arg === '--format=json' || (arg === 'json' && argv[at - 1] === '--format'),
  );
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof TroubleError) return error.trouble;
  return { kind: 'bug', reference: randomUUID().slice(0, 8) };
}
