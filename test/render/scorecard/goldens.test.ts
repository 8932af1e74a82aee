import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/core/day.js';
import { SCORECARD_TEMPLATES } from '../../../src/core/policy.js';
import { weeklyFacts } from '../../../src/core/scorecard/issue/week.js';
import { filingOf } from '../../../src/core/scorecard/month/filing.js';
import type { Month } from '../../../src/core/scorecard/month/month.js';
import { organisationFacts } from '../../../src/core/scorecard/organisation.js';
import { score } from '../../../src/core/scorecard/score.js';
import { scorecardIssue } from '../../../src/render/scorecard/issue.js';
import { organisationIssue } from '../../../src/render/scorecard/organisation.js';
import { scorecardReport } from '../../../src/render/scorecard/report.js';
import { scorecardForTerminal } from '../../../src/render/scorecard/terminal.js';
import { weeklyComment } from '../../../src/render/scorecard/weekly.js';
import { anEntry } from '../../builders/entry.js';
import { aMonth, aScoredPolicy, aScoredRepository } from '../../builders/month.js';
import { sixScorecards } from '../../builders/six-months.js';
import { hostileMonth } from './hostile.js';

const DOCS = 'https://belay.example/docs';

/** An issue as a readable file: its title, then its body, but for what only Belay reads. */
function sheet({ title, body }: { readonly title: string; readonly body: string }): string {
  return `# ${title}\n\n${body.replace(/^(<!-- belay:scorecard \d+ )\S+/m, '$1…')}\n`;
}

function part(month: Month, url: string) {
  return { month, card: score(month), filing: filingOf(month, '2026-11-02'), url };
}

describe('six months of one shop', () => {
  for (const template of SCORECARD_TEMPLATES)
    describe(template, () => {
      const cards = sixScorecards(template);
      it.each(cards)('read well: $month.month', async (card) => {
        const file = `golden/${template}-${card.month.month}.md`;
        await expect(sheet(scorecardIssue(card, DOCS))).toMatchFileSnapshot(file);
      });

      it('fit a terminal', async () => {
        const card = cards[3];
        if (card === undefined) throw new Error('there are six');
        const text = scorecardForTerminal(card, { colour: 'off', width: 100 });
        await expect(text).toMatchFileSnapshot(`golden/${template}.txt`);
      });

      it('are told to other programs', async () => {
        const card = cards[3];
        if (card === undefined) throw new Error('there are six');
        const text = `${JSON.stringify(scorecardReport(card), null, 2)}\n`;
        await expect(text).toMatchFileSnapshot(`golden/${template}.json`);
      });
    });
});

describe('around the scorecard', () => {
  const last = sixScorecards('systems-outcome')[5];
  if (last === undefined) throw new Error('there are six');
  const { month } = last;

  it('a week is told', async () => {
    const { policy, entries } = month;
    const facts = weeklyFacts({ day: '2026-10-19', policy, entries });
    const september = weeklyFacts({ day: '2026-09-21', policy, entries });
    if (facts === null || september === null) throw new Error('both weeks had something to tell');
    const text = [september, facts].map((one) => weeklyComment(one, month.repository));
    await expect(`${text.join('\n\n***\n\n')}\n`).toMatchFileSnapshot('golden/weekly.md');
  });

  it('an organisation sees its repositories', async () => {
    const others = ['bakery', 'forge', 'quarry'].map((name, at) => {
      const repository = aScoredRepository({ name, url: `https://github.com/acme/${name}` });
      const rules = { template: at === 1 ? ('barbell' as const) : ('systems-outcome' as const) };
      const one = aMonth({
        month: '2026-10',
        repository,
        policy: aScoredPolicy({}, rules),
        policyDays: at === 2 ? 5 : 31,
        entries: [
          anEntry({
            date: addDays('2026-10-05', at),
            checkpoint: { date: addDays('2026-10-19', 7 * at), continueIf: 'x' },
            aim: at === 0 ? null : (anEntry().decision?.aim ?? null),
          }),
        ],
      });
      return part(one, `https://github.com/acme/${name}/issues/9`);
    });
    const unread = (['broken', 'books'] as const).map((name) => ({
      repository: aScoredRepository({ name, url: `https://github.com/acme/${name}` }),
      why: name === 'broken' ? ('broken-policy' as const) : ('unread' as const),
    }));
    const own = part(month, 'https://github.com/acme/shop/issues/35');
    const parts = [own, ...others, ...unread];
    const facts = organisationFacts('2026-10', parts, { visibility: 'private' });
    const issue = organisationIssue(facts, 'https://github.com/acme?tab=repositories');
    await expect(sheet(issue)).toMatchFileSnapshot('golden/organisation.md');
  });

  it('hostile texts are shown and do nothing', async () => {
    const issue = scorecardIssue(score(hostileMonth()), DOCS);
    await expect(sheet(issue)).toMatchFileSnapshot('golden/hostile.md');
  });
});
