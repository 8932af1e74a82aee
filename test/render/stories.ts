import type { Change } from '../../src/core/change.js';
import { aFile, aMention, aProposal, aRunbook, RUNBOOK } from '../builders/change.js';
import { aGuardrail, anEntry, aProblem, aReview, aRollback } from '../builders/entry.js';
import { anSli, aPolicy, aWorkflow, globs } from '../builders/policy.js';
import { type World, world } from '../core/world.js';

/** One thing that happens to a pull request, and what it is called. */
export interface Story {
  readonly name: string;
  readonly world: World;
}

const SEARCH = aWorkflow({
  id: 'search',
  title: 'Search',
  paths: globs('services/search/**'),
  owner: ['@acme/search'],
  backup: [],
  escalation: null,
});

const DEPLOY = aWorkflow({
  id: 'deploy',
  title: 'Deploy pipeline',
  paths: globs('deploy/**', '.github/workflows/deploy.yml'),
  owner: ['@acme/platform'],
  backup: ['@octocat'],
  enforcement: 'advise',
  require: ['decision', 'rollback'],
});

const POLICY_PROBLEMS = [
  aProblem(
    { kind: 'unknown-key', key: 'pilot', suggestion: 'pilots', known: ['pilots', 'workflows'] },
    { place: { file: '.github/belay.yml', line: 22, column: 1 } },
  ),
  aProblem(
    { kind: 'bad-glob', glob: '^services/.*\\.ts$', fault: 'regular-expression' },
    { place: { file: '.github/belay.yml', line: 8, column: 13 } },
  ),
];

const withoutDecision = world().with({ references: [] });

const graduated = {
  status: 'graduated',
  reviews: [aReview('2026-08-17', 'graduate')],
} as const;

const killed = { status: 'killed', reviews: [aReview('2026-11-05', 'kill')] } as const;

/** What people see, from the passing world with one thing spoilt. */
export const STORIES: readonly Story[] = [
  {
    name: 'held-rollback-anchor',
    world: world().entry({
      guardrails: [aGuardrail({ limit: null })],
      rollback: aRollback({ runbook: `${RUNBOOK}#roll-back` }),
    }),
  },
  { name: 'held-no-decision', world: withoutDecision },
  {
    name: 'held-no-decision-fork',
    world: withoutDecision.log().with({
      proposal: aProposal({
        headBranch: 'feature/quote cache',
        headRepositoryUrl: 'https://github.com/hubot/shop',
      }),
    }),
  },
  { name: 'held-no-decision-local', world: onClone(withoutDecision) },
  {
    name: 'held-only-edited',
    world: world().with({ references: [] }).entry(graduated).edits(graduated),
  },
  {
    name: 'held-several',
    world: world()
      .policy({ workflows: [aWorkflow(), SEARCH, DEPLOY] })
      .touches(
        'services/pricing/quote.ts',
        'services/pricing/cache/store.ts',
        'services/search/index.ts',
        'deploy/production.yml',
      )
      .entry({
        workflows: ['checkout-pricing', 'deploy'],
        owner: [],
        mechanism: 'Add a cache',
        guardrails: [],
        rollback: null,
        checkpoint: { date: '2027-03-01', continueIf: null },
      }),
  },
  {
    name: 'held-checkpoint-passed',
    world: world()
      .on('2026-11-25')
      .entry({ reviews: [aReview('2026-11-10', 'continue')] }),
  },
  {
    name: 'held-pilot-overdue',
    world: world()
      .pilots({ hold: true })
      .log(
        anEntry(),
        anEntry({
          id: 'DL-0041',
          path: 'docs/decisions/0041-queue.md',
          title: 'Queue for quotes',
          checkpoint: { date: '2026-11-03', continueIf: 'p95 -25 %' },
        }),
      ),
  },
  {
    name: 'held-incomplete-read',
    world: world().unread({ kind: 'files' }).unread({ kind: 'log', folder: 'docs/decisions' }),
  },
  { name: 'advised', world: world().workflow({ enforcement: 'advise' }).entry({ rollback: null }) },
  {
    name: 'clear',
    world: world().entry({ guardrails: [aGuardrail({ threshold: null, stop: [] })] }),
  },
  { name: 'clear-with-remarks', world: remarkable() },
  { name: 'clear-by-mention', world: world().with({ references: [aMention('DL-0042')] }) },
  {
    name: 'clear-several',
    world: world()
      .workflows(aWorkflow(), SEARCH)
      .touches('services/pricing/quote.ts', 'services/search/index.ts')
      .entry({ workflows: ['checkout-pricing', 'search'] }),
  },
  { name: 'maintenance', world: world().entry(graduated) },
  { name: 'rolling-back', world: world().entry(killed) },
  {
    name: 'revert',
    world: withoutDecision.with({
      reverts: [{ names: '#16', restored: ['services/pricing/quote.ts'] }],
    }),
  },
  { name: 'untouched', world: world().touches('README.md', 'web/index.html') },
  {
    name: 'branch-not-gated',
    world: world()
      .policy({ branches: globs('main', 'release/**') })
      .with({ proposal: aProposal({ baseBranch: 'next' }) }),
  },
  { name: 'policy-added', world: adding({ kind: 'none' }) },
  {
    name: 'policy-edit-invalid',
    world: world().with({
      files: [aFile('.github/belay.yml')],
      policyEdit: {
        kind: 'written',
        file: '.github/belay.yml',
        policy: null,
        problems: POLICY_PROBLEMS,
      },
    }),
  },
  {
    name: 'policy-edited',
    world: adding({
      kind: 'good',
      policy: aPolicy({ workflows: [aWorkflow(), SEARCH] }),
      warnings: [],
    }),
  },
  {
    name: 'policy-of-an-ancestor',
    world: world().with({
      policy: {
        kind: 'ancestor',
        policy: aPolicy(),
        oid: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
        file: '.github/belay.yml',
        problems: POLICY_PROBLEMS,
      },
    }),
  },
  {
    name: 'unreadable',
    world: world().with({
      policy: { kind: 'broken', file: '.github/belay.yml', problems: POLICY_PROBLEMS },
    }),
  },
  { name: 'hostile', world: hostile() },
];

function onClone(of: World): World {
  return of.with({
    repository: { ...of.change.repository, url: null },
    proposal: aProposal({ number: null, author: null, headBranch: null, headRepositoryUrl: null }),
  });
}

function adding(policy: Change['policy']): World {
  const workflows = [aWorkflow(), DEPLOY];
  return world().with({
    policy,
    files: [
      aFile('.github/belay.yml', { status: 'added' }),
      aFile('web/index.html'),
      aFile('deploy/production.yml'),
    ],
    policyEdit: {
      kind: 'written',
      file: '.github/belay.yml',
      policy: aPolicy({ workflows }),
      problems: [],
    },
  });
}

/** Everything that may pass but is worth a look. */
function remarkable(): World {
  return world()
    .workflow({ backup: [] })
    .edits({
      backup: [],
      aim: { text: null, metric: 'timeouts', from: null, to: '0.6 %', segment: null, by: null },
      mechanism: 'Refactor the quote service because it is old',
      signals: { proxy: ['clicks'], leading: [], outcome: ['clicks'] },
      guardrails: [aGuardrail({ threshold: '<= 0.5 %', limit: null })],
      deviation: { from: 'rewrite', to: 'cache', because: 'cheap', expected: null, outcome: null },
    })
    .touches('services/pricing/quote.ts', 'security/rules.ts')
    .target(RUNBOOK, aRunbook({ added: true }));
}

/** Texts that try to act on whoever reads them. */
function hostile(): World {
  const evil =
    '</details><img src=x onerror=alert(1)> @octocat #1 acme/shop#2 GH-3 [x](https://evil.example) ![y](https://evil.example/y.png) `a` | b | **c** <!-- d --> www.evil.example 5f2c1d7e0a9b :tada: $x$\n# heading\n\u202egnp.exe\u0007';
  return world()
    .policy({
      slis: [anSli({ name: 'quote|errors`x`' })],
      workflows: [
        aWorkflow({
          title: evil,
          owner: ['@acme/pricing', '[me](https://evil.example)'],
          backup: ['<b>@hubot</b>'],
          escalation: evil,
        }),
      ],
    })
    .touches('services/pricing/a|b`c`\n<img src=x>@octocat.ts')
    .entry({
      title: evil,
      owner: [evil],
      mechanism: `Add ${evil}`,
      guardrails: [aGuardrail({ sli: 'quote|errors`x`', limit: null })],
      rollback: aRollback({ runbook: `${RUNBOOK}#<script>|\`roll\`` }),
    })
    .target(RUNBOOK, aRunbook({ headings: [{ text: evil, anchor: 'evil"><x' }] }));
}
