import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { type Trouble, TroubleError } from '../../core/trouble.js';
import { commandTroubleLine } from '../../render/trouble-command.js';
import { patiently } from '../patiently.js';
import type { Said } from './said.js';

/** What a run tells of one repository. */
interface Told {
  readonly kind: string;
  readonly trouble?: Trouble | null;
  /** The writes that were carried out. */
  readonly done?: readonly unknown[];
}

/** Which repository, and whether what an attempt writes is there for the next one. */
interface Attempting {
  readonly repository: RepositoryName;
  readonly writes: 'github' | 'paper';
}

/** A repository of which nothing is known but the trouble. */
interface Unreached {
  readonly kind: 'trouble';
  readonly repository: RepositoryName;
  readonly trouble: Trouble;
}

/** What the last attempt found, and the trouble that stayed. */
interface Attempted<One> {
  readonly report: readonly (One | Unreached)[];
  readonly trouble: Trouble | null;
}

/** Runs until there is no trouble, or none that passes soon. */
export async function attempted<One extends Told>(
  { repository, writes }: Attempting,
  run: () => Promise<readonly One[]>,
): Promise<Attempted<One>> {
  const found: { report: readonly One[] } = { report: [] };
  try {
    await patiently(async () => {
      const report = await run();
      found.report = writes === 'paper' ? report : report.map(continuing(found.report));
      const [trouble] = found.report.flatMap((one) => one.trouble ?? []);
      return trouble === undefined ? GOOD : { kind: 'trouble', trouble };
    });
    return { ...found, trouble: null };
  } catch (error) {
    if (!(error instanceof TroubleError)) throw error;
    const { trouble } = error;
    const unreached = { kind: 'trouble', repository, trouble } as const;
    return { report: found.report.length === 0 ? [unreached] : found.report, trouble };
  }
}

/** What an attempt wrote stays written, whatever the next one finds. */
function continuing<One extends Told>(before: readonly One[]): (now: One, at: number) => One {
  return (now, at) => {
    const earlier = before[at];
    if (earlier?.done === undefined) return now;
    if (now.done !== undefined) return { ...now, done: [...earlier.done, ...now.done] };
    return now.trouble === undefined ? now : { ...earlier, trouble: now.trouble };
  };
}

const GOOD = { kind: 'good', value: null } as const;

/** What is said of a run, under its trouble where that stayed. */
export function underTrouble(said: Said, trouble: Trouble | null): Said {
  return trouble === null ? said : { ...said, title: commandTroubleLine(trouble) };
}
