import type { Review } from '../../decision.js';
import type { Lesson } from '../lessons.js';
import { type Measure, type Subject, share } from '../measure.js';
import { countReview } from './counted.js';

/** Reviews with a receipt that a reader can open. */
export const evidenceOneClick: Measure = {
  id: 'evidence-one-click',
  read: ({ reviews }) => share(reviews.map((one) => countReview(one, !hasReceipt(one.review)))),
};

/** Kills and exceptions that led to a change within two weeks; those with time left do not count. */
export const lessons: Measure = {
  id: 'lessons',
  read: ({ lessons: all }) =>
    share(
      all
        .filter(({ state }) => state !== 'open')
        .map((lesson) => ({
          subject: subjectOf(lesson),
          lack:
            lesson.state === 'changed'
              ? null
              : { day: lesson.on, workflows: workflowsOf(lesson), past: true },
        })),
    ),
};

/** Whether a review names something that a reader can open. */
export function hasReceipt({ evidence }: Review): boolean {
  return evidence.some(isOpened);
}

/** A web address, or a path in the repository. */
function isOpened(evidence: string): boolean {
  const [path = ''] = evidence.split('#', 1);
  const isPath = !/\s/.test(evidence) && !path.includes(':') && /.\.[a-z]\w{0,7}$/i.test(path);
  return isPath || /^https?:\/\/[^/\s]/i.test(evidence);
}

function subjectOf({ source }: Lesson): Subject {
  if (source.kind === 'kill') {
    const { id, path } = source.entry;
    return { kind: 'entry', id, path };
  }
  const { number, url, reason } = source.exception;
  return { kind: 'change', number, url, title: reason };
}

function workflowsOf({ source }: Lesson): readonly string[] {
  return source.kind === 'kill'
    ? (source.entry.decision?.workflows ?? [])
    : source.exception.workflows;
}
