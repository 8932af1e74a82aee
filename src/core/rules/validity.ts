import { lastReview } from '../calendar.js';
import type { Case, Remark } from '../case.js';
import { placeOf, type Review, type Status } from '../decision.js';
import type { Fault } from '../problem.js';

/** The text of the entry can be read and does not contradict itself. */
export function validity(one: Case): readonly Remark[] {
  const written = one.entry.problems.filter(({ level }) => level === 'error');
  const own = [duplicateId(one), ...futureReviews(one), contradiction(one)];
  return [
    ...written.map((problem) => ({
      fact: { code: 'decision-invalid' as const, problem },
      field: problem.field,
      place: problem.place,
    })),
    ...own.filter((made) => made !== null),
  ];
}

function duplicateId(one: Case): Remark | null {
  if (one.usurps === null) return null;
  return invalid(one, 'id', { kind: 'duplicate-id', id: one.entry.id, other: one.usurps.path });
}

function futureReviews(one: Case): readonly Remark[] {
  return one.decision.reviews
    .filter(({ date }) => date > one.today)
    .map(({ date, place }) => {
      const fault = { kind: 'review-in-future', date, today: one.today } as const;
      const problem = { place, level: 'error', field: 'reviews', fault } as const;
      return { fact: { code: 'decision-invalid', problem }, field: 'reviews', place };
    });
}

/** `status` decides, so a last review that says otherwise must be mended, not guessed at. */
function contradiction(one: Case): Remark | null {
  const { status } = one.decision;
  const last = lastReview(one.decision);
  if (status === null || last === null || agrees(status, last, one.decision.reviews)) return null;
  return invalid(one, 'status', { kind: 'contradicts-review', status, verdict: last.verdict });
}

function agrees(status: Status, last: Review, reviews: readonly Review[]): boolean {
  const goesOn = last.verdict === 'continue' || last.verdict === 'change';
  switch (status) {
    case 'proposed':
    case 'pilot':
      return goesOn;
    case 'graduated':
      // A default is looked at again later: `continue` then confirms it.
      return goesOn
        ? reviews.some(({ verdict }) => verdict === 'graduate')
        : last.verdict === 'graduate';
    case 'killed':
      return last.verdict === 'kill';
    case 'superseded':
      return true;
  }
}

function invalid(one: Case, field: string, fault: Fault): Remark {
  const place = placeOf(one.entry, field);
  const problem = { place, level: 'error' as const, field, fault };
  return { fact: { code: 'decision-invalid', problem }, field, place };
}
