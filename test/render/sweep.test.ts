import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/decision.js';
import { reconcile } from '../../src/core/pilot/reconcile.js';
import { calledPilots } from '../../src/core/pilot/sweep.js';
import { pilotsOf } from '../../src/core/pilot.js';
import type { Policy } from '../../src/core/policy.js';
import { wantedIssue } from '../../src/render/pilot-issue.js';
import type { SweptLog } from '../../src/render/sweep/swept.js';
import {
  type SweptRepository,
  sweepDocument,
  sweepForTerminal,
  sweepReport,
} from '../../src/render/sweep.js';
import { anEntry, aProblem, aReview } from '../builders/entry.js';
import { aKnownIssue, aSaying, aWantedIssue } from '../builders/pilot.js';
import { aPolicy } from '../builders/policy.js';
import { DOCS, EVIL, SHOP } from './pilot-stories.js';

const TODAY = '2026-11-24';
const PLAIN = { colour: 'off', width: 100 } as const;
const REPOSITORY = { owner: 'acme', name: 'shop', ...SHOP };

const at = (id: string) => ({ id, path: `docs/decisions/${id.slice(3)}.md` });

/** Four pilots, one in each state. */
const LOG: readonly Entry[] = [
  anEntry(),
  anEntry({
    ...at('DL-0043'),
    title: 'Prices from one table',
    owner: [],
    checkpoint: { date: '2026-12-20', continueIf: null },
  }),
  anEntry({
    ...at('DL-0044'),
    title: 'Rounding at the end',
    checkpoint: { date: '2026-11-20', continueIf: 'no complaints' },
    graduation: null,
    reviews: [aReview('2026-11-12', 'continue', { checkpoint: '2026-11-22' })],
  }),
  anEntry({ ...at('DL-0045'), title: null, checkpoint: { date: '2026-11-25', continueIf: 'x' } }),
];

function swept(
  entries: readonly Entry[],
  changes: Partial<SweptLog> = {},
  policy: Policy = aPolicy(),
): SweptLog {
  const pilots = pilotsOf(entries, policy, TODAY);
  return {
    kind: 'swept',
    log: { repository: REPOSITORY, policy, policyProblems: [], pilots },
    done: [],
    waiting: 0,
    told: null,
    trouble: null,
    ...changes,
  };
}

/** What a sweep of the log would write, on paper. */
function planned(entries: readonly Entry[]): SweptLog['done'] {
  const policy = aPolicy();
  const wanted = calledPilots(pilotsOf(entries, policy, TODAY)).map((pilot) =>
    wantedIssue(pilot, {
      repository: SHOP,
      policy,
      docs: DOCS,
      reach: { assignee: pilot.owner.length > 0 ? 'octocat' : null, team: null },
    }),
  );
  const known = [
    aKnownIssue(aWantedIssue({ rung: 'due' })),
    aKnownIssue(aWantedIssue(), { number: 40 }),
  ];
  return reconcile({ wanted, closing: [], allowance: 5 }, known).writes.map((write) => ({
    write,
    number: null,
  }));
}

const closed: SweptLog['done'] = [
  { write: { kind: 'reopen', number: 12 }, number: 12 },
  {
    write: { kind: 'comment', number: 13, saying: 'closed', body: aSaying('closed') },
    number: 13,
  },
  { write: { kind: 'close', number: 13, reason: 'completed', duplicateOf: null }, number: 13 },
  { write: { kind: 'close', number: 14, reason: 'not_planned', duplicateOf: null }, number: 14 },
  { write: { kind: 'open', issue: aWantedIssue() }, number: 15 },
];

const one: readonly SweptRepository[] = [swept(LOG, { done: planned(LOG) })];

const many: readonly SweptRepository[] = [
  swept(LOG, { done: closed, waiting: 3, told: 'locked' }),
  { kind: 'without-policy', repository: { owner: 'acme', name: 'notes' } },
  swept([], { log: { ...swept([]).log, repository: { ...REPOSITORY, name: 'quiet' } } }),
  swept([LOG[1] as Entry], {
    log: {
      ...swept([LOG[1] as Entry]).log,
      repository: { ...REPOSITORY, name: 'old' },
      policyProblems: [aProblem({ kind: 'syntax', detail: 'x' })],
    },
    told: 'archived',
    trouble: { kind: 'github', status: 502, request: '8F2A' },
  }),
  {
    kind: 'broken-policy',
    repository: { owner: 'acme', name: 'broken' },
    file: '.github/belay.yml',
    problems: [aProblem({ kind: 'syntax', detail: 'A list is not closed' })],
  },
  {
    kind: 'trouble',
    repository: { owner: 'acme', name: 'lost' },
    trouble: { kind: 'network', detail: 'timed out' },
  },
];

const hostile: readonly SweptRepository[] = [
  swept([anEntry({ id: EVIL, title: EVIL, owner: [EVIL], path: `docs/${EVIL}.md` })], {
    done: [{ write: { kind: 'open', issue: aWantedIssue({}, { title: EVIL }) }, number: null }],
  }),
];

const STORIES = {
  one,
  many,
  hostile,
  nothing: [swept([])],
  'without-policy': [many[1] as SweptRepository],
};

describe('a sweep', () => {
  it.each(Object.entries(STORIES))('shows on a terminal: %s', async (name, repositories) => {
    const shown = sweepForTerminal(repositories, name === 'many' ? 'done' : 'planned', PLAIN);
    await expect(shown).toMatchFileSnapshot(`golden/sweep/${name}.txt`);
  });

  it.each(Object.entries(STORIES))('shows as a document: %s', async (name, repositories) => {
    const shown = sweepDocument(repositories, name === 'many' ? 'done' : 'planned');
    await expect(shown).toMatchFileSnapshot(`golden/sweep/${name}.md`);
  });

  it('lets no character of others act on the screen', () => {
    const shown = sweepForTerminal(hostile, 'planned', PLAIN);
    expect(shown.replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\u200b\u2060\u202a-\u202e\u2066-\u2069]/u,
    );
  });

  it('gives no command to the runner it may be printed in', () => {
    const entries = [anEntry({ title: '##[error]no', path: '##[debug].md' })];
    expect(sweepForTerminal([swept(entries)], 'done', PLAIN)).not.toContain('##[');
  });

  it('colours only where it is asked to', () => {
    const coloured = sweepForTerminal(one, 'planned', { colour: 'on', width: 100 });
    expect(coloured).toContain('\u001b[31mescalated');
    expect(stripVTControlCharacters(coloured)).toBe(sweepForTerminal(one, 'planned', PLAIN));
  });
});

describe('the report of a sweep', () => {
  it('has every pilot in the public shape, the most overdue first', () => {
    expect(sweepReport(one)).toEqual({
      schema: 1,
      pilots: [
        {
          id: 'DL-0042',
          title: 'Read-through cache for price quotes',
          file: 'docs/decisions/0042-read-through-cache.md',
          owner: '@octocat',
          workflows: ['checkout-pricing'],
          checkpoint: '2026-11-17',
          state: 'escalated',
          extensions: 0,
          smells: ['older-than-a-cycle'],
        },
        {
          id: 'DL-0044',
          title: 'Rounding at the end',
          file: 'docs/decisions/0044.md',
          owner: '@octocat',
          workflows: ['checkout-pricing'],
          checkpoint: '2026-11-22',
          state: 'past',
          extensions: 1,
          smells: ['older-than-a-cycle', 'no-operations-path'],
        },
        {
          id: 'DL-0045',
          title: null,
          file: 'docs/decisions/0045.md',
          owner: '@octocat',
          workflows: ['checkout-pricing'],
          checkpoint: '2026-11-25',
          state: 'due',
          extensions: 0,
          smells: ['older-than-a-cycle'],
        },
        {
          id: 'DL-0043',
          title: 'Prices from one table',
          file: 'docs/decisions/0043.md',
          owner: '@acme/pricing',
          workflows: ['checkout-pricing'],
          checkpoint: '2026-12-20',
          state: 'on-time',
          extensions: 0,
          smells: ['no-criterion', 'older-than-a-cycle'],
        },
      ],
    });
  });

  it('says null where nothing is known, and leaves no list out', () => {
    const policy = aPolicy({ workflows: aPolicy().workflows.map((of) => ({ ...of, owner: [] })) });
    const bare = anEntry({ owner: [], date: null, checkpoint: { date: null, continueIf: 'x' } });
    expect(sweepReport([swept([bare], {}, policy)]).pilots).toMatchObject([
      { owner: null, checkpoint: null, state: 'past', smells: ['owner-unclear'] },
    ]);
    expect(sweepReport(many.slice(1, 2))).toEqual({ schema: 1, pilots: [] });
    expect(sweepReport([])).toEqual({ schema: 1, pilots: [] });
  });
});
