import type { Problem } from '../../core/problem.js';
import type { BrokenFile, Month } from '../../core/scorecard/month/month.js';
import { counted, literal, type Part, type Phrase, path, say } from '../phrase.js';
import { sayProblem } from '../words/problem.js';

/** That there is no policy to score by, and what is wrong with the one that stands there. */
export function sayBrokenPolicy({ file, problems }: BrokenFile): readonly Phrase[] {
  return [
    say`The policy ${path(file)} is not valid, and no earlier version is: nothing can be scored.`,
    ...sayProblems(problems),
  ];
}

/** That an older policy scored the month, and what is wrong with the newer; nothing otherwise. */
export function sayAncestor({ month, ancestor }: Month): readonly Phrase[] {
  if (ancestor === null) return [];
  return [
    say`The policy ${path(ancestor.file)} of ${month} is not valid: its last good version scored the month.`,
    ...sayProblems(ancestor.problems),
  ];
}

/** Where more is wrong, the first lines help and the rest is for the linter. */
const MOST_PROBLEMS = 5;

function sayProblems(problems: readonly Problem[]): readonly Phrase[] {
  const rest = problems.length - MOST_PROBLEMS;
  return [
    ...problems.slice(0, MOST_PROBLEMS).map(sayWithPlace),
    ...(rest <= 0
      ? []
      : [say`and ${counted(rest, 'more problem')}; ${literal('belay lint')} lists all`]),
  ];
}

/** `.github/belay.yml:3:5`: what is wrong there, and how to mend it. */
function sayWithPlace(problem: Problem): Phrase {
  const { file, line, column } = problem.place;
  const { what, fix } = sayProblem(problem);
  const place: Part = { kind: 'path', path: file, line, column, side: null };
  return say`${place}: ${what}${fix === null ? '' : say` ${fix}`}`;
}
