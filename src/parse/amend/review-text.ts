import type { Amendment } from '../../core/pilot/amendment.js';

type NewReview = Amendment['review'];

/** The review as an item of a block list, line by line. */
export function reviewLines(review: NewReview, pad: string): readonly string[] {
  return fieldsOf(review).map((field, at) => `${pad}${at === 0 ? '- ' : '  '}${field}`);
}

/** The review as a map on one line. */
export function reviewInFlow(review: NewReview): string {
  return `{ ${fieldsOf(review).join(', ')} }`;
}

/** Texts of people are double-quoted as JSON does it, which YAML reads alike. */
function fieldsOf({ date, verdict, because, by, checkpoint }: NewReview): readonly string[] {
  return [
    `date: ${date}`,
    `verdict: ${verdict}`,
    `because: ${JSON.stringify(because)}`,
    `by: ${JSON.stringify(by)}`,
    ...(checkpoint === null ? [] : [`checkpoint: ${checkpoint}`]),
  ];
}
