import { withoutTail } from '../../core/ends.js';
import { numberedOf, stemOf } from '../../core/identifier.js';

const ENTRY_FILE = /\.(?:md|ya?ml)$/i;
const YAML_FILE = /\.ya?ml$/i;
const INDEX_NAMES = new Set([
  'index',
  'readme',
  'toc',
  'summary',
  'contents',
  'tableofcontents',
  'sidebar',
  'category',
  'changelog',
]);
const TEMPLATE_WORDS = new Set(['template', 'templates', 'vorlage', 'plantilla', 'modele']);
/** Words that a template's name holds besides, as in `adr-template`. */
const RECORD_WORDS = new Set(['adr', 'madr', 'dr', 'dl', 'dec', 'decision', 'record', 'entry']);

/** Whether a path may be an entry, by its name alone; the text decides. */
export function isEntryCandidate(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => isBelow(path, folder)) && isEntryName(path);
}

/** Whether the name is one of an entry: not a template's, an index's or another kind of file's. */
export function isEntryName(path: string): boolean {
  if (!ENTRY_FILE.test(path)) return false;
  const parts = path.split('/');
  const name = (parts.at(-1) ?? '').replace(ENTRY_FILE, '');
  if (name.toLowerCase() === 'readme') return /\d/.test(parts.at(-2) ?? '');
  return !isIndex(name) && !isTemplate(name) && !isTemplateFolder(parts.at(-2));
}

/** Whether the whole file is YAML, by its ending. */
export function isYamlFile(path: string): boolean {
  return YAML_FILE.test(path);
}

/** Whether the file is an entry by its name: it begins with an optional prefix and a number. */
export function isNumbered(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  return /^readme\./i.test(name) || numberedOf(stemOf(path)) !== null;
}

/** Below the folder, and not in a hidden folder there. */
function isBelow(path: string, folder: string): boolean {
  if (folder !== '' && !path.startsWith(`${folder}/`)) return false;
  const rest = folder === '' ? path : path.slice(folder.length + 1);
  return !/(?:^|\/)\.[^/]+\//.test(rest);
}

/** `index`, `_index`, `000-index`. */
function isIndex(name: string): boolean {
  return INDEX_NAMES.has(wordsOf(name).join(''));
}

/**
 * `template`, `adr-template-minimal`, `0000-template`: the word leads or ends the name. A numbered
 * `0012-introduce-a-template` is an entry.
 */
function isTemplate(name: string): boolean {
  const words = wordsOf(name);
  const others = words.filter((word) => !RECORD_WORDS.has(word));
  const first = TEMPLATE_WORDS.has(others[0] ?? '');
  const last = TEMPLATE_WORDS.has(others.at(-1) ?? '');
  const number = /\d+/.exec(name)?.[0];
  if (number === undefined || Number(number) === 0) return first || last;
  return first && others.length === 1;
}

function isTemplateFolder(folder: string | undefined): boolean {
  return folder !== undefined && TEMPLATE_WORDS.has(folder.toLowerCase().replace(/^[_.]/, ''));
}

/** The words of a name without numbers: `adr000-template` and `AdrTemplate` give `adr`, `template`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => withoutTail(word, (one) => /\d/.test(one)))
    .filter((word) => word !== '');
}
