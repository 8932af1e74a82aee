import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { passes, type Trouble, TroubleError } from '../../core/trouble.js';
import { handOn, type Workshop } from '../queue/attempt.js';
import type { Job } from './job.js';

/** A repository that is in trouble. */
export interface Troubled {
  readonly repository: RepositoryName;
  readonly trouble: Trouble;
}

/** More repositories in trouble than this, and the installation is taken up again as a whole. */
const MOST_ALONE = 20;

/** Has each in trouble that may pass taken up again alone; throws what is the trouble of them all. */
export async function retryAlone(
  shop: Workshop,
  troubled: readonly Troubled[],
  jobAt: (repository: RepositoryName) => Job,
): Promise<void> {
  const passing = troubled.filter(({ trouble }) => passes(trouble));
  const limit = passing.find(({ trouble }) => trouble.kind === 'rate-limit');
  const common = limit ?? (passing.length > MOST_ALONE ? passing[0] : undefined);
  if (common !== undefined) throw new TroubleError(common.trouble);
  for (const { repository } of passing) await handOn(shop, jobAt(repository), 'fan-out');
}
