import { beforeEach, describe, expect, it } from 'vitest';
import type { NamedRepository } from '../../src/core/scorecard/organisation.js';
import { rollUp } from '../../src/flows/roll-up.js';
import { type ScorecardPorts, scorecards } from '../../src/flows/scorecard.js';
import { aHumanScore, aScoredPolicy, aScoredRepository } from '../builders/month.js';
import {
  aBureau,
  BAD_GATEWAY,
  type Bureau,
  opened,
  portsFor,
  QUIET,
  REFUSED,
  shelf,
} from './bureau.js';

let home: Bureau;
let shop: Bureau;
let books: Bureau;
beforeEach(() => {
  home = aBureau('.github');
  shop = aBureau('shop');
  books = aBureau('books');
});

interface Run {
  readonly day?: number;
  readonly quiet?: boolean;
  readonly bureaus?: readonly Bureau[];
  readonly ungoverned?: readonly NamedRepository[];
  readonly visibility?: 'public' | 'private';
  readonly ports?: Partial<ScorecardPorts>;
}

/** Everything is filed on a day; what was read before is forgotten. */
async function run(
  today: string,
  { day = 1, quiet = false, bureaus, ungoverned = [], visibility = 'private', ports }: Run = {},
) {
  const all = bureaus ?? [shop, books];
  for (const { read } of all) read.length = 0;
  const url = 'https://github.com/acme/.github';
  const site = {
    repository: aScoredRepository({ name: '.github', url, visibility }),
    known: home.issues,
    labels: [],
    shut: null,
    today,
    day,
    quiet,
    issueLabels: [],
  };
  const names = all.map(({ name }) => ({ owner: 'acme', name }));
  const fleet = {
    names,
    ungoverned,
    open: async function* (some: readonly { readonly name: string }[]) {
      for (const { name } of some) {
        const bureau = all.find((one) => one.name === name);
        if (bureau !== undefined) yield bureau.open(today);
      }
    },
  };
  const report = await rollUp(fleet, site, portsFor([home, ...all], ports));
  return report.rollUp;
}

const body = (month = '2026-11') =>
  home.issues.find((one) => one.month === month)?.body.replace(/<!--.*-->/g, '') ?? '';
const trouble = (trouble: typeof BAD_GATEWAY) => ({ kind: 'trouble', trouble }) as const;

describe('the roll-up', () => {
  it('catches up the months that were missed, as repositories do', async () => {
    await run('2026-09-01');
    await run('2026-12-01');
    expect(shelf(home)).toEqual([
      '#1 2026-08 closed',
      '#2 2026-09 closed',
      '#3 2026-10 closed',
      '#4 2026-11',
    ]);
    expect(body('2026-09')).toContain('acme/books');
    await run('2026-12-02');
    expect([shop.read, books.read]).toEqual([[], []]);
  });

  it('waits for its day, and for one that is not quiet', async () => {
    await run('2026-12-04', { day: 5 });
    await run('2026-12-05', { day: 5, quiet: true });
    expect(shelf(home)).toEqual(['#1 2026-10']);
    await run('2026-12-07', { day: 5 });
    expect(shelf(home)).toEqual(['#1 2026-10 closed', '#2 2026-11']);
  });

  it('names every repository without a scorecard', async () => {
    books.holds.set('2026-11', { ...QUIET, entries: [] });
    const off = aBureau('off', { ...aScoredPolicy(), scorecard: null });
    const late = aBureau('late');
    late.holds.set('2026-11', { kind: 'without-policy' });
    const broken = aBureau('broken');
    broken.holds.set('2026-11', { kind: 'broken-policy', file: '.github/belay.yml', problems: [] });
    const shut = aBureau('shut');
    shut.open = () => ({ ...trouble(REFUSED), repository: { owner: 'acme', name: 'shut' } });
    const bureaus = [shop, books, off, late, broken, shut];
    const { done } = await run('2026-12-01', { bureaus });
    expect(done).toMatchObject([{ write: { kind: 'file' } }]);
    for (const { name } of bureaus) expect(body()).toContain(`acme/${name}`);
  });

  it('says nothing of an organisation in which no repository had a policy', async () => {
    for (const one of [shop, books]) one.holds.set('2026-11', { kind: 'without-policy' });
    expect(await run('2026-12-01')).toMatchObject({ done: [], trouble: null });
    expect(await run('2026-12-01', { bureaus: [] })).toMatchObject({ done: [], trouble: null });
  });

  it('does not put a repository of which nothing is known into a public place', async () => {
    shop.open = () => ({ ...trouble(REFUSED), repository: { owner: 'acme', name: 'shop' } });
    await run('2026-12-01', { visibility: 'public' });
    expect(shelf(home)).toEqual(['#1 2026-11']);
    expect(body()).not.toMatch(/shop|books/);
  });
});

describe('a part that is kept back', () => {
  beforeEach(() => {
    books.holds.set('2026-11', trouble(BAD_GATEWAY));
  });

  it('is waited for three days, then named, and put in when it comes', async () => {
    for (const today of ['2026-12-01', '2026-12-04'])
      expect(await run(today)).toMatchObject({ done: [], trouble: BAD_GATEWAY });
    expect(await run('2026-12-07')).toMatchObject({ trouble: null });
    expect(body()).toMatch(/Could not be scored[\s\S]*acme\/books/);
    const before = body();
    await run('2026-12-08');
    expect(body()).toBe(before);
    books.holds.clear();
    await run('2026-12-09');
    expect(body()).not.toContain('Could not be scored');
    expect(body()).toContain('/acme/books/issues/1');
  });

  it('for good is named at once', async () => {
    books.holds.set('2026-11', trouble(REFUSED));
    await run('2026-12-01');
    expect(body()).toMatch(/Could not be scored[\s\S]*acme\/books/);
  });

  it('leaves a note in place of a text that names what has become private', async () => {
    books.holds.clear();
    shop.visibility = 'public';
    books.visibility = 'public';
    await run('2026-12-01', { visibility: 'public' });
    expect(body()).toContain('acme/books');
    books.visibility = 'private';
    shop.holds.set('2026-11', trouble(BAD_GATEWAY));
    shop.issues = [];
    await run('2026-12-02', { visibility: 'public' });
    expect(body()).toContain('its text was taken out');
    expect(body()).not.toContain('books');
    shop.holds.clear();
    await run('2026-12-03', { visibility: 'public' });
    expect(body()).toContain('acme/shop');
    expect(body()).not.toContain('books');
  });

  it('leaves a note, too, where it has become private and has no policy any more', async () => {
    books.holds.clear();
    shop.visibility = 'public';
    books.visibility = 'public';
    await run('2026-12-01', { visibility: 'public' });
    const url = 'https://github.com/acme/books';
    const gone = { owner: 'acme', name: 'books', id: '9', url, visibility: 'private' } as const;
    await run('2027-01-01', { bureaus: [shop], ungoverned: [gone], visibility: 'public' });
    expect(body()).toContain('its text was taken out');
  });

  it('takes nothing out of an issue that has it', async () => {
    books.holds.clear();
    await run('2026-12-01');
    const before = body();
    books.open = () => ({ ...trouble(BAD_GATEWAY), repository: { owner: 'acme', name: 'books' } });
    for (const settled of ['left', 'read'] as const) {
      await run('2026-12-10', { ports: { settled } });
      expect(body()).toBe(before);
    }
  });
});

it('the roll-up follows a score that was given and shown between two of its runs', async () => {
  await run('2026-12-01');
  const given = { ...aHumanScore(), comment: 1 };
  shop.issues = shop.issues.map((one) => ({ ...one, scores: [given] }));
  await scorecards(opened([shop], '2026-12-02'), portsFor([shop]));
  expect(body()).not.toContain('(by hand)');
  await run('2026-12-03');
  expect(body()).toContain('(by hand)');
});
