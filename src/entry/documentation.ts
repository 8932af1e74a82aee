import { withoutSlashes } from '../core/ends.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where people read Belay's documentation: the folder's address without a trailing slash, or `null`
 * where nobody said. `BELAY_DOCS_URL` says it; an Action knows from where it was taken.
 */
export function documentationIn(env: Env): string | null {
  const said = env.BELAY_DOCS_URL?.trim() ?? '';
  if (/^https?:\/\//.test(said) && URL.canParse(said)) return withoutSlashes(said);
  const { GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF } = env;
  if (!GITHUB_ACTION_REPOSITORY || !GITHUB_ACTION_REF) return null;
  const server = GITHUB_SERVER_URL ?? 'https://github.com';
  return `${server}/${GITHUB_ACTION_REPOSITORY}/blob/${GITHUB_ACTION_REF}/docs`;
}
