import { describe, expect, it } from 'vitest';
import { lint } from '../../src/core/lint.js';
import { checkCommands, lintCommands } from '../../src/render/github-commands.js';
import { checkReport, lintReport, troubleReport } from '../../src/render/report.js';
import { aCataloguedSli, aRunbook, RUNBOOK, TODAY } from '../builders/change.js';
import { anEntry, aRollback, ENTRY_PATH } from '../builders/entry.js';
import { aPolicy } from '../builders/policy.js';
import { world } from '../core/world.js';
import { STORIES } from './stories.js';

const anchorGone = world().entry({ rollback: aRollback({ runbook: `${RUNBOOK}#roll-back` }) });

const TREE = {
  policy: aPolicy(),
  policyProblems: [],
  entries: [anEntry({ rollback: aRollback({ runbook: `${RUNBOOK}#gone` }) })],
  slis: [aCataloguedSli()],
  targets: new Map([[RUNBOOK, aRunbook()]]),
  paths: ['services/pricing/quote.ts'],
  today: TODAY,
};

describe('the JSON report', () => {
  it('has the public shape, with every absent value null', () => {
    expect(checkReport(anchorGone.change, anchorGone.verdict())).toEqual({
      schema: 1,
      verdict: 'held',
      override: null,
      exempt: null,
      trouble: null,
      policy: { file: '.github/belay.yml', organisation: 'none' },
      workflows: [
        {
          id: 'checkout-pricing',
          enforcement: 'block',
          satisfied: false,
          by: null,
          decisions: ['DL-0042'],
          files: ['services/pricing/quote.ts'],
        },
      ],
      findings: [
        {
          code: 'rollback-anchor',
          level: 'error',
          workflow: 'checkout-pricing',
          decision: 'DL-0042',
          field: 'rollback.runbook',
          file: ENTRY_PATH,
          line: 14,
          column: 10,
          message:
            'DL-0042 points to `docs/runbooks/pricing.md#roll-back`, but docs/runbooks/pricing.md has no such heading. Headings there: "Scale up" and "Roll back the quote cache".',
          fix: 'Write `docs/runbooks/pricing.md#roll-back-the-quote-cache` in line 14.',
        },
      ],
    });
  });

  it('names what satisfies a workflow', () => {
    expect(checkReport(world().change, world().verdict()).workflows).toMatchObject([
      { satisfied: true, by: 'DL-0042' },
    ]);
    const reverts = [{ names: '#16', restored: ['services/pricing/quote.ts'] }];
    const reverting = world().with({ references: [], reverts });
    expect(checkReport(reverting.change, reverting.verdict()).workflows).toMatchObject([
      { satisfied: true, by: 'revert of #16', decisions: [] },
    ]);
  });

  it('holds no undefined for any story', () => {
    for (const { world: of } of STORIES) {
      const report = checkReport(of.change, of.verdict());
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    }
  });

  it('tells trouble apart from a verdict', () => {
    expect(troubleReport({ kind: 'github', status: 502, request: '8F2A' })).toEqual({
      schema: 1,
      verdict: 'unreadable',
      override: null,
      exempt: null,
      trouble: {
        kind: 'github',
        status: 502,
        request: '8F2A',
        message: 'Belay could not judge: GitHub answered 502 (request 8F2A)',
      },
      policy: { file: null, organisation: 'none' },
      workflows: [],
      findings: [],
    });
  });

  it('lists what the linter found', () => {
    expect(lintReport(TREE, lint(TREE))).toEqual({
      schema: 1,
      problems: [
        {
          file: ENTRY_PATH,
          line: 14,
          column: 10,
          level: 'error',
          code: 'rollback-anchor',
          message: expect.stringContaining('has no such heading'),
        },
      ],
    });
  });
});

describe('workflow commands', () => {
  it('annotate the line with what is wrong and how to mend it', () => {
    expect(checkCommands(anchorGone.change, anchorGone.verdict())).toEqual([
      `::error file=${ENTRY_PATH},line=14,col=10,title=Rollback path not found::DL-0042 points to \`docs/runbooks/pricing.md#roll-back\`, but docs/runbooks/pricing.md has no such heading. Headings there: "Scale up" and "Roll back the quote cache".%0AWrite \`docs/runbooks/pricing.md#roll-back-the-quote-cache\` in line 14.`,
    ]);
    expect(lintCommands(TREE, lint(TREE))).toHaveLength(1);
  });

  it('cannot be broken out of by a name', () => {
    const path = 'docs/decisions/0042,line=1::x\n::error::gone%.md';
    const rollback = aRollback({ runbook: `${RUNBOOK}#x::%0A::error::y` });
    const of = world()
      .log(anEntry({ path, rollback }))
      .target(RUNBOOK, aRunbook({ headings: [] }));
    const lines = checkCommands(of.change, of.verdict());
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^::error file=docs\/decisions\/0042%2Cline=1%3A%3Ax%0A%3A%3Aerror%3A%3Agone%25\.md,/,
    );
    expect(lines[0]).toContain('#x::%250A::error::y');
    expect(lines[0]).not.toContain('\n');
  });
});
