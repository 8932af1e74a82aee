import { describe, expect, it } from 'vitest';
import type { ScorecardWrite } from '../../../src/core/scorecard/issue/scorecard-issue.js';
import { filingOf } from '../../../src/core/scorecard/month/filing.js';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import type { ScorecardRun, Scored, ScoredMonth } from '../../../src/core/scorecard/run.js';
import { score } from '../../../src/core/scorecard/score.js';
import type { Trouble } from '../../../src/core/trouble.js';
import { parsePolicy } from '../../../src/parse/policy.js';
import { scorecardCommands } from '../../../src/render/github-commands.js';
import { runDocument, runForTerminal } from '../../../src/render/scorecard/run.js';
import {
  reportOfFailure,
  reportOfRan,
  reportOfRun,
} from '../../../src/render/scorecard/run-report.js';
import { aMonth, aScoredPolicy, aScoredRepository } from '../../builders/month.js';

const TODAY = '2026-12-05';
const PLAIN = { colour: 'off', width: 100 } as const;

function scored(month: Month, today = TODAY): ScoredMonth {
  return { kind: 'month', month, card: score(month), filing: filingOf(month, today), url: null };
}

/** A run that filed the scorecard of November. */
function aRan(changes: Partial<Scored> = {}): Scored {
  const month = aMonth();
  return {
    kind: 'scored',
    repository: month.repository,
    today: TODAY,
    months: [scored(month)],
    standing: [],
    rest: null,
    waiting: [],
    imprints: new Map(),
    others: [],
    done: [],
    told: null,
    trouble: null,
    ...changes,
  };
}

const FILE: ScorecardWrite = {
  kind: 'file',
  issue: {
    series: 'scorecard',
    month: '2026-11',
    title: 'Scorecard 2026-11',
    body: '',
    labels: [],
  },
};
const CLOSE: ScorecardWrite = { kind: 'close', number: 7, reason: 'completed', duplicateOf: null };
const DONE = [
  { write: FILE, number: 9 },
  { write: CLOSE, number: 7 },
];

const REFUSED: Trouble = {
  kind: 'forbidden',
  status: 403,
  what: 'issues of acme/shop',
  request: '8F2A',
};
const DOWN: Trouble = { kind: 'github', status: 502, request: null };
const GONE: Trouble = { kind: 'gone', what: 'repository acme/nothing', request: null };

const BROKEN = {
  file: '.github/belay.yml',
  problems: parsePolicy('.github/belay.yml', 'workflows:\n  a:\n    pats: [x]\n').problems,
};

function alone(one: ScorecardRun['repositories'][number]): ScorecardRun {
  return { repositories: [one], rollUp: null, homeless: null };
}

function text(one: ScorecardRun['repositories'][number]): string {
  return runForTerminal(alone(one), 'done', PLAIN);
}

/** Whatever is said, without what keeps people from being called. */
function document(one: ScorecardRun['repositories'][number]): string {
  return runDocument(alone(one), 'done').replaceAll(/[\u200b\u2060]/g, '');
}

const young = aMonth({ policyDays: 5 });
const running = aMonth({ asOf: '2026-11-20' });

describe('a run over many repositories', () => {
  const named = (name: string) => aScoredRepository({ name });
  const run: ScorecardRun = {
    repositories: [
      aRan({ done: DONE }),
      aRan({ repository: named('young'), months: [scored(young)] }),
      aRan({
        repository: named('older'),
        months: [scored(aMonth({ ancestor: BROKEN }))],
        others: [{ month: '2026-11', number: 16, by: 'belay[bot]' }],
      }),
      aRan({ repository: named('standing'), months: [], standing: ['2026-11'] }),
      aRan({ repository: named('waiting'), months: [], waiting: ['2026-10', '2026-11'] }),
      aRan({ repository: named('quiet'), months: [], rest: 'quiet-day' }),
      aRan({ repository: named('off'), months: [], rest: 'scorecard-off' }),
      { kind: 'broken-policy', repository: named('broken'), ...BROKEN },
      { kind: 'without-policy', repository: named('plain') },
      { kind: 'trouble', repository: named('books'), trouble: DOWN },
    ],
    rollUp: {
      repository: { owner: 'acme', name: '.github' },
      month: '2026-11',
      done: [{ write: { ...FILE, issue: { ...FILE.issue, title: 'Organisation' } }, number: 3 }],
      told: null,
      trouble: null,
    },
    homeless: null,
  };

  it('tells what became of each', async () => {
    await expect(runForTerminal(run, 'done', PLAIN)).toMatchFileSnapshot('golden/run.txt');
    await expect(runDocument(run, 'done')).toMatchFileSnapshot('golden/run.md');
  });

  it('says of a month without an issue only that, and leaves no space at the end of a line', () => {
    const said = runForTerminal(run, 'done', PLAIN);
    expect(said).toContain(
      'acme/young\n  2026-11 gets no issue of its own: the policy was there on fewer than 14 days of the month.\n',
    );
    expect(said).not.toMatch(/ $/m);
  });

  it('says where the organisation’s issue could stand when it has no home', () => {
    const homeless = { ...run, rollUp: null, homeless: { owner: 'acme', foreign: null } };
    expect(runForTerminal(homeless, 'done', PLAIN)).toContain('`acme/.github`');
    expect(runDocument(homeless, 'done')).toContain('`acme/.github`');
  });
});

describe('a run over one repository', () => {
  it('names a clone by its folder', () => {
    const repository = aScoredRepository({ owner: '', name: 'shop' });
    const month = aMonth({ repository });
    expect(text(aRan({ repository, months: [scored(month)] }))).toMatch(
      /^Scorecard 2026-11 {2}shop {2}systems-outcome\n/,
    );
  });

  it('says how far a month has come that is not over, whatever the format', () => {
    const ran = aRan({ today: '2026-11-20', months: [scored(running, '2026-11-20')] });
    const said = '2026-11 so far; no issue before 1 December 2026.';
    expect(text(ran)).toContain(said);
    expect(document(ran)).toContain(said);
    expect(scorecardCommands(alone(ran)).join('\n')).toContain(`::notice `);
    expect(reportOfRan(ran).unfiled).toBe('not-over');
  });

  it.each([
    [31, 'no issue before 31 December 2026'],
    [5, 'no issue before 5 December 2026'],
  ])('goes by the day of the policy: %i', (day, said) => {
    const month = aMonth({ asOf: '2026-11-20', policy: aScoredPolicy({}, { day }) });
    expect(text(aRan({ months: [scored(month, '2026-11-20')] }))).toContain(said);
  });

  it('promises no issue where the policy turns scorecards off', () => {
    const month = aMonth({ asOf: '2026-11-20', policy: aScoredPolicy({ scorecard: null }) });
    const said = text(aRan({ months: [scored(month, '2026-11-20')] }));
    expect(said).toContain('so far; it gets no issue: the policy turns scorecards off');
  });

  it('promises no issue of a month to which the policy comes too late', () => {
    const month = aMonth({ asOf: '2026-11-20', policyDays: 1 });
    const said = text(aRan({ months: [scored(month, '2026-11-20')] }));
    expect(said).toContain('it gets no issue: the policy came less than 14 days before its end.');
  });

  it('shows a newcomer the month that runs', () => {
    const said = text(aRan({ months: [{ kind: 'without-policy', asked: '2026-11' }] }));
    expect(said).toContain('At the end of 2026-11 there was no policy.');
    expect(said).toContain('`belay scorecard --month 2026-12` shows the month so far.');
  });

  it('says before all else that an older policy scored the month, with the lines to mend', () => {
    const ran = aRan({ months: [scored(aMonth({ ancestor: BROKEN }))] });
    const said = text(ran);
    expect(said.split('\n').findIndex((line) => line.startsWith('! The policy'))).toBe(2);
    expect(said).toContain('.github/belay.yml:3:5: `pats` is not a key that belongs here.');
    expect(said).toContain('Did you mean `paths`?');
    expect(document(ran).indexOf('.github/belay.yml:3')).toBeLessThan(
      document(ran).indexOf('| area'),
    );
    expect(scorecardCommands(alone(ran))[0]).toMatch(/^::warning .*The policy/);
  });

  it('says what is wrong with a policy that was never good, as the linter does', () => {
    const ran = { kind: 'broken-policy', repository: aRan().repository, ...BROKEN } as const;
    for (const said of [text(ran), document(ran)]) {
      expect(said).toContain('.github/belay.yml:3');
      expect(said).toContain('Did you mean `paths`?');
    }
    expect(reportOfRan(ran).trouble).toMatchObject({
      kind: 'policy',
      message: expect.stringContaining('.github/belay.yml:3:5: `pats`'),
    });
  });

  it('names the permission that was missing, and claims no part where nothing was done', () => {
    const said = text(aRan({ trouble: REFUSED }));
    expect(said).toContain('Nothing was written: the token may not write issues of acme/shop');
    expect(said).toContain('`issues: write`');
    expect(said).not.toContain('in part');
    expect(text(aRan({ trouble: DOWN, done: DONE }))).toContain(
      'It was done in part: GitHub answered 502. The next run takes up the rest.',
    );
  });

  it('speaks of a name that GitHub does not know as what it is', () => {
    const ran = { kind: 'trouble', repository: aRan().repository, trouble: GONE } as const;
    expect(text(ran)).toContain(
      'there is no repository acme/nothing, or the token may not see it. Correct the name',
    );
    expect(text(ran)).not.toContain('next run');
  });

  it('warns where two accounts file', () => {
    const others = [{ month: '2026-11', number: 16, by: 'belay[bot]' }];
    expect(text(aRan({ others }))).toContain(
      '#16 is a scorecard of 2026-11 too, filed by @belay[bot]',
    );
  });
});

describe('the report of a run', () => {
  const KEYS = [
    'untaken',
    ...['schema', 'month', 'template', 'areas', 'alarms', 'pilots'],
    ...['repositories', 'trouble', 'unfiled', 'writes'],
  ];
  const keysOf = (report: object) => Object.keys(report).toSorted();

  it('has one shape, whatever came of it', () => {
    const trouble = { kind: 'git', status: null, request: null, message: 'x' } as const;
    const run = alone(aRan());
    for (const report of [
      reportOfRan(aRan()),
      reportOfRan(undefined),
      reportOfRan({ kind: 'trouble', repository: aRan().repository, trouble: DOWN }),
      reportOfRun(run),
      reportOfFailure(trouble),
    ])
      expect(keysOf(report)).toEqual(KEYS.toSorted());
  });

  it('holds the plan, or what was done', () => {
    expect(reportOfRan(aRan({ done: DONE })).writes).toEqual([
      { kind: 'file', number: 9, title: 'Scorecard 2026-11' },
      { kind: 'close', number: 7, title: null },
    ]);
  });

  it('lists every repository that has a policy, in trouble or not', () => {
    const down = { kind: 'trouble', repository: aRan().repository, trouble: DOWN } as const;
    const plain = { kind: 'without-policy', repository: aRan().repository } as const;
    const run = { ...alone(aRan()), repositories: [aRan({ done: DONE }), down, plain] };
    expect(reportOfRun(run)).toMatchObject({
      month: '2026-11',
      areas: [],
      repositories: [
        { repository: 'acme/shop', month: '2026-11', trouble: null, writes: [{}, {}] },
        { repository: 'acme/shop', month: null, trouble: { kind: 'github', status: 502 } },
      ],
    });
  });
});
