import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { type Phrase, plain } from '../../render/phrase.js';
import { repositoryName } from '../../render/repository-name.js';
import type { Format } from './output.js';

/** What there is to know besides of a repository; `null`: of all of them. */
export interface Note {
  readonly repository: RepositoryName | null;
  readonly note: Phrase;
}

/** What a report in JSON has no place for, line by line; in every other form the text has it. */
export function asideOf(notes: readonly Note[], format: Format): string {
  if (format !== 'json') return '';
  return notes
    .map(({ repository, note }) => {
      const about = repository === null ? '' : `${repositoryName(repository)}: `;
      return `belay: ${about}${plain(note)}\n`;
    })
    .join('');
}

/** Of several repositories those without a policy are not worth a line each. */
export function worthNoting<One extends { readonly kind: string }>(all: readonly One[]) {
  return all.filter(({ kind }) => kind !== 'without-policy' || all.length === 1);
}
