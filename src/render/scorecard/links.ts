import { withoutSlashes } from '../../core/ends.js';
import type { ScoredRepository } from '../../core/scorecard/month.js';
import { encodePath, type Links } from '../links.js';

/** Links into a repository's default branch; `docs` is the address of the documentation's folder. */
export function repositoryLinks(
  { url, defaultBranch }: Pick<ScoredRepository, 'url' | 'defaultBranch'>,
  docs: string | null,
): Links {
  return {
    file: (path) =>
      url === null ? null : `${withoutSlashes(url)}/blob/${encodePath(defaultBranch)}/${encodePath(path)}`,
    docs: (page) => (docs === null ? null : `${withoutSlashes(docs)}/${page}`),
  };
}
