import type { Review } from '../../../../src/core/decision.js';
import { anEntry, aProblem, aReview, type EntryChanges } from '../../../builders/entry.js';
import { aMonth, entriesLike } from '../../../builders/month.js';
import { besides, type CasesOf, reviewed, withOne } from './case.js';

const NEAR = { date: '2026-12-01', continueIf: 'p95 -25 %' };
const AHEAD = { date: '2026-12-10', continueIf: 'p95 -25 %' };
const LATER = { date: '2027-03-20', continueIf: 'p95 -25 %' };
const NO_DAY = aProblem(
  { kind: 'bad-day', key: 'checkpoint.date', value: '28.08.2026' },
  { field: 'checkpoint.date' },
);
const TWICE = [aReview('2026-11-10', 'continue'), aReview('2026-11-20', 'change')];

/** DL-0042, due on 17 November when the month began, with a later day and these reviews. */
function overwritten(reviews: readonly Review[], changes: EntryChanges = {}) {
  const status = reviews.at(-1)?.verdict === 'kill' ? 'killed' : 'pilot';
  return aMonth({
    before: [anEntry(changes)],
    entries: [anEntry({ checkpoint: LATER, status, reviews })],
  });
}

/** Each measure where all is well, then with the one thing spoilt that it is there to see. */
export const CHECKPOINTS: CasesOf<
  | 'checkpoints-on-time'
  | 'near-checkpoints'
  | 'extensions'
  | 'graduations-and-kills'
  | 'kills-honoured'
  | 'review-cadence'
> = {
  'checkpoints-on-time': [
    { why: 'on its day', month: reviewed(aReview('2026-11-17', 'kill')), value: 1, of: 1 },
    {
      why: 'a day late',
      month: reviewed(aReview('2026-11-18', 'kill')),
      value: 0,
      of: 1,
      missing: ['on-time'],
      lack: { day: '2026-11-17', past: true },
    },
    {
      why: 'not at all',
      month: aMonth(),
      value: 0,
      of: 1,
      missing: ['verdict'],
      lack: { day: '2026-11-17', past: false },
    },
    {
      why: 'not asked on its very day',
      month: besides({ checkpoint: { date: '2026-11-30', continueIf: 'p95 -25 %' } }),
      value: 0,
      of: 1,
    },
    {
      why: 'extended, then past',
      month: reviewed(aReview('2026-11-10', 'continue', { checkpoint: '2026-11-24' })),
      value: 1,
      of: 2,
    },
    {
      why: 'put off without a review',
      month: aMonth({
        before: entriesLike({ id: 'DL-1' }, { id: 'DL-2', checkpoint: AHEAD }),
        entries: entriesLike({ id: 'DL-1', checkpoint: LATER }, { id: 'DL-2', checkpoint: LATER }),
      }),
      value: 0,
      of: 1,
      missing: ['verdict'],
      lack: { day: '2026-11-17', past: false },
    },
    {
      why: 'put off without a review, and past all the same',
      month: aMonth({
        before: [anEntry()],
        entries: [anEntry({ checkpoint: { date: '2026-11-20', continueIf: 'x' } })],
      }),
      value: 0,
      of: 1,
      lack: { day: '2026-11-20' },
    },
    {
      why: 'not asked where the day cannot be read',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1' },
          { id: 'DL-2', checkpoint: { date: null, continueIf: 'x' }, problems: [NO_DAY] },
        ),
      }),
      value: 0,
      of: 1,
    },
    {
      why: 'late, with a later day written over the one that was due',
      month: overwritten([aReview('2026-11-18', 'continue', { checkpoint: LATER.date })]),
      value: 0,
      of: 1,
      missing: ['on-time'],
      lack: { day: '2026-11-17', past: true },
    },
    {
      why: 'by the new day, where the pilot began with it',
      month: overwritten([aReview('2026-11-18', 'continue')], { status: 'proposed' }),
      value: 1,
      of: 1,
    },
    {
      why: 'by the new day, where it had ended before and began anew',
      month: overwritten([aReview('2026-11-18', 'continue')], { status: 'killed' }),
      value: 1,
      of: 1,
    },
    {
      why: 'by the new day, where the old one could not be read',
      month: overwritten([aReview('2026-11-18', 'continue')], { problems: [NO_DAY] }),
      value: 1,
      of: 1,
    },
    {
      why: 'by the nearer day, where it was brought nearer',
      month: aMonth({
        before: [anEntry({ checkpoint: LATER })],
        entries: [anEntry({ status: 'killed', reviews: [aReview('2026-11-18', 'kill')] })],
      }),
      value: 0,
      of: 1,
      lack: { day: '2026-11-17' },
    },
    {
      why: 'taken out of the log',
      month: aMonth({ before: [anEntry()], entries: [] }),
      value: 0,
      of: 1,
      missing: ['gone'],
      lack: { day: '2026-11-17', past: true },
    },
  ],
  'near-checkpoints': [
    { why: 'near', month: withOne({ checkpoint: NEAR }), value: 1, of: 1 },
    {
      why: 'not asked of one that is past',
      month: aMonth({ entries: entriesLike({ id: 'DL-1' }, { id: 'DL-2', checkpoint: NEAR }) }),
      value: 1,
      of: 1,
    },
    {
      why: 'too far',
      month: withOne({ checkpoint: { date: '2027-03-01', continueIf: 'x' } }),
      value: 0,
      of: 1,
      missing: ['too-far'],
    },
    {
      why: 'none',
      month: withOne({ status: 'proposed', checkpoint: { date: null, continueIf: null } }),
      value: 0,
      of: 1,
      missing: ['checkpoint'],
    },
  ],
  extensions: [
    { why: 'one', month: reviewed(aReview('2026-11-10', 'continue')), value: 1, of: 1 },
    {
      why: 'two',
      month: reviewed(...TWICE),
      value: 0,
      of: 1,
      missing: ['verdict'],
      lack: { count: 2, past: false },
    },
    {
      why: 'two, and then it ended',
      month: reviewed(...TWICE, aReview('2026-11-24', 'kill')),
      value: 0,
      of: 1,
      missing: ['verdict'],
      lack: { count: 2, past: true },
    },
    {
      why: 'two, and it ended before the month',
      month: besides({
        date: '2026-09-01',
        status: 'killed',
        reviews: [...TWICE, aReview('2026-11-24', 'kill')].map((one) => ({
          ...one,
          date: one.date.replace('2026-11', '2026-09'),
        })),
      }),
      value: 1,
      of: 1,
    },
  ],
  'graduations-and-kills': [
    { why: 'killed', month: reviewed(aReview('2026-11-10', 'kill')), value: 1, of: 1 },
    { why: 'went on', month: reviewed(aReview('2026-11-10', 'continue')), value: 0, of: 1 },
  ],
  'kills-honoured': [
    { why: 'by its day', month: reviewed(aReview('2026-11-17', 'kill')), value: 1, of: 1 },
    {
      why: 'late',
      month: reviewed(aReview('2026-11-18', 'kill')),
      value: 0,
      of: 1,
      missing: ['on-time'],
    },
    {
      why: 'late, with a later day written over the one that was due',
      month: overwritten([aReview('2026-11-18', 'kill')]),
      value: 0,
      of: 1,
      missing: ['on-time'],
    },
    {
      why: 'without a reason',
      month: reviewed(aReview('2026-11-17', 'kill', { because: null })),
      value: 0,
      of: 1,
      missing: ['because'],
    },
    {
      why: 'not asked of other reviews',
      month: aMonth({
        entries: entriesLike(
          { id: 'DL-1', status: 'killed', reviews: [aReview('2026-11-16', 'kill')] },
          { id: 'DL-2', status: 'graduated', reviews: [aReview('2026-11-20', 'graduate')] },
          { id: 'DL-3', reviews: [aReview('2026-11-16', 'continue', { because: null })] },
        ),
      }),
      value: 1,
      of: 1,
    },
  ],
  'review-cadence': [
    {
      why: 'each cycle',
      month: reviewed(
        aReview('2026-11-10', 'continue', { checkpoint: '2026-11-24' }),
        aReview('2026-11-24', 'continue'),
      ),
      value: 2,
      of: 2,
    },
    { why: 'one of two', month: reviewed(aReview('2026-11-10', 'continue')), value: 1, of: 2 },
  ],
};
