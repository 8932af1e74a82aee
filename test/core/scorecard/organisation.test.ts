import { describe, expect, it } from 'vitest';
import { rollUpIn, rollUpMark, sourcesIn } from '../../../src/core/scorecard/issue/roll-up-mark.js';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import {
  givesAway,
  organisationFacts,
  type RepositoryMonth,
  type UnreadRepository,
} from '../../../src/core/scorecard/organisation.js';
import { score } from '../../../src/core/scorecard/score.js';
import { anEntry } from '../../builders/entry.js';
import {
  aMonth,
  anException,
  aScoredPolicy,
  aScoredRepository,
  entriesLike,
} from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';

const PRIVATE = { visibility: 'private' } as const;
const PUBLIC = { visibility: 'public' } as const;

describe('the roll-up of an organisation', () => {
  it('shows the worst repository first, and one table for each template', () => {
    const facts = organisationFacts(
      '2026-11',
      [
        named('good', {}),
        named('bad', { entries: [anEntry({ aim: null, mechanism: null, guardrails: [] })] }),
        named('other', { policy: aScoredPolicy({}, { template: 'barbell' }) }),
      ],
      PRIVATE,
    );
    expect(facts.tables.map(({ template, rows }) => [template, rows.map(nameIn)])).toEqual([
      ['systems-outcome', ['bad', 'good']],
      ['barbell', ['other']],
    ]);
  });

  it('shows the one with the worst area first where the means are the same', () => {
    const even = named('even', {});
    const facts = organisationFacts(
      '2026-11',
      [scoring(even, 'even', [3, 3]), scoring(even, 'uneven', [4, 2])],
      PRIVATE,
    );
    expect(facts.tables[0]?.rows.map(nameIn)).toEqual(['uneven', 'even']);
  });

  it('puts a repository of which nothing is measured last', () => {
    const nothing = { entries: [], changes: [], policy: aScoredPolicy({ workflows: [] }) };
    const facts = organisationFacts('2026-11', [named('a', nothing), named('b', {})], PRIVATE);
    expect(facts.tables[0]?.rows.map(nameIn)).toEqual(['b', 'a']);
  });

  it('lists pilots by the day of their checkpoint', () => {
    const entries = (id: string, date: string) =>
      entriesLike({ id, checkpoint: { date, continueIf: 'x' } });
    const facts = organisationFacts(
      '2026-11',
      [
        named('a', { entries: entries('DL-1', '2026-12-09') }),
        named('b', { entries: entries('DL-2', '2026-11-09') }),
      ],
      PRIVATE,
    );
    expect(facts.portfolio.map(({ entry, state }) => [entry.id, state])).toEqual([
      ['DL-2', 'escalated'],
      ['DL-1', 'on-time'],
    ]);
  });

  it('lists workflows that no SLI guards or nobody owns', () => {
    const policy = aScoredPolicy({
      workflows: [aWorkflow(), aWorkflow({ id: 'search', owner: [], slis: ['gone'] })],
    });
    const facts = organisationFacts('2026-11', [named('a', { policy })], PRIVATE);
    expect(facts.unguarded).toMatchObject([
      { workflow: { id: 'search' }, lacks: ['sli', 'owner'] },
    ]);
  });

  it('takes a workflow for guarded by an SLI that its policy allows', () => {
    const policy = aScoredPolicy({ workflows: [aWorkflow({ slis: ['gone', 'quote-errors'] })] });
    const month = named('a', { policy, entries: [] });
    expect(organisationFacts('2026-11', [month], PRIVATE).unguarded).toEqual([]);
  });

  it('takes a workflow for guarded by a decision, or where the catalogue is not known', () => {
    const policy = aScoredPolicy({ workflows: [aWorkflow({ slis: ['gone'] })] });
    const lost = { what: 'catalogue', why: 'limit', missing: null, of: null } as const;
    const unguarded = (changes: Partial<Month>) =>
      organisationFacts('2026-11', [named('a', { policy, ...changes })], PRIVATE).unguarded;
    expect(unguarded({})).toEqual([]);
    expect(unguarded({ entries: [] })).toMatchObject([{ lacks: ['sli'] }]);
    expect(unguarded({ entries: [anEntry({ workflows: ['search'] })] })).toHaveLength(1);
    expect(unguarded({ slis: [] })).toHaveLength(1);
    expect(unguarded({ entries: [anEntry({ status: 'killed' })] })).toHaveLength(1);
    expect(unguarded({ entries: [], unmeasured: [lost] })).toEqual([]);
  });

  it('carries exceptions, and repositories without a scorecard with the reason', () => {
    const off = { filed: false, why: 'scorecard-off' } as const;
    const facts = organisationFacts(
      '2026-11',
      [
        named('a', { exceptions: [anException()] }),
        { ...named('b', {}), filing: off },
        unread('d', 'unread', null),
        unread('c', 'broken-policy', 'private'),
      ],
      PRIVATE,
    );
    expect(facts.exceptions).toHaveLength(1);
    expect(facts.tables[0]?.rows.map(nameIn)).toEqual(['a']);
    expect(facts.unscored.map(({ repository, why }) => [repository.name, why])).toEqual([
      ['b', 'scorecard-off'],
      ['c', 'broken-policy'],
      ['d', 'unread'],
    ]);
  });

  it.each([
    ['public', ['public']],
    ['internal', ['internal', 'public']],
    ['private', ['internal', 'private', 'public', 'unknown']],
  ] as const)('tells what those may know who see it: in a %s place', (visibility, shown) => {
    const each = (['public', 'internal', 'private'] as const).map((one) =>
      named(one, { repository: aScoredRepository({ name: one, visibility: one }) }),
    );
    const parts = [...each, unread('unknown', 'unread', null)];
    const facts = organisationFacts('2026-11', parts, { visibility });
    const rows = facts.tables.flatMap((table) => table.rows.map(nameIn));
    const unscored = facts.unscored.map(({ repository }) => repository.name);
    expect([...rows, ...unscored].toSorted()).toEqual(shown);
  });

  it('lets nothing of a private repository into a public place', () => {
    const secret = named('secret', {
      exceptions: [anException({ reason: 'secret' })],
      policy: aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] }),
    });
    const unfiled = {
      ...named('hidden', {}),
      filing: { filed: false, why: 'nothing-happened' },
    } as const;
    const unreads = [unread('hidden-a', 'unread', null), unread('hidden-b', 'unread', 'private')];
    const open = named('open', {
      repository: aScoredRepository({ name: 'open', visibility: 'public' }),
    });
    const facts = organisationFacts('2026-11', [secret, unfiled, ...unreads, open], PUBLIC);
    expect(JSON.stringify(facts)).not.toMatch(/secret|hidden/);
    expect(facts.tables[0]?.rows.map(nameIn)).toEqual(['open']);
  });

  it('is known again by its mark, and tells what it was made from', () => {
    expect(rollUpIn(`Text\n${rollUpMark('2026-11')}`)).toBe('2026-11');
    expect(sourcesIn(rollUpMark('2026-11'))).toBeNull();
    const sources = { cards: 12, imprint: 4_012_345_678, unread: 1 };
    expect(rollUpIn(rollUpMark('2026-11', sources))).toBe('2026-11');
    expect(sourcesIn(rollUpMark('2026-11', sources))).toEqual(sources);
  });
});

function named(name: string, changes: Partial<Month>): RepositoryMonth {
  const month = aMonth({ repository: aScoredRepository({ name }), ...changes });
  const url = `https://github.com/acme/${name}/issues/1`;
  return { month, card: score(month), filing: { filed: true }, url };
}

/** The same with these scores in its first areas, and none in the others. */
function scoring(
  one: RepositoryMonth,
  name: string,
  scores: readonly (1 | 2 | 3 | 4 | 5)[],
): RepositoryMonth {
  const areas = one.card.areas.map((area, at) => ({ ...area, score: scores[at] ?? null }));
  const month = { ...one.month, repository: aScoredRepository({ name }) };
  return { ...one, month, card: { ...one.card, areas } };
}

function unread(
  name: string,
  why: UnreadRepository['why'],
  visibility: UnreadRepository['repository']['visibility'],
): UnreadRepository {
  return { repository: { owner: 'acme', name, id: null, url: null, visibility }, why };
}

function nameIn({ repository }: { readonly repository: Month['repository'] }): string {
  return repository.name;
}

describe('a text gives a private repository away in a public place', () => {
  const name = { owner: 'acme', name: 'ice_box' };
  const url = 'https://github.com/acme/ice_box';
  const away = (text: string, visibility: 'public' | 'private' | null = 'private') =>
    givesAway(text, [{ ...name, id: '17', url, visibility }], { visibility: 'public' });

  it.each([
    ['by its page', `[it](${url}/issues/2)`],
    ['by its name', 'Rows.\n- acme/ice\\_box: GitHub did not hand it over'],
    ['by a name that was defused', 'Rows.\n- acme/ice\u2060\\_box: GitHub did not hand it over'],
    ['by its id, under whatever name', `Rows.\n\n${rollUpMark('2026-10', null, ['3', '17'])}`],
    ['by a path in it', `[a](${url}/blob/main/a.md)`],
  ])('%s', (_, text) => {
    expect(away(text)).toBe(true);
  });

  it.each([
    ['not by the name of another that begins so', `[acme/ice\\_box-2](${url}-2)`, 'private'],
    ['not by what people wrote', `[DL-1 Out of acme/ice\\_box](https://x.example/1)`, 'private'],
    ['not by the id of another', `Rows.\n\n${rollUpMark('2026-10', null, ['117'])}`, 'private'],
    ['not while it is public', `[it](${url})`, 'public'],
    ['not while nobody knows', `[it](${url})`, null],
  ] as const)('%s', (_, text, visibility) => {
    expect(away(text, visibility)).toBe(false);
  });
});
