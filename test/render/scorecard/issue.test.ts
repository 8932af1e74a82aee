import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { scorecardIn } from '../../../src/core/scorecard/issue/memory.js';
import { filingOf } from '../../../src/core/scorecard/month/filing.js';
import {
  organisationFacts,
  type RepositoryPart,
} from '../../../src/core/scorecard/organisation.js';
import { memoryOf, score } from '../../../src/core/scorecard/score.js';
import { byteLength } from '../../../src/render/printable.js';
import { scorecardIssue } from '../../../src/render/scorecard/issue.js';
import { organisationIssue } from '../../../src/render/scorecard/organisation.js';
import { scorecardReport } from '../../../src/render/scorecard/report.js';
import { trendChart } from '../../../src/render/scorecard/trend.js';
import { aGuardrail, anEntry, aReview } from '../../builders/entry.js';
import {
  aHumanScore,
  aMemory,
  aMergedChange,
  aMonth,
  anException,
  aScoredPolicy,
  aScoredRepository,
  entriesLike,
} from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';
import { sixScorecards } from '../../builders/six-months.js';
import { EVIL, hostileMonth } from './hostile.js';

/** GitHub takes 65,536 characters; Belay leaves room. */
const MOST_BYTES = 60_000;

describe('the issue of a scorecard', () => {
  it('is called by its month and remembers its scores', () => {
    const card = score(aMonth());
    const { title, body } = scorecardIssue(card);
    expect(title).toBe('Scorecard 2026-11');
    expect(scorecardIn(body)).toEqual(memoryOf(card));
  });

  it('shows the table before all else but one sentence', () => {
    const [summary, table] = treeOf(scorecardIssue(score(aMonth())).body).children;
    expect([summary?.type, table?.type]).toEqual(['paragraph', 'table']);
  });

  it('draws the figures that its table carries', () => {
    const cards = sixScorecards('systems-outcome');
    for (const card of cards.slice(1)) {
      const { body } = scorecardIssue(card);
      const [, drawn = ''] = /bar \[([^\]]*)\]/.exec(body) ?? [];
      const [, written = ''] = /^\| mean(?: of \d)? \| (.*) \|$/m.exec(body) ?? [];
      expect(written.split(' | ')).toEqual(drawn.split(', '));
      const [, months = ''] = /x-axis \[([^\]]*)\]/.exec(body) ?? [];
      expect(body).toContain(`| area | ${months.replaceAll('"', '').replaceAll(', ', ' | ')} |`);
      expect(months.split(', ')).toHaveLength(card.trend.length);
    }
  });

  it.each([
    ['the first', aMonth(), /^The first scorecard/],
    [
      'lost',
      aMonth({ unmeasured: [{ what: 'earlier', why: 'changed', missing: null, of: null }] }),
      /^No comparison: somebody edited the last scorecard's issue/,
    ],
    [
      'on GitHub only',
      aMonth({ unmeasured: [{ what: 'earlier', why: 'local', missing: null, of: null }] }),
      /^No comparison: earlier scorecards stand on GitHub\./,
    ],
    [
      'on another template',
      aMonth({
        earlier: [aMemory({ template: 'barbell' })],
      }),
      /^The template changed to systems-outcome/,
    ],
  ])('says why nothing compares: %s', (_, month, said) => {
    expect(scorecardIssue(score(month)).body).toMatch(said);
  });

  it('draws nothing from one month', () => {
    expect(scorecardIssue(score(aMonth())).body).not.toContain('mermaid');
  });

  it('says whose score a score by hand is', () => {
    const { body } = scorecardIssue(score(aMonth({ human: [aHumanScore()] })));
    expect(body).toContain('2 (by hand)');
    expect(body).toMatch(/Problem framing: 2 by @.octocat on 20 November, because .*Measured: 5\./);
  });

  it('keeps the whole table and its memory, however much there is to tell', () => {
    const long = 'ä'.repeat(4_000);
    const entries = entriesLike(
      ...Array.from({ length: 400 }, (_, at) => ({
        id: `DL-${at}-${long}`,
        title: `${at} ${long}`,
        status: at % 2 === 0 ? ('killed' as const) : ('pilot' as const),
        reviews: [aReview('2026-11-10', at % 2 === 0 ? 'kill' : 'continue', { because: long })],
      })),
    );
    const month = aMonth({
      entries,
      changes: Array.from({ length: 2_000 }, (_, at) =>
        aMergedChange({ number: at, title: long, decisions: [], overridden: true }),
      ),
      exceptions: Array.from({ length: 500 }, (_, at) => anException({ number: at, reason: long })),
      human: [aHumanScore({ because: long, next: long })],
      repository: aScoredRepository({ url: `https://github.com/${long}/${long}` }),
    });
    const { body } = scorecardIssue(score(month));
    expect(byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
    expect(scorecardIn(body)).toMatchObject({ month: '2026-11' });
    expect(tableRows(body)).toBe(6);
  });

  it('says how many sections did not fit, and leaves those out whole', () => {
    const folder = `docs/decisions/${'x'.repeat(1_500)}`;
    const entries = entriesLike(
      ...Array.from({ length: 40 }, (_, at) => ({
        id: `DL-${at}`,
        path: `${folder}/${at}.md`,
        reviews: [aReview('2026-11-10', 'continue', { because: null, evidence: [] })],
        guardrails: [aGuardrail({ sli: 'gone', stop: [] })],
      })),
      ...Array.from({ length: 40 }, (_, at) => ({
        id: `DK-${at}`,
        path: `${folder}/k${at}.md`,
        status: 'killed' as const,
        reviews: [aReview('2026-11-10', 'kill')],
      })),
    );
    const exceptions = Array.from({ length: 99 }, (_, at) =>
      anException({ number: at, reason: 'ä'.repeat(160) }),
    );
    const { body } = scorecardIssue(score(aMonth({ entries, exceptions })));
    expect(byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
    expect(body).toMatch(/^\d sections? of this text did not fit/m);
    expect(tableRows(body)).toBe(6);
    expect(body.match(/<details>/g)?.length).toBe(body.match(/<\/details>/g)?.length);
  });
});

describe('hostile texts', () => {
  const { body } = scorecardIssue(score(hostileMonth()));
  const tree = treeOf(body);

  it('bring no HTML, no picture, no heading and no chart of their own', () => {
    const nodes = all(tree);
    expect(nodes.filter(({ type }) => type === 'image')).toEqual([]);
    const html = nodes.flatMap((node) => (node.type === 'html' ? [node.value] : []));
    const shown = html.filter((one) => !one.startsWith('<!-- belay:'));
    expect(shown.join('\n')).not.toMatch(/img|onerror|<!--/);
    expect(nodes.filter(({ type }) => type === 'code')).toEqual([]);
  });

  it('mention nobody and lead nowhere', () => {
    expect(body).not.toMatch(/@octocat/);
    const links = all(tree).flatMap((node) => (node.type === 'link' ? [node.url] : []));
    for (const url of links) expect(url).toMatch(/^https:\/\/(github\.com|belay\.example)\//);
  });

  it('leave the table whole and the memory readable', () => {
    expect(tableRows(body)).toBe(6);
    expect(scorecardIn(body)?.areas).toHaveLength(5);
    expect(body.split('\n').filter((line) => line.startsWith('<!--'))).toHaveLength(1);
  });

  it('never get into a chart', () => {
    const before = score(hostileMonth());
    const earlier = [{ ...memoryOf(before), month: '2026-10', url: null }];
    const { trend } = score({ ...hostileMonth(), earlier });
    expect(trendChart(trend, ['problem-framing'])).not.toContain('octocat');
    expect(EVIL).toContain('octocat');
  });
});

describe('the report', () => {
  it('has exactly the shape that is promised', () => {
    const report = scorecardReport(score(aMonth({ changes: [] })));
    expect(Object.keys(report)).toEqual([
      'schema',
      'month',
      'template',
      'areas',
      'alarms',
      'pilots',
    ]);
    expect(Object.keys(report.pilots)).toEqual(['graduated', 'killed', 'continued', 'overdue']);
    for (const area of report.areas) {
      const keys = ['id', 'name', 'score', 'previous', 'evidence', 'next', 'owner'];
      expect(Object.keys(area)).toEqual(keys);
      for (const one of area.evidence)
        expect(Object.keys(one)).toEqual(['measure', 'value', 'of', 'links']);
    }
    const silent = report.areas.find(({ score: given }) => given === null);
    expect(silent).toMatchObject({ previous: null, next: expect.any(String) });
    expect(silent?.evidence).toContainEqual({
      measure: 'changes-linked',
      value: null,
      of: null,
      links: [],
    });
  });

  it('links the policy where a workflow falls short', () => {
    const month = aMonth({ policy: aScoredPolicy({ workflows: [aWorkflow({ backup: [] })] }) });
    const areas = scorecardReport(score(month)).areas.flatMap(({ evidence }) => evidence);
    expect(areas.find(({ measure }) => measure === 'operator-cards')?.links).toEqual([
      'https://github.com/acme/shop/blob/main/.github/belay.yml',
    ]);
  });

  it('links what falls short, by path where the repository has no pages', () => {
    const month = aMonth({ repository: aScoredRepository({ url: null }) });
    const areas = scorecardReport(score(month)).areas.flatMap(({ evidence }) => evidence);
    expect(areas.find(({ measure }) => measure === 'rollbacks-exercised')?.links).toEqual([
      'docs/decisions/0042-read-through-cache.md',
    ]);
  });
});

describe('the issue of an organisation', () => {
  const part = (name: string, changes: Parameters<typeof aMonth>[0] = {}) => {
    const month = aMonth({ repository: aScoredRepository({ name }), ...changes });
    return { month, card: score(month), filing: filingOf(month, '2026-12-02'), url: null };
  };
  const bodyOf = (...parts: readonly RepositoryPart[]) => {
    const facts = organisationFacts('2026-11', parts, { visibility: 'private' });
    return organisationIssue(facts, 'https://github.com/acme').body;
  };
  const repositories = Array.from({ length: 400 }, (_, at) => part(`repository-${at}`));

  it('shows the worst thirty and says how many more there are, within the limit', () => {
    const body = bodyOf(...repositories);
    expect(tableRows(body)).toBe(31);
    expect(body).toContain(
      '[and 370 more repositories](https://github.com/acme), none of them worse.',
    );
    expect(byteLength(body)).toBeLessThanOrEqual(MOST_BYTES);
  });

  it.each([
    ['one of one', [aPilot('DL-1', '2026-11-17')], '1 pilot open, past its checkpoint.'],
    ['none', [aPilot('DL-1', '2026-12-17')], '1 pilot open.'],
    [
      'some',
      [aPilot('DL-1', '2026-11-17'), aPilot('DL-2', '2026-12-17')],
      '2 pilots open, 1 of them past its checkpoint.',
    ],
    [
      'all',
      [aPilot('DL-1', '2026-11-17'), aPilot('DL-2', '2026-11-18')],
      '2 pilots open, all past their checkpoint.',
    ],
  ])('counts the pilots past their checkpoint, no zeros: %s', (_, entries, said) => {
    expect(bodyOf(part('shop', { entries }))).toMatch(`1 repository scored. ${said}\n`);
  });

  it('says of every repository without a scorecard why', () => {
    const body = bodyOf(
      part('young', { policyDays: 5, entries: [] }),
      part('quiet', { changes: [], entries: [] }),
      { repository: aScoredRepository({ name: 'broken' }), why: 'broken-policy' },
    );
    expect(body).toMatch(/^No repository scored, 1 could not be, 2 without a scorecard\.\n/);
    expect(body).toContain('### Could not be scored\n\n- [acme/broken](');
    expect(body).toMatch(/acme\/broken\]\(\S+\): its policy is not valid$/m);
    expect(body).toMatch(/acme\/quiet\]\(\S+\): nothing happened$/m);
    expect(body).toMatch(/acme\/young\]\(\S+\): policy younger than 14 days$/m);
  });

  it('names who is to decide a pilot past its checkpoint', () => {
    const entries = [aPilot('DL-1', '2026-11-17')];
    const body = bodyOf(part('shop', { entries })).replaceAll(/[\u200b\u2060]/g, '');
    expect(body).toMatch(/past its checkpoint.*DL-1 .*; owner @octocat$/m);
  });
});

function aPilot(id: string, date: string) {
  return anEntry({ id, path: `docs/decisions/${id}.md`, checkpoint: { date, continueIf: 'x' } });
}

function treeOf(body: string) {
  return fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function all(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap((child) => all(child)) : [])];
}

/** Rows of the first table, its head included. */
function tableRows(body: string): number {
  const table = treeOf(body).children.find(({ type }) => type === 'table');
  return table?.type === 'table' ? table.children.length : 0;
}
