import type { RepositoryName } from '../core/pilot/repository-log.js';
import { printable } from './printable.js';

/** `owner/name`, fit to be printed; of a clone its folder. */
export function repositoryName({ owner, name }: RepositoryName): string {
  return printable(owner === '' ? name : `${owner}/${name}`);
}
