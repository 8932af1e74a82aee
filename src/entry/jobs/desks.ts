import type { RepositoryName } from '../../core/pilot/repository-log.js';
import type { Written } from '../../core/pilot/sweep.js';
import type { Client } from '../../read/github/client.js';
import type { Desk, Taken } from '../../write/issue.js';
import { answered } from '../explained.js';

/** Where issues are written: a repository, and the labels that exist there. */
interface Place {
  readonly repository: RepositoryName;
  readonly labels: readonly string[];
}

/** What carries writes out on GitHub, and what is said of a label that it makes. */
export interface Carrier<W> {
  readonly carryOut: (write: W, desk: Desk) => Promise<Taken>;
  readonly labelled: string;
}

/** Carries out writes on GitHub; labels made for one issue are known to exist for the next. */
export function writerWith<W>(client: Client, { carryOut, labelled }: Carrier<W>) {
  const desks = new WeakMap<Place, Desk>();
  const deskAt = (place: Place): Desk => {
    const { owner, name: repo } = place.repository;
    return { client, owner, repo, labelled, labels: new Set(place.labels) };
  };
  return async (write: W, place: Place): Promise<Written> => {
    const desk = desks.get(place) ?? deskAt(place);
    desks.set(place, desk);
    const what = `issues of ${desk.owner}/${desk.repo}`;
    const written = await answered(what, () => carryOut(write, desk));
    return written.kind === 'good' ? written.value : written;
  };
}
