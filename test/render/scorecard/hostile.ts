import type { Month } from '../../../src/core/scorecard/month/month.js';
import { anEntry, aReview } from '../../builders/entry.js';
import {
  aHumanScore,
  aMergedChange,
  aMonth,
  anException,
  aScoredPolicy,
  entriesLike,
} from '../../builders/month.js';
import { aWorkflow } from '../../builders/policy.js';

/** Markdown, HTML, mentions and Mermaid in one breath, over several lines. */
export const EVIL =
  '@octocat #1 | **b** <img src=x onerror=alert(1)> --> </details>\n```mermaid\nxychart-beta\n    bar [9]\n```\n<!-- belay:scorecard 1 x -->';

/** A month in which every text that a person writes is hostile. */
export function hostileMonth(): Month {
  const signals = { proxy: [EVIL], leading: [], outcome: [EVIL] };
  const aim = { text: null, metric: EVIL, from: EVIL, to: EVIL, segment: EVIL, by: EVIL };
  const review = { because: EVIL, by: [EVIL], evidence: [EVIL] };
  return aMonth({
    before: [anEntry({ owner: [] })],
    entries: entriesLike(
      { id: 'DL-1', title: EVIL, aim, signals, owner: [EVIL], mechanism: EVIL },
      {
        id: 'DL-2',
        title: EVIL,
        aim,
        status: 'killed',
        reviews: [aReview('2026-11-10', 'kill', review)],
      },
      {
        id: 'DL-3',
        title: EVIL,
        mechanism: EVIL,
        status: 'graduated',
        reviews: [aReview('2026-11-11', 'graduate', review)],
      },
      { id: `DL-4 ${EVIL}`, path: `docs/decisions/${EVIL}.md` },
    ),
    changes: [
      aMergedChange({ number: null, title: EVIL, overridden: true, decisions: [] }),
      aMergedChange({ decisions: ['DL-1', 'DL-3'] }),
    ],
    exceptions: [anException({ by: EVIL, reason: EVIL, workflows: [EVIL] })],
    undecided: [{ number: 9, url: 'javascript:alert(1)', decision: 'DL-1' }],
    human: [aHumanScore({ because: EVIL, next: EVIL, by: EVIL })],
    policy: aScoredPolicy(
      { workflows: [aWorkflow({ title: EVIL, owner: [EVIL], backup: [] })] },
      { owners: new Map([['problem-framing', [EVIL]]]) },
    ),
  });
}
