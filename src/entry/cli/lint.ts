import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Finding, Unread } from '../../core/finding.js';
import { lint, type Tree } from '../../core/lint.js';
import { POLICY_FILES } from '../../core/policy.js';
import { withClone } from '../../read/git/clone.js';
import { gitIn } from '../../read/git/run.js';
import { type ReadTree, readTree } from '../../read/tree.js';
import { explainPolicy } from '../../render/explain.js';
import { lintCommands } from '../../render/github-commands.js';
import { lintDocument } from '../../render/lint-document.js';
import { disarmed } from '../../render/printable.js';
import { lintReport } from '../../render/report.js';
import { lintForTerminal } from '../../render/terminal.js';
import { todayAt } from '../clock.js';
import {
  type Format,
  failed,
  json,
  type LintFlags,
  type Printed,
  type Surroundings,
  UsageError,
} from './output.js';

/** `belay lint`: what is wrong with policy and entries as they lie in the work tree. */
export async function runLint(
  paths: readonly string[],
  flags: LintFlags,
  around: Surroundings,
): Promise<Printed> {
  try {
    if (flags.explain && flags.format !== 'text') {
      throw new UsageError('--explain prints text; leave --format out');
    }
    const { folder } = around;
    const top = (await gitIn(folder).read(['rev-parse', '--show-toplevel']))
      .toString('utf8')
      .trim();
    const wanted = paths.map((path) => withinTop(path, { folder, top }));
    const { tree, unread } = await readWorktree(folder, flags.asOf ?? null);
    const findings = [...lint(tree), ...unread.map(unreadFinding)].filter(concerns(wanted));
    const explained =
      flags.explain && tree.policy !== null ? `${explainPolicy(tree.policy)}\n` : '';
    const stdout = explained + printed({ tree, findings, format: flags.format, around });
    const exit = findings.some(({ level }) => level === 'error') ? 1 : 0;
    return { stdout, stderr: hasPolicy(tree) ? '' : NO_POLICY, exit };
  } catch (error) {
    return failed('lint', flags.format, error);
  }
}

const NO_POLICY = `belay: there is no policy (${POLICY_FILES[0]}): entries are only read, not judged\n`;

function hasPolicy({ policy, policyProblems }: Tree): boolean {
  return policy !== null || policyProblems.length > 0;
}

function readWorktree(folder: string, asOf: string | null): Promise<ReadTree> {
  return withClone({ folder, files: 'uncommitted' }, async ({ source, head }) =>
    readTree(source, { commit: await head(), today: todayAt(asOf) }),
  );
}

/** A path as the repository knows it; `''` is all of it. */
function withinTop(path: string, { folder, top }: { folder: string; top: string }): string {
  const full = resolve(folder, path);
  if (!existsSync(full)) throw new UsageError(`there is no file or folder named ${path}`);
  const within = relative(top, realpathSync(full));
  if (within.startsWith('..')) throw new UsageError(`${path} lies outside of this repository`);
  return within.split(sep).join('/');
}

/** Findings of no file concern every call. */
function concerns(wanted: readonly string[]): (finding: Finding) => boolean {
  return ({ place }) => {
    if (wanted.length === 0 || place === null) return true;
    return wanted.some(
      (one) => one === '' || place.file === one || place.file.startsWith(`${one}/`),
    );
  };
}

function unreadFinding(what: Unread): Finding {
  const fact = { code: 'incomplete-read', what } as const;
  return { fact, level: 'error', workflow: null, decision: null, place: null, field: null };
}

interface Linted {
  readonly tree: Tree;
  readonly findings: readonly Finding[];
  readonly format: Format;
  readonly around: Surroundings;
}

function printed({ tree, findings, format, around }: Linted): string {
  switch (format) {
    case 'text':
      return lintForTerminal(tree, findings, around);
    case 'json':
      return json(lintReport(tree, findings));
    case 'markdown':
      return disarmed(lintDocument(tree, findings));
    case 'github':
      return [...lintCommands(tree, findings), ''].join('\n');
  }
}
