import * as z from 'zod';
import type { At, Job } from './jobs/job.js';
import type { Task } from './queue.js';

/** Who the App is: `login` is its bot's, `null` while GitHub could not be asked. */
export interface Self {
  readonly appId: number;
  readonly login: string | null;
}

/** What one event asks for; `null` when the payload is not what GitHub sends. */
export type Reader = (payload: unknown, self: Self) => readonly Task<Job>[] | null;

/** What every event of a repository tells. */
export const Common = z.object({
  installation: z.object({ id: z.int() }),
  repository: z.object({
    name: z.string(),
    owner: z.object({ login: z.string() }),
    default_branch: z.string(),
  }),
  sender: z.object({ login: z.string(), type: z.string().optional() }).optional(),
});

/** Where an event happened. */
export function placeOf({ installation, repository }: z.infer<typeof Common>): At {
  return { installation: installation.id, owner: repository.owner.login, repo: repository.name };
}

/** Whether the App itself did it. */
export function isOwn({ sender }: z.infer<typeof Common>, { login }: Self): boolean {
  return login !== null && sender?.login === login;
}
