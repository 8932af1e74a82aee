/** Characters no path of a repository holds in earnest. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the point
const UNFIT = /[\x00-\x1f\x7f]/;
const MARKDOWN_LINK = /^!?\[[^\]]*\]\(([^<>]*|\s*<[^<>]*>\s*)\)$/;
const URL = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i;
const LONGEST = 4096;

/** Where workflow files live. */
export const WORKFLOW_FOLDER = '.github/workflows/';

/**
 * The repository path that an entry names, with its `#anchor` where it has one: `./` and `../` start
 * at the entry's folder, everything else at the repository's root, and an anchor alone is the
 * entry's own. `null` for what lies outside the repository, such as a URL.
 */
export function repositoryPath(written: string, entry: string): string | null {
  const text = linkTarget(written.trim());
  if (UNFIT.test(text) || URL.test(text) || text.length > LONGEST) return null;
  const [path = '', ...anchor] = text.split('#');
  const fragment = anchor.length === 0 ? '' : `#${anchor.join('#')}`;
  if (path === '') return `${entry}${fragment}`;
  const folder = /^\.{1,2}(?:\/|$)/.test(path) ? entry.split('/').slice(0, -1) : [];
  const parts = resolved([...folder, ...path.split('/')]);
  return parts === null || parts.length === 0 ? null : `${parts.join('/')}${fragment}`;
}

/** The path of a workflow file; a name alone stands for one in `.github/workflows`. */
export function workflowPath(written: string, entry: string): string | null {
  const text = linkTarget(written.trim());
  return repositoryPath(text.includes('/') ? text : WORKFLOW_FOLDER + text, entry);
}

function linkTarget(text: string): string {
  const written = MARKDOWN_LINK.exec(text)?.[1];
  if (written === undefined) return text.replace(/^`(.*)`$/, '$1');
  const target = written.trim().replace(/^<|>$/g, '');
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
}

function resolved(parts: readonly string[]): readonly string[] | null {
  const path: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') path.push(part);
    else if (path.pop() === undefined) return null;
  }
  return path;
}
