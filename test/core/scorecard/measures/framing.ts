import type { Month } from '../../../../src/core/scorecard/month/month.js';
import { anEntry, anUnreadableEntry, aProblem, aReview } from '../../../builders/entry.js';
import { aMonth } from '../../../builders/month.js';
import { type CasesOf, withOne } from './case.js';

const OLD_RECORD = anUnreadableEntry({ path: 'docs/decisions/0001.md', id: '0001' });
const HALF_READ = anEntry({
  problems: [
    aProblem(
      { kind: 'bad-day', key: 'date', value: '28.08.2026' },
      { field: 'date', place: { file: 'docs/decisions/0042.md', line: 4, column: 1 } },
    ),
  ],
});

const UNKNOWN_STATUS = {
  kind: 'unknown-word',
  key: 'status',
  value: 'pilott',
  known: [],
  suggestion: 'pilot',
} as const;

const AIM = {
  text: null,
  metric: 'quote timeouts',
  from: '1.8 %',
  to: '0.6 %',
  segment: null,
  by: '2026-12-01',
};

function aiming(text: string): Month {
  const none = { metric: null, from: null, to: null, segment: null, by: null };
  return withOne({ aim: { ...none, text } });
}

/** Each measure where all is well, then with the one thing spoilt that it is there to see. */
export const FRAMING: CasesOf<
  'quantified-aims' | 'causal-mechanisms' | 'paired-signals' | 'one-schema'
> = {
  'quantified-aims': [
    { why: 'says from, to and by', month: aMonth(), value: 1, of: 1 },
    {
      why: 'no baseline',
      month: withOne({ aim: { ...AIM, from: null } }),
      value: 0,
      of: 1,
      missing: ['from'],
    },
    {
      why: 'no date',
      month: withOne({ aim: { ...AIM, by: null } }),
      value: 0,
      of: 1,
      missing: ['by'],
    },
    {
      why: 'no figure',
      month: withOne({ aim: { ...AIM, to: null } }),
      value: 0,
      of: 1,
      missing: ['to'],
    },
    { why: 'no aim', month: withOne({ aim: null }), value: 0, of: 1, missing: ['aim'] },
    {
      why: 'looks',
      month: withOne({ aim: { ...AIM, metric: 'clicks' } }),
      value: 0,
      of: 1,
      missing: ['behaviour'],
    },
    { why: 'a sentence', month: aiming('activation 27 % → 35 % in 14 days'), value: 1, of: 1 },
    { why: 'in words', month: aiming('activation from 27 to 35 by 1 May'), value: 1, of: 1 },
    {
      why: 'a sentence whose only figures are a date',
      month: aiming('Improve engagement by 2026-12-01'),
      value: 0,
      of: 1,
      missing: ['to'],
    },
    {
      why: 'a sentence without a baseline',
      month: aiming('activation to 35 % by Q1'),
      value: 0,
      of: 1,
      missing: ['from'],
    },
    {
      why: 'a sentence without a date',
      month: aiming('activation from 27 % to 35 %'),
      value: 0,
      of: 1,
      missing: ['by'],
    },
    {
      why: 'a sentence of looks',
      month: aiming('sessions from 10 to 11 % in 14 days'),
      value: 0,
      of: 1,
      missing: ['behaviour'],
    },
    {
      why: 'a sentence of looks without a baseline',
      month: aiming('sessions up 10 % in 14 days'),
      value: 0,
      of: 1,
      missing: ['from', 'behaviour'],
    },
  ],
  'causal-mechanisms': [
    { why: 'says because', month: aMonth(), value: 1, of: 1 },
    {
      why: 'a task',
      month: withOne({ mechanism: 'Add a cache because we can.' }),
      value: 0,
      of: 1,
      missing: ['because'],
    },
    {
      why: 'no cause',
      month: withOne({ mechanism: 'A cache will help.' }),
      value: 0,
      of: 1,
      missing: ['because'],
    },
  ],
  'paired-signals': [
    { why: 'both', month: aMonth(), value: 1, of: 1 },
    {
      why: 'no outcome',
      month: withOne({ signals: { proxy: ['hits'], leading: [], outcome: [] } }),
      value: 0,
      of: 1,
      missing: ['signals.outcome'],
    },
    {
      why: 'no proxy',
      month: withOne({ signals: { proxy: [], leading: [], outcome: ['activation'] } }),
      value: 0,
      of: 1,
      missing: ['signals.proxy'],
    },
    {
      why: 'vanity',
      month: withOne({ signals: { proxy: ['hits'], leading: [], outcome: ['clicks'] } }),
      value: 0,
      of: 1,
      missing: ['vanity-outcome'],
    },
    {
      why: 'the proxy again',
      month: withOne({ signals: { proxy: ['hits'], leading: [], outcome: ['Hits'] } }),
      value: 0,
      of: 1,
      missing: ['proxy-only'],
    },
  ],
  'one-schema': [
    { why: 'complete', month: aMonth(), value: 1, of: 1 },
    {
      why: 'not asked of old files that name no flagged workflow',
      month: aMonth({
        before: [OLD_RECORD, anEntry()],
        entries: [OLD_RECORD, anEntry()],
      }),
      value: 1,
      of: 1,
    },
    {
      why: 'asked of a pilot that can be read in part, however long',
      month: aMonth({ before: [HALF_READ], entries: [HALF_READ] }),
      value: 0,
      of: 1,
    },
    {
      why: 'a gap',
      month: withOne({ mechanism: null }),
      value: 0,
      of: 1,
      missing: ['field'],
      lack: { fields: ['mechanism'] },
    },
    {
      why: 'a gap in what has ended, which nobody mends',
      month: withOne({
        status: 'killed',
        mechanism: null,
        reviews: [aReview('2026-11-16', 'kill')],
      }),
      value: 0,
      of: 1,
      missing: ['field'],
      lack: { fields: ['mechanism'], past: true },
    },
    {
      why: 'contradiction in what has ended, which can be mended',
      month: withOne({ status: 'killed', reviews: [aReview('2026-11-16', 'graduate')] }),
      value: 0,
      of: 1,
      missing: ['field'],
      lack: { fields: ['status'], past: false },
    },
    {
      why: 'unreadable',
      month: aMonth({
        entries: [anEntry(), anUnreadableEntry({ path: 'docs/decisions/0043.md' })],
      }),
      value: 1,
      of: 2,
      missing: ['file'],
    },
    {
      why: 'broken before it says what it is about',
      month: aMonth({
        entries: [
          anEntry(),
          anEntry({
            path: 'docs/decisions/0043.md',
            ...{ id: 'DL-0043', status: null, workflows: [], date: null },
            problems: [aProblem({ kind: 'syntax', detail: 'a quote is not closed' })],
          }),
        ],
      }),
      value: 1,
      of: 2,
      missing: ['file'],
    },
    {
      why: 'of last month, with a status that nobody knows',
      month: aMonth({
        entries: [
          anEntry(),
          anEntry({
            path: 'docs/decisions/0043.md',
            ...{ id: 'DL-0043', status: null, date: '2026-10-05' },
            problems: [aProblem(UNKNOWN_STATUS, { field: 'status' })],
          }),
        ],
      }),
      value: 1,
      of: 2,
      missing: ['field'],
      lack: { fields: ['status'] },
    },
    {
      why: 'long closed, and broken then',
      month: aMonth({
        entries: [
          anEntry(),
          anEntry({
            path: 'docs/decisions/0043.md',
            ...{ id: 'DL-0043', status: 'graduated', date: '2025-10-05' },
            problems: [aProblem({ kind: 'bad-day', key: 'aim.by', value: 'soon' })],
          }),
        ],
      }),
      value: 1,
      of: 1,
    },
    {
      why: 'an id twice',
      month: aMonth({ entries: [anEntry(), anEntry({ path: 'docs/decisions/z.md' })] }),
      value: 1,
      of: 2,
      missing: ['field'],
      lack: { fields: ['id'] },
    },
  ],
};
