import { dayOf } from '../../../core/day.js';
import type { Template } from '../../../core/policy.js';
import { recordIn } from '../../../core/scorecard/issue/record.js';
import type { GivenScore, KnownScorecard } from '../../../core/scorecard/issue/scorecard-issue.js';
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
 * The scores in a thread: of people's comments those that an answer of Belay's names and nobody
 * edited. Answers given at the same moment do not know of each other, so that all of them count; one
 * that another hand edited names none.
 */
export function scoresIn(
  comments: readonly CommentNode[],
  template: Template,
  { issuer, zone }: ScoreOptions,
): Pick<KnownScorecard, 'record' | 'scores'> {
  const answers = comments.filter(
    ({ author, body }) => isBy(author, issuer) && recordIn(body) !== null,
  );
  const own = answers.filter((answer) => isOwn(answer, issuer));
  const named = new Set(own.flatMap(({ body }) => recordIn(body) ?? []));
  const last = answers.at(-1);
  return {
    record: last?.databaseId == null ? null : { id: last.databaseId, body: last.body },
    scores: comments
      .filter(({ databaseId }) => databaseId !== null && named.has(databaseId))
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
