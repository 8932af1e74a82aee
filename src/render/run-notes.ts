import type { Proposal } from '../core/change.js';
import type { CheckText } from './check.js';
import type { ProgressText } from './trouble-check.js';

/** Says which pull request a verdict is about where several have the same head commit. */
export function sharedHeadText(text: CheckText, { number }: Proposal): CheckText {
  if (number === null) return text;
  return {
    ...text,
    title: `${text.title} (#${number})`,
    summary: `Several open pull requests have this head commit. A check belongs to the commit, so it shows the worst of their verdicts: that of #${number}.\n\n${text.summary}`,
  };
}

/** Said from the moment a person asks for a new run until its verdict is there. */
export function againText(): ProgressText {
  return { title: 'Looking again', summary: 'A new run was asked for. Everything is read again.' };
}

/** Said on a run that was in progress when the pull request was closed or merged. */
export function closedText(): CheckText {
  return {
    title: 'Closed: nothing left to judge',
    conclusion: 'cancelled',
    summary:
      'The pull request was closed or merged before it was judged. Reopening it has it judged.',
    annotations: [],
  };
}
