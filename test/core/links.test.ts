import { describe, expect, test } from 'vitest';
import { linkedEntries } from '../../src/core/gate/links.js';
import { aLine, aMention } from '../builders/change.js';
import { anEntry, anUnreadableEntry, aReview } from '../builders/entry.js';
import { aWorkflow, globs } from '../builders/policy.js';
import { codes, errors, finding, findings, touched, warnings, world } from './world.js';

const DEPLOY = aWorkflow({ id: 'deploy', title: 'Deploy', paths: globs('deploy/**') });
const QUOTE = 'services/pricing/quote.ts';

const cache = anEntry();
const queue = anEntry({ id: 'DL-0043', path: 'docs/decisions/0043-queue.md' });
const rollout = anEntry({
  id: 'DL-0050',
  path: 'docs/decisions/0050-rollout.md',
  workflows: ['deploy'],
});
const unowned = anEntry({
  id: 'DL-0044',
  path: 'docs/decisions/0044-unowned.md',
  workflows: [],
});

describe('linked by a line', () => {
  test('by id, by path, by stem, by number', () => {
    for (const reference of ['DL-0042', cache.path, '0042-read-through-cache', 'dl-42', '42']) {
      const one = world().log(cache, queue).lines(reference);
      expect(one.verdict().kind).toBe('clear');
      expect(touched(one)).toMatchObject({
        decisions: ['DL-0042'],
        linked: { kind: 'line', entry: { id: 'DL-0042' } },
      });
    }
  });

  test('without any link the decision is missing', () => {
    const bare = world().lines();
    expect(bare.verdict().kind).toBe('held');
    expect(findings(bare)).toEqual([
      {
        fact: { code: 'decision-missing', advice: [] },
        level: 'error',
        workflow: 'checkout-pricing',
        decision: null,
        field: null,
        place: null,
      },
    ]);
    expect(touched(bare)).toMatchObject({
      satisfied: false,
      by: null,
      linked: null,
      decisions: [],
    });
  });

  test('an entry the change removes is no entry any more', () => {
    const removed = { path: cache.path, before: cache, after: null };
    const gone = world().with({ log: { base: [cache], changed: [removed] } });
    expect(errors(gone)).toEqual(['decision-unknown']);
  });

  test('what counts is the entry as the change would leave it', () => {
    expect(errors(world().edits({ mechanism: null }))).toEqual(['decision-incomplete']);
    expect(
      errors(world().entry({ mechanism: null }).edits({ mechanism: 'It helps because x.' })),
    ).toEqual([]);
  });

  test('an entry that names no workflow yet is told to', () => {
    const loose = world().log(unowned).lines('DL-0044');
    expect(errors(loose)).toEqual(['decision-incomplete']);
    expect(finding(loose, 'decision-incomplete').fact).toMatchObject({ field: 'workflows' });
  });
});

describe('linked by editing', () => {
  test('an entry that is added', () => {
    const added = world().log().lines().adds(cache);
    expect(added.verdict().kind).toBe('clear');
    expect(touched(added).linked).toMatchObject({ kind: 'edited', carriage: 'trial' });
  });

  test('an entry that is edited', () => {
    const edited = world().lines().edits({ title: 'Cache' });
    expect(edited.verdict().kind).toBe('clear');
    expect(touched(edited).linked?.kind).toBe('edited');
  });

  test('an entry that is edited to name the workflow, or no longer does', () => {
    const before = world()
      .lines()
      .entry({ workflows: ['deploy'] });
    expect(before.edits({ workflows: ['deploy', 'checkout-pricing'] }).verdict().kind).toBe(
      'clear',
    );
    expect(
      errors(
        world()
          .lines()
          .edits({ workflows: ['deploy'] }),
      ),
    ).toEqual(['decision-other-workflow']);
  });

  test('an entry that is added and names no workflow is told to', () => {
    expect(errors(world().log().lines().adds(unowned))).toEqual(['decision-incomplete']);
  });

  test('an old entry that names no workflow is not drawn in by a touch', () => {
    expect(errors(world().log(unowned).lines().edits({ title: 'Typo' }))).toEqual([
      'decision-missing',
    ]);
  });

  test('an entry whose file is renamed is edited', () => {
    const renamed = world().lines().edits({ path: 'docs/decisions/0042-cache.md' });
    expect(touched(renamed)).toMatchObject({ decisions: ['DL-0042'], satisfied: true });
  });
});

describe('linked by mention', () => {
  test.each(['DL-0042', 'dl-42', cache.path])('%s', (text) => {
    const mentioned = world().log(cache, queue).mentions(text);
    expect(mentioned.verdict().kind).toBe('clear');
    expect(touched(mentioned).linked).toMatchObject({ kind: 'mention', carriage: 'trial' });
  });

  test('twice the same is still one', () => {
    expect(world().mentions('DL-0042', cache.path).verdict().kind).toBe('clear');
  });

  test('two entries of one workflow are advice only', () => {
    const two = world().log(queue, cache).mentions('DL-0043', 'DL-0042');
    expect(errors(two)).toEqual(['decision-missing']);
    expect(finding(two, 'decision-missing').fact).toMatchObject({ advice: ['DL-0042', 'DL-0043'] });
  });

  test('two entries of two workflows carry one each', () => {
    const each = world()
      .workflows(aWorkflow(), DEPLOY)
      .log(cache, rollout)
      .touches(QUOTE, 'deploy/run.sh')
      .mentions('DL-0042', 'DL-0050');
    expect(each.verdict().kind).toBe('clear');
    expect(touched(each, 'checkout-pricing').decisions).toEqual(['DL-0042']);
    expect(touched(each, 'deploy').decisions).toEqual(['DL-0050']);
  });

  test('an entry of other workflows says nothing, not even advice', () => {
    const other = world().log(rollout).mentions('DL-0050');
    expect(finding(other, 'decision-missing').fact).toMatchObject({ advice: [] });
  });

  test.each(['killed', 'superseded', 'graduated'] as const)(
    'a %s entry is advice only',
    (status) => {
      const closed = world().mentions('DL-0042').entry({ status });
      expect(finding(closed, 'decision-missing').fact).toMatchObject({ advice: ['DL-0042'] });
    },
  );

  test('a number in passing, or what nothing has, is no mention', () => {
    for (const text of ['42', 'ADR-7', 'cache'])
      expect(errors(world().mentions(text))).toEqual(['decision-missing']);
  });

  test('a mention that may mean two is none', () => {
    const twice = anEntry({ path: 'docs/decisions/0042-other.md' });
    const both = world().log(cache, twice).mentions('DL-0042');
    expect(errors(both)).toEqual(['decision-missing']);
  });
});

describe('the best of several links', () => {
  test('fewest errors first', () => {
    const bare = anEntry({ ...queue.decision, path: queue.path, mechanism: null, guardrails: [] });
    const less = anEntry({ id: 'DL-0099', path: 'docs/decisions/0099.md', mechanism: null });
    const both = world().log(bare, less).lines('DL-0043', 'DL-0099');
    expect(touched(both)).toMatchObject({
      satisfied: false,
      linked: { entry: { id: 'DL-0099' } },
      decisions: ['DL-0099', 'DL-0043'],
    });
    expect(errors(both)).toEqual(['decision-incomplete']);
  });

  test('one without errors satisfies, whatever the others lack', () => {
    const broken = anUnreadableEntry({ path: 'docs/decisions/0007.md', id: 'DL-0007' });
    const both = world().log(broken, queue).lines('DL-0007', 'DL-0043');
    expect(both.verdict().kind).toBe('clear');
    expect(codes(both)).toEqual([]);
    expect(touched(both).by).toMatchObject({ kind: 'entry', linked: { entry: { id: 'DL-0043' } } });
  });

  test('line before edited before mention', () => {
    const low = anEntry({ id: 'DL-0001', path: 'docs/decisions/0001.md' });
    const mid = anEntry({ id: 'DL-0002', path: 'docs/decisions/0002.md' });
    const all = world()
      .log(low, queue)
      .adds(mid)
      .with({ references: [aMention('DL-0001'), aLine('DL-0043')] });
    expect(touched(all).decisions).toEqual(['DL-0043', 'DL-0002', 'DL-0001']);
    expect(touched(all).linked?.kind).toBe('line');
  });

  test('an entry linked in every way is linked by its line', () => {
    const thrice = world()
      .edits({ title: 'Cache' })
      .with({ references: [aMention('DL-0042'), aLine('DL-0042')] });
    expect(touched(thrice)).toMatchObject({ decisions: ['DL-0042'], linked: { kind: 'line' } });
  });

  test('then the lowest id, as people count', () => {
    const nine = anEntry({ id: 'DL-9', path: 'docs/decisions/9.md' });
    const ten = anEntry({ id: 'DL-10', path: 'docs/decisions/10.md' });
    expect(touched(world().log(ten, nine).lines('DL-10', 'DL-9')).decisions).toEqual([
      'DL-9',
      'DL-10',
    ]);
  });

  test('warnings do not count as errors', () => {
    const wordy = anEntry({ ...cache.decision, aim: aimWithoutDate() });
    const both = world().log(wordy, queue).lines('DL-0042', 'DL-0043');
    expect(touched(both).linked?.entry.id).toBe('DL-0042');
    expect(warnings(both)).toEqual(['weak-aim']);
  });
});

describe('a reference that leads nowhere', () => {
  test('is the reason why nothing is linked, with the nearest that exists', () => {
    const typo = world().lines('DL-0024', 'DL-00421');
    expect(errors(typo)).toEqual(['decision-unknown', 'decision-unknown']);
    expect(findings(world().lines('DK-0042'))).toEqual([
      {
        fact: { code: 'decision-unknown', reference: 'DK-0042', suggestion: 'DL-0042' },
        level: 'error',
        workflow: 'checkout-pricing',
        decision: null,
        field: null,
        place: null,
      },
    ]);
  });

  test('is a warning once the workflow is satisfied', () => {
    const both = world().lines('DL-0042', 'DL-9999');
    expect(both.verdict().kind).toBe('clear');
    expect(finding(both, 'decision-unknown')).toMatchObject({ level: 'warning', workflow: null });
  });

  test('is an error beside an entry that does not satisfy', () => {
    const both = world().lines('DL-0042', 'DL-9999').entry({ mechanism: null });
    expect(errors(both)).toEqual(['decision-incomplete', 'decision-unknown']);
  });

  test('is an error for the workflow left open only', () => {
    const half = world()
      .workflows(aWorkflow(), DEPLOY)
      .touches(QUOTE, 'deploy/run.sh')
      .lines('DL-0042', 'DL-9999');
    const about = findings(half).filter(({ fact }) => fact.code === 'decision-unknown');
    expect(about).toMatchObject([{ level: 'error', workflow: 'deploy' }]);
  });

  test('is said once, however often it is written', () => {
    expect(errors(world().lines('DL-9', 'dl-009', 'DL-9'))).toEqual(['decision-unknown']);
  });

  test('says nothing where nothing flagged is touched', () => {
    expect(codes(world().touches('README.md').lines('DL-9999'))).toEqual([]);
  });
});

describe('a reference that means several', () => {
  const adr = anEntry({ id: 'ADR-0042', path: 'docs/decisions/adr-0042.md' });

  test('is ambiguous, and both are named in the order of their paths', () => {
    for (const log of [
      [cache, adr],
      [adr, cache],
    ]) {
      const both = world()
        .log(...log)
        .lines('42');
      expect(errors(both)).toEqual(['decision-ambiguous']);
      expect(finding(both, 'decision-ambiguous').fact).toMatchObject({
        reference: '42',
        matches: [
          { id: 'DL-0042', path: cache.path },
          { id: 'ADR-0042', path: adr.path },
        ],
      });
    }
  });

  test('with its prefix it is not', () => {
    expect(world().log(cache, adr).lines('ADR-42').verdict().kind).toBe('clear');
  });

  test('is a warning once the workflow is satisfied', () => {
    const both = world().log(cache, adr).lines('DL-0042', '42');
    expect(both.verdict().kind).toBe('clear');
    expect(warnings(both)).toEqual(['decision-ambiguous']);
  });
});

describe('decision-other-workflow', () => {
  test('a line to an entry of other workflows does not help', () => {
    const other = world().log(rollout).lines('DL-0050');
    expect(other.verdict().kind).toBe('held');
    expect(errors(other)).toEqual(['decision-other-workflow']);
    expect(finding(other, 'decision-other-workflow')).toMatchObject({
      fact: { names: ['deploy'] },
      workflow: 'checkout-pricing',
      decision: 'DL-0050',
      field: 'workflows',
      place: { file: rollout.path, line: 6 },
    });
    expect(touched(other).decisions).toEqual([]);
  });

  test('is silent once a linked entry names this one', () => {
    expect(codes(world().log(rollout, cache).lines('DL-0050', 'DL-0042'))).toEqual([]);
    const held = world().log(rollout, cache).lines('DL-0050', 'DL-0042').on('2026-12-24');
    expect(errors(held)).toEqual(['checkpoint-passed']);
  });

  test('each workflow has its own', () => {
    const two = world()
      .workflows(aWorkflow(), DEPLOY)
      .log(cache, rollout)
      .touches(QUOTE, 'deploy/run.sh');
    expect(two.lines('DL-0042', 'DL-0050').verdict().kind).toBe('clear');
    const one = two.lines('DL-0042');
    expect(findings(one)).toMatchObject([
      { fact: { code: 'decision-other-workflow' }, workflow: 'deploy', decision: 'DL-0042' },
    ]);
  });

  test('an entry of both workflows carries both', () => {
    const both = anEntry({ workflows: ['deploy', 'checkout-pricing'] });
    const one = world().workflows(aWorkflow(), DEPLOY).log(both).touches(QUOTE, 'deploy/run.sh');
    expect(one.verdict().kind).toBe('clear');
  });

  test('an id of a workflow is compared as written', () => {
    const typo = world().entry({ workflows: ['checkout-prcing'] });
    expect(finding(typo, 'decision-other-workflow').fact).toMatchObject({
      names: ['checkout-prcing'],
    });
  });
});

test('every linked entry, in whatever way, is one whose references must be looked up', () => {
  const all = world()
    .log(cache, queue, rollout)
    .adds(anEntry({ id: 'DL-0060', path: 'docs/decisions/0060.md' }))
    .with({ references: [aLine('DL-0042'), aLine('DL-9'), aMention('DL-0050')] });
  const ids = linkedEntries(all.change).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(['DL-0042', 'DL-0050', 'DL-0060']);
});

test('a graduated entry that goes back to being a pilot is edited like any other', () => {
  const reviews = [aReview('2026-11-05', 'graduate'), aReview('2026-11-10', 'change')];
  const back = world()
    .lines()
    .entry({ status: 'graduated', reviews: reviews.slice(0, 1) })
    .edits({ status: 'pilot', reviews });
  expect(touched(back)).toMatchObject({ satisfied: true, linked: { carriage: 'trial' } });
});

function aimWithoutDate() {
  return { text: 'timeouts to 0.6 %', metric: null, from: null, to: null, segment: null, by: null };
}
