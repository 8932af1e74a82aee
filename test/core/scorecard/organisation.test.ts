import { describe, expect, it } from 'vitest';
import type { Month } from '../../../src/core/scorecard/month.js';
import {
  organisationFacts,
  type RepositoryMonth,
  rollUpIn,
  rollUpMark,
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

  it('carries exceptions, and repositories without a scorecard', () => {
    const facts = organisationFacts(
      '2026-11',
      [named('a', { exceptions: [anException()] }), { ...named('b', {}), scorecard: null }],
      PRIVATE,
    );
    expect(facts.exceptions).toHaveLength(1);
    expect(facts.unscored.map(({ name }) => name)).toEqual(['b']);
  });

  it('lets nothing of a private repository into a public place', () => {
    const secret = named('secret', {
      exceptions: [anException({ reason: 'secret' })],
      policy: aScoredPolicy({ workflows: [aWorkflow({ owner: [] })] }),
    });
    const unfiled = { ...named('hidden', {}), scorecard: null };
    const open = named('open', {
      repository: aScoredRepository({ name: 'open', visibility: 'public' }),
    });
    const facts = organisationFacts('2026-11', [secret, unfiled, open], PUBLIC);
    expect(JSON.stringify(facts)).not.toMatch(/secret|hidden/);
    expect(facts.tables[0]?.rows.map(nameIn)).toEqual(['open']);
  });

  it('is known again by its mark', () => {
    expect(rollUpIn(`Text\n${rollUpMark('2026-11')}`)).toBe('2026-11');
  });
});

function named(name: string, changes: Partial<Month>): RepositoryMonth {
  const month = aMonth({ repository: aScoredRepository({ name }), ...changes });
  return { month, scorecard: score(month), url: `https://github.com/acme/${name}/issues/1` };
}

function nameIn({ repository }: { readonly repository: Month['repository'] }): string {
  return repository.name;
}
