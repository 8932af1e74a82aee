import type { Month } from '../../../src/core/scorecard/month/month.js';
import { score } from '../../../src/core/scorecard/score.js';
import { scorecardIssue } from '../../../src/render/scorecard/issue.js';
import { aMonth } from '../../builders/month.js';

/** The issue with its links as their labels, people without what parts them, and plain spaces. */
export function read(changes: Partial<Month> = {}): string {
  const { body } = scorecardIssue(score(aMonth(changes)));
  return body
    .replace(/\]\(https:[^)]*\)/g, ']')
    .replaceAll('\u2060', '')
    .replaceAll('\u00a0', ' ');
}

/** The row of an area, cell by cell. */
export function rowOf(body: string, area: string): readonly string[] {
  const line = body.split('\n').find((one) => one.startsWith(`| ${area} |`)) ?? '';
  return line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
}
