import { dayOf } from '../../../core/day.js';
import type { Template } from '../../../core/scorecard/month.js';
import { recordIn } from '../../../core/scorecard/record.js';
import type { GivenScore, KnownScorecard } from '../../../core/scorecard/scorecard-issue.js';
import { areaNamed } from '../../../core/scorecard/template.js';
import { readCommand } from '../../../parse/command.js';
import { type CommentNode, loginOf } from '../../fleet/issue-nodes.js';
import { isBy, isOwn } from '../../fleet/trust.js';

/** Whose answers count, and in which time zone a score has its day. */
export interface ScoreOptions {
  readonly issuer: string;
  readonly zone: string;
}

/**
 * The scores in a thread: of people's comments those that Belay's answer names and nobody edited. An
 * answer that another hand edited names none.
 */
export function scoresIn(
  comments: readonly CommentNode[],
  template: Template,
  { issuer, zone }: ScoreOptions,
): Pick<KnownScorecard, 'record' | 'scores'> {
  const answer = comments.findLast(
    ({ author, body }) => isBy(author, issuer) && recordIn(body) !== null,
  );
  if (answer === undefined || answer.databaseId === null) return { record: null, scores: [] };
  const named = isOwn(answer, issuer) ? (recordIn(answer.body) ?? []) : [];
  return {
    record: { id: answer.databaseId, body: answer.body },
    scores: comments
      .filter(({ databaseId }) => databaseId !== null && named.includes(databaseId))
      .flatMap((comment) => scoreIn(comment, template, zone) ?? []),
  };
}

function scoreIn(comment: CommentNode, template: Template, zone: string): GivenScore | null {
  const { databaseId, author, lastEditedAt, createdAt, body } = comment;
  const login = author?.__typename === 'User' ? loginOf(author) : null;
  const on = dayOf(createdAt, zone);
  if (databaseId === null || login === null || lastEditedAt !== null || on === null) return null;
  const command = readCommand(body)?.command ?? null;
  if (command?.kind !== 'score') return null;
  const area = areaNamed(template, command.area);
  if (area === null) return null;
  const { score, because, next } = command;
  return { comment: databaseId, area: area.id, score, because, next, by: `@${login}`, on };
}
