import type { Review } from '../../decision.js';
import type { Lesson } from '../evidence/lessons.js';
import { counted, countReview } from './counted.js';
import {
  type Counted,
  type Measure,
  type Missing,
  type Subject,
  share,
  unread,
} from './measure.js';

/** Reviews with a receipt that a reader can open. */
export const evidenceOneClick: Measure<'evidence-one-click'> = {
  id: 'evidence-one-click',
  read: ({ reviews }) =>
    share(reviews.map((one) => countReview(one, hasReceipt(one.review) ? [] : ['evidence']))),
};

/** Kills and exceptions that led to a change within two weeks; those with time left do not count. */
export const lessons: Measure<'lessons'> = {
  id: 'lessons',
  read: (evidence) => {
    const { lessons: all } = evidence;
    // Only the good ones could be told then.
    const hidden = all.some(({ state }) => state === 'unknown') ? unread(evidence, 'links') : null;
    const told = all.filter(({ state }) => state === 'changed' || state === 'lost');
    return hidden ?? share(told.map(countLesson));
  },
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

function countLesson(lesson: Lesson): Counted<Missing<'lessons'>> {
  const lost = { day: lesson.on, workflows: workflowsOf(lesson), past: true };
  return counted(subjectOf(lesson), lesson.state === 'changed' ? [] : ['change'], lost);
}

function subjectOf({ source }: Lesson): Subject {
  if (source.kind === 'kill') {
    const { id, path } = source.entry;
    return { kind: 'entry', id, path };
  }
  const { number, url, reason, workflows } = source.exception;
  return { kind: 'change', number, url, title: reason, workflows };
}

function workflowsOf({ source }: Lesson): readonly string[] {
  return source.kind === 'kill'
    ? (source.entry.decision?.workflows ?? [])
    : source.exception.workflows;
}
