import { withoutSlashes } from '../../core/ends.js';
import { withoutComments } from '../markdown/html.js';

/** The repository a text speaks in; `branches` are names that its URLs may contain. */
export interface Site {
  readonly owner: string;
  readonly name: string;
  /** The repository's page, `null` where it is not known. */
  readonly url: string | null;
  readonly branches: readonly string[];
}

/** Where a link leads, as far as it concerns the repository. */
export type Target =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'pull'; readonly number: number }
  /** A spot on the same page: only the link's text says something. */
  | { readonly kind: 'here' }
  | { readonly kind: 'elsewhere' };

/** Running text whose links are marks: `LINK_MARK` stands before and after the index in `links`. */
export interface LinkedText {
  readonly text: string;
  /** Repository paths. */
  readonly links: readonly string[];
}

/** Stands in text for a link into the repository; a private character that input may not hold. */
export const LINK_MARK = '\uE000';

/** Stands in text for what says nothing: code, and links to other places. */
export const SILENCE = '\uFFFC';

const URL_TEXT = /\bhttps?:\/\/[^\s<>"'`\uE000\uFFFC]{1,2000}/gi;
const MARKDOWN_LINK =
  /\[([^\][\n]{0,200})\]\(\s{0,9}<?([^()\s<>]{1,2000})(?:[>\s][^()\n]{0,200})?\)/g;
const FILE_VIEWS = 'blob|tree|raw|edit|blame';
const FILE_PATH = new RegExp(`^(?:${FILE_VIEWS})/(?<rest>.+)$`);
const RELATIVE_FILE = new RegExp(`^(?:\\.\\./)+(?:${FILE_VIEWS})/(?<rest>.+)$`);
const SCHEME = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Collects links while text is put together; see `LinkedText`. */
export interface LinkCollector {
  /** The text that stands for a link. */
  readonly mark: (href: string, text: string) => string;
  /** The text with its bare URLs made marks. */
  readonly markUrls: (text: string) => string;
  readonly links: readonly string[];
}

/** A collector for one text of the repository. */
export function linkCollector(site: Site): LinkCollector {
  const links: string[] = [];
  const mark = (href: string, text: string): string => {
    const target = targetOf(href, site);
    if (target.kind === 'here') return text;
    if (target.kind === 'pull') return `#${target.number}`;
    if (target.kind === 'elsewhere') return SILENCE;
    return LINK_MARK + (links.push(target.path) - 1) + LINK_MARK;
  };
  const markUrls = (text: string): string =>
    text.replace(URL_TEXT, (url) => {
      const bare = withoutPunctuation(url);
      return mark(bare, bare) + url.slice(bare.length);
    });
  return { mark, markUrls, links };
}

/** The text without the marks that only Belay may set. */
export function withoutMarks(text: string): string {
  return text.replaceAll(LINK_MARK, '').replaceAll(SILENCE, '');
}

/** Plain text (a commit message) with Markdown links and URLs made marks, comments left out. */
export function linkedPlainText(text: string, site: Site): LinkedText {
  const collector = linkCollector(site);
  const marked = withoutComments(withoutMarks(text)).replace(
    MARKDOWN_LINK,
    (_link, words: string, href: string) => collector.mark(href, words),
  );
  return { text: collector.markUrls(marked), links: collector.links };
}

/** Where a link leads. Relative links are read as paths of the repository. */
function targetOf(href: string, site: Site): Target {
  const plain = decoded(href.split(/[?#]/, 1)[0] ?? '');
  if (plain === '') return { kind: 'here' };
  const own = ownPath(plain, site);
  if (own !== null) return targetInside(own, site);
  if (SCHEME.test(plain)) return { kind: 'elsewhere' };
  const view = RELATIVE_FILE.exec(plain)?.groups?.rest;
  if (view !== undefined) return { kind: 'path', path: withoutBranch(view, site) };
  return { kind: 'path', path: withoutSlashes(plain.replace(/^(?:\.{0,2}\/)+/, '')) };
}

/** What follows the repository's page in a URL or a `/owner/name/…` link, or `null`. */
function ownPath(href: string, site: Site): string | null {
  const named = `/${site.owner}/${site.name}/`;
  const pages = [...(site.url === null ? [] : [`${withoutSlashes(site.url)}/`]), named];
  const page = pages.find((one) => href.toLowerCase().startsWith(one.toLowerCase()));
  if (page !== undefined) return href.slice(page.length);
  if (site.url !== null || site.owner === '' || site.name === '') return null;
  const onAnyHost = /^https?:\/\/[^/]+(?=\/)/i.exec(href)?.[0];
  const rest = onAnyHost === undefined ? '' : href.slice(onAnyHost.length);
  return rest.toLowerCase().startsWith(named.toLowerCase()) ? rest.slice(named.length) : null;
}

function targetInside(path: string, site: Site): Target {
  const pull = /^pull\/(\d{1,9})(?:\/|$)/.exec(path)?.[1];
  if (pull !== undefined) return { kind: 'pull', number: Number(pull) };
  const rest = FILE_PATH.exec(path)?.groups?.rest;
  if (rest === undefined) return { kind: 'elsewhere' };
  return { kind: 'path', path: withoutBranch(rest, site) };
}

/** A branch's name may hold slashes, so names that are known go first; else one part is the name. */
function withoutBranch(rest: string, site: Site): string {
  const branch = site.branches
    .filter((name) => rest.startsWith(`${name}/`))
    .reduce((longest, name) => (name.length > longest.length ? name : longest), '');
  const path = branch === '' ? rest.replace(/^[^/]*\//, '') : rest.slice(branch.length + 1);
  return withoutSlashes(path);
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

/** A URL in running text does not hold the punctuation that ends it. */
function withoutPunctuation(url: string): string {
  const trimmed = url.replace(/[.,;:!?*_~]{1,20}$/, '');
  if (!trimmed.endsWith(')') && !trimmed.endsWith(']')) return trimmed;
  return trimmed.includes('(') || trimmed.includes('[')
    ? trimmed
    : trimmed.replace(/[)\]]{1,9}.{0,9}$/, '');
}
