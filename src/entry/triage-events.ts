import * as z from 'zod';
import { readCommand } from '../parse/command.js';
import { Common, isOwn, placeOf, type Reader } from './event.js';
import { fleetJob, sweepJob, taskOf } from './jobs/job.js';

/** What people do to an issue of Belay's after which the sweep may see something to do. */
const SWEPT_AFTER = ['closed', 'reopened', 'edited', 'deleted', 'transferred'];

const Issues = Common.extend({
  action: z.string(),
  issue: z.object({ user: z.object({ login: z.string() }).nullish() }),
});

const IssueComment = Common.extend({
  action: z.string(),
  issue: z.object({ number: z.int() }),
  comment: z.object({
    id: z.int(),
    body: z.string(),
    user: z.object({ id: z.int(), type: z.string() }).nullish(),
  }),
  sender: z.object({ login: z.string(), id: z.int() }).optional(),
});

const Installation = z.object({
  action: z.string(),
  installation: z.object({ id: z.int() }),
});

/** An issue of ours was closed, say: the sweep reads what that means. */
export const readIssues: Reader = (payload, self) => {
  const { data } = Issues.safeParse(payload);
  if (data === undefined) return null;
  const { user } = data.issue;
  const isOurs = self.login === null || user?.login === self.login;
  if (!isOurs || isOwn(data, self) || !SWEPT_AFTER.includes(data.action)) return [];
  // Two bots that each restore the body at once would never come to an end: the round restores it.
  if (data.action === 'edited' && data.sender?.type === 'Bot') return [];
  return [taskOf(sweepJob(placeOf(data)), 'fan-out')];
};

/** A person's new comment that speaks to Belay; an edited one never does. */
export const readComment: Reader = (payload) => {
  const { data } = IssueComment.safeParse(payload);
  if (data === undefined) return null;
  const { action, comment, issue, sender } = data;
  const isPersons = comment.user?.type === 'User' && comment.user.id === sender?.id;
  if (action !== 'created' || !isPersons || readCommand(comment.body) === null) return [];
  const asked = { number: issue.number, comment: comment.id };
  return [taskOf({ kind: 'command', ...placeOf(data), trouble: null, ...asked }, 'event')];
};

/** Belay came to an organisation, or back to it. */
export const readInstallation: Reader = (payload) => fleetTasks(payload, BEGINNINGS);

/** Belay came to more repositories. */
export const readCoverage: Reader = (payload) => fleetTasks(payload, ['added']);

const BEGINNINGS = ['created', 'unsuspend', 'new_permissions_accepted'];

function fleetTasks(payload: unknown, actions: readonly string[]): ReturnType<Reader> {
  const { data } = Installation.safeParse(payload);
  if (data === undefined) return null;
  return actions.includes(data.action) ? [taskOf(fleetJob(data.installation.id), 'fan-out')] : [];
}
