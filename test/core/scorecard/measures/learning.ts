import { aReview } from '../../../builders/entry.js';
import { aMergedChange, aMonth, anException, entriesLike } from '../../../builders/month.js';
import { type CasesOf, reviewed } from './case.js';

/** Each measure where all is well, then with the one thing spoilt that it is there to see. */
export const LEARNING: CasesOf<'evidence-one-click' | 'lessons'> = {
  'evidence-one-click': [
    { why: 'a link', month: reviewed(aReview('2026-11-16', 'graduate')), value: 1, of: 1 },
    {
      why: 'a path',
      month: reviewed(aReview('2026-11-16', 'graduate', { evidence: ['docs/results.md#p95'] })),
      value: 1,
      of: 1,
    },
    {
      why: 'hearsay',
      month: reviewed(aReview('2026-11-16', 'graduate', { evidence: ['ask octocat. He knows'] })),
      value: 0,
      of: 1,
    },
    {
      why: 'one receipt that opens, among hearsay',
      month: reviewed(
        aReview('2026-11-16', 'graduate', { evidence: ['ask octocat', 'http://grafana.example'] }),
      ),
      value: 1,
      of: 1,
    },
    {
      why: 'none',
      month: reviewed(aReview('2026-11-16', 'graduate', { evidence: [] })),
      value: 0,
      of: 1,
    },
  ],
  lessons: [
    {
      why: 'followed',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', status: 'killed', reviews: [aReview('2026-11-10', 'kill')] },
          { id: 'DL-2', date: '2026-11-24', follows: ['dl-01'] },
        ),
      }),
      value: 1,
      of: 1,
    },
    {
      why: 'superseded by another',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', status: 'killed', reviews: [aReview('2026-11-10', 'kill')] },
          { id: 'DL-2', date: '2026-11-12', supersedes: ['DL-1'] },
        ),
      }),
      value: 1,
      of: 1,
    },
    {
      why: 'followed by nothing in two weeks, the last of which is over',
      month: reviewed(aReview('2026-11-15', 'kill')),
      value: 0,
      of: 1,
      missing: ['change'],
      lack: { day: '2026-11-15', past: true },
    },
    {
      why: 'followed a day late',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', status: 'killed', reviews: [aReview('2026-11-10', 'kill')] },
          { id: 'DL-2', date: '2026-11-25', follows: ['dl-01'] },
        ),
      }),
      value: 0,
      of: 1,
    },
    {
      why: 'cleaned up',
      month: aMonth({
        entries: entriesLike({
          id: 'DL-1',
          status: 'killed',
          reviews: [aReview('2026-11-10', 'kill')],
        }),
        changes: [aMergedChange({ mergedOn: '2026-11-12', decisions: ['DL-1'] })],
      }),
      value: 1,
      of: 1,
    },
    {
      why: 'an exception mended, one not',
      month: aMonth({
        exceptions: [
          anException({ followUp: { number: 3, url: null, closedOn: '2026-11-20' } }),
          anException({ number: 20, followUp: { number: 4, url: null, closedOn: '2026-11-28' } }),
        ],
      }),
      value: 1,
      of: 2,
    },
  ],
};
