import { basename } from 'node:path';
import { createReadCache } from '../../read/cache.js';
import { withClone } from '../../read/git/clone.js';
import { gitIn } from '../../read/git/run.js';
import { readLocalLog } from '../../read/local-log.js';
import { sweepCommands } from '../../render/github-commands.js';
import { disarmed } from '../../render/printable.js';
import { notesOf } from '../../render/sweep/words.js';
import {
  type SweepMode,
  type SweptRepository,
  sweepDocument,
  sweepForTerminal,
  sweepReport,
} from '../../render/sweep.js';
import { todayAt } from '../clock.js';
import { exitOfSweep } from '../exit.js';
import { sweepOn } from '../jobs/sweep-world.js';
import { asideOf, type Note, worthNoting } from './aside.js';
import { failed, json, type Printed, type Surroundings, type SweepFlags } from './output.js';
import { isLocal, targetOf } from './target.js';

/** `belay sweep`: the pilots of a clone, or of repositories on GitHub with what is to be done there. */
export async function runSweep(flags: SweepFlags, around: Surroundings): Promise<Printed> {
  try {
    const swept = isLocal(flags)
      ? [await sweepClone(flags, around)]
      : await sweepGitHub(flags, around);
    const mode = flags.dryRun ? 'planned' : 'done';
    const stdout = printed({ swept, mode, flags, around });
    return { stdout, stderr: asideOf(notesIn(swept), flags.format), exit: exitOfSweep(swept) };
  } catch (error) {
    return failed('sweep', flags.format, error);
  } finally {
    around.progress?.clear();
  }
}

function notesIn(swept: readonly SweptRepository[]): readonly Note[] {
  return worthNoting(swept).flatMap((one) => {
    const { repository } = one.kind === 'swept' ? one.log : one;
    return notesOf(one).map((note) => ({ repository, note }));
  });
}

/** The work tree as it lies there: what it says would count once it is on the default branch. */
async function sweepClone(flags: SweepFlags, { folder }: Surroundings): Promise<SweptRepository> {
  const git = gitIn(folder);
  const top = (await git.read(['rev-parse', '--show-toplevel'])).toString('utf8').trim();
  const tip = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  const read = await withClone({ folder, files: 'uncommitted' }, async ({ source, head }) => {
    const files = await head();
    return readLocalLog(source, {
      repository: { owner: '', name: basename(top) },
      files,
      history: tip.stdout.toString('utf8').trim() || files,
      today: todayAt(flags.asOf ?? null),
    });
  });
  if (read.kind !== 'log') return read;
  return { ...read, kind: 'swept', done: [], waiting: 0, told: null, trouble: null };
}

async function sweepGitHub(
  flags: SweepFlags,
  { env, docs, progress }: Surroundings,
): Promise<readonly SweptRepository[]> {
  const { client, issuer, names } = await targetOf(flags, env);
  return sweepOn(names, {
    client,
    issuer,
    cache: createReadCache(),
    today: todayAt(flags.asOf ?? null),
    docs,
    writes: flags.dryRun ? 'paper' : 'github',
    progress: ({ looked, of }) => progress?.show(looked, of),
  });
}

interface Found {
  readonly swept: readonly SweptRepository[];
  readonly mode: SweepMode;
  readonly flags: SweepFlags;
  readonly around: Surroundings;
}

function printed({ swept, mode, flags, around }: Found): string {
  switch (flags.format) {
    case 'text':
      return sweepForTerminal(swept, mode, around);
    case 'json':
      return json(sweepReport(swept));
    case 'markdown':
      return disarmed(sweepDocument(swept, mode));
    case 'github':
      return [...sweepCommands(swept), ''].join('\n');
  }
}
