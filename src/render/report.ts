import type { Change } from '../core/change.js';
import type { Finding } from '../core/finding.js';
import type { Trouble } from '../core/trouble.js';
import type { TouchedWorkflow, Verdict } from '../core/verdict.js';
import { plain } from './phrase.js';
import { findingsOf, type LintScene, policyOf, sceneInLog, sceneOf, touchedBy } from './scene.js';
import { troubleLine } from './trouble-check.js';
import { sayFinding } from './words/finding.js';
import { requestOf } from './words/trouble.js';

/** Without any policy nothing can be flagged, so nothing is touched; `policy.file` is then `null`. */
type ReportedVerdict = Exclude<Verdict['kind'], 'silent'>;

/** The report of `check`. Its shape is public: names stay, absent values are `null`. */
export interface CheckReport {
  readonly schema: 1;
  readonly verdict: ReportedVerdict;
  readonly override: null;
  readonly exempt: null;
  readonly trouble: ReportedTrouble | null;
  readonly policy: { readonly file: string | null; readonly organisation: 'none' };
  readonly workflows: readonly ReportedWorkflow[];
  readonly findings: readonly ReportedFinding[];
}

interface ReportedTrouble {
  readonly kind: Trouble['kind'];
  readonly status: number | null;
  readonly request: string | null;
  readonly message: string;
}

interface ReportedWorkflow {
  readonly id: string;
  readonly enforcement: 'block' | 'advise';
  readonly satisfied: boolean;
  /** Id of the entry that satisfies it, or `revert of <commit>`. */
  readonly by: string | null;
  readonly decisions: readonly string[];
  readonly files: readonly string[];
}

interface ReportedFinding {
  readonly code: string;
  readonly level: 'error' | 'warning';
  readonly workflow: string | null;
  readonly decision: string | null;
  readonly field: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
  readonly fix: string;
}

/** The report of `lint`. */
export interface LintReport {
  readonly schema: 1;
  readonly problems: readonly {
    readonly file: string | null;
    readonly line: number | null;
    readonly column: number | null;
    readonly level: 'error' | 'warning';
    readonly code: string;
    readonly message: string;
  }[];
}

/** The report of a verdict: messages as plain text on one line, paths and ids as they are written. */
export function checkReport(change: Change, verdict: Verdict): CheckReport {
  return {
    schema: 1,
    verdict: verdict.kind === 'silent' ? 'untouched' : verdict.kind,
    override: null,
    exempt: null,
    trouble: null,
    policy: { file: policyFileOf(change), organisation: 'none' },
    workflows: touchedBy(verdict).map(reportedWorkflow),
    findings: findingsOf(verdict).map((finding) => reportedFinding(change, verdict, finding)),
  };
}

/** The report where Belay could not judge: nothing is known but the trouble. */
export function troubleReport(trouble: Trouble): CheckReport {
  return {
    schema: 1,
    verdict: 'unreadable',
    override: null,
    exempt: null,
    trouble: {
      kind: trouble.kind,
      status: 'status' in trouble ? trouble.status : null,
      request: requestOf(trouble),
      message: troubleLine(trouble),
    },
    policy: { file: null, organisation: 'none' },
    workflows: [],
    findings: [],
  };
}

/** The report of the linter's findings, in their order. */
export function lintReport(log: LintScene, findings: readonly Finding[]): LintReport {
  return {
    schema: 1,
    problems: findings.map((finding) => {
      const { what, fix } = sayFinding(sceneInLog(log, finding));
      return {
        file: finding.place?.file ?? null,
        line: finding.place?.line ?? null,
        column: finding.place?.column ?? null,
        level: finding.level,
        code: finding.fact.code,
        message: `${plain(what)} ${plain(fix)}`,
      };
    }),
  };
}

function policyFileOf(change: Change): string | null {
  const { policy } = change;
  return policyOf(change)?.file ?? (policy.kind === 'broken' ? policy.file : null);
}

function reportedWorkflow(one: TouchedWorkflow): ReportedWorkflow {
  return {
    id: one.workflow.id,
    enforcement: one.enforcement,
    satisfied: one.satisfied,
    by: byOf(one),
    decisions: one.decisions,
    files: one.files.map(({ path }) => path),
  };
}

function byOf({ by }: TouchedWorkflow): string | null {
  if (by === null) return null;
  return by.kind === 'revert' ? `revert of ${by.names}` : by.linked.entry.id;
}

function reportedFinding(change: Change, verdict: Verdict, finding: Finding): ReportedFinding {
  const { what, fix } = sayFinding(sceneOf(change, verdict, finding));
  return {
    code: finding.fact.code,
    level: finding.level,
    workflow: finding.workflow,
    decision: finding.decision,
    field: finding.field,
    file: finding.place?.file ?? null,
    line: finding.place?.line ?? null,
    column: finding.place?.column ?? null,
    message: plain(what),
    fix: plain(fix),
  };
}
