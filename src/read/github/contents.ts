import { TroubleError } from '../../core/trouble.js';
import {
  type Asked,
  type AskedBlob,
  type BlobText,
  type FileId,
  type FileText,
  TEXT_LIMIT,
} from '../source.js';
import { each, type Hub, halving, query } from './client.js';
import {
  aliases,
  BLOB_FIELDS,
  type BlobNode,
  blobText,
  FILE_FIELDS,
  type FileNode,
  fileText,
  ID_FIELDS,
  type IdNode,
  idOf,
} from './fields.js';

/** Files of unknown size in one query: most are small, and a query that is too much is halved. */
const FILES_A_QUERY = 50;

/** Ids in one query. */
const IDS_A_QUERY = 200;

/** Blobs in one query: so many, and so many bytes of them. */
const BLOBS_A_QUERY = 100;
const BYTES_A_QUERY = 2_000_000;

/** Files with their texts. */
export function readFiles(
  hub: Hub,
  asked: readonly Asked[],
): Promise<readonly (FileText | null)[]> {
  return readAt<FileNode, FileText>(hub, asked, {
    size: FILES_A_QUERY,
    fields: FILE_FIELDS,
    read: fileText,
  });
}

/** What paths are, without their texts. */
export function readIds(hub: Hub, asked: readonly Asked[]): Promise<readonly (FileId | null)[]> {
  return readAt<IdNode, FileId>(hub, asked, { size: IDS_A_QUERY, fields: ID_FIELDS, read: idOf });
}

interface Manner<Node, Answer> {
  readonly size: number;
  readonly fields: string;
  readonly read: (node: Node | null) => Answer | null;
}

type CommitsAnswer<Node> = Record<string, Record<string, Node | null> | null>;

async function readAt<Node, Answer>(
  hub: Hub,
  asked: readonly Asked[],
  { size, fields, read }: Manner<Node, Answer>,
): Promise<readonly (Answer | null)[]> {
  const ask = async (some: readonly Asked[]) => {
    const commits = [...new Set(some.map(({ commit }) => commit))];
    const answer = await query<CommitsAnswer<Node>>(hub, filesQuery(some, commits, fields), {
      variables: variablesOf(some, commits),
      what: `files of ${hub.owner}/${hub.name}`,
    });
    return some.map(({ commit }, at) => {
      const found = answer[`c${commits.indexOf(commit)}`] ?? null;
      if (found === null) throw goneCommit(hub, commit);
      return read(found[`f${at}`] ?? null);
    });
  };
  const answers = await each(batches(asked, size), (some) => halving(some, ask));
  return answers.flat();
}

/** Without the commit every file would seem to be absent. */
function goneCommit(hub: Hub, commit: string): TroubleError {
  const what = `commit ${commit} of ${hub.owner}/${hub.name}`;
  return new TroubleError({ kind: 'gone', what, request: null });
}

function variablesOf(asked: readonly Asked[], commits: readonly string[]): Record<string, string> {
  return Object.fromEntries([
    ...commits.map((commit, at) => [`o${at}`, commit]),
    ...asked.map(({ path }, at) => [`p${at}`, path]),
  ]);
}

/** The files asked for, under each of the commits. */
export function filesQuery(
  asked: readonly Asked[],
  commits: readonly string[],
  fields: string = FILE_FIELDS,
): string {
  const files = (commit: string) =>
    asked
      .map((one, at) => (one.commit === commit ? `f${at}: file(path: $p${at}) { ${fields} }` : ''))
      .join(' ');
  return `query BelayFiles($owner: String!, $name: String!
  ${aliases(commits.length, (at) => `$o${at}: GitObjectID!`)}
  ${aliases(asked.length, (at) => `$p${at}: String!`)}
) {
  repository(owner: $owner, name: $name) {
    ${commits.map((commit, at) => `c${at}: object(oid: $o${at}) { ... on Commit { ${files(commit)} } }`).join('\n')}
  }
}`;
}

/** The texts of blobs; one that is not there makes the whole answer doubtful. */
export async function readBlobs(
  hub: Hub,
  asked: readonly AskedBlob[],
): Promise<readonly BlobText[]> {
  const unique = [...new Map(asked.map((one) => [one.oid, one])).values()];
  const ask = async (some: readonly AskedBlob[]) => {
    const what = `blobs of ${hub.owner}/${hub.name}`;
    const answer = await query<Record<string, BlobNode | null>>(hub, blobsQuery(some.length), {
      variables: Object.fromEntries(some.map(({ oid }, at) => [`o${at}`, oid])),
      what,
    });
    return some.map((_, at) => {
      const node = answer[`b${at}`] ?? null;
      if (node === null) throw new TroubleError({ kind: 'partial', what, request: null });
      return blobText(node);
    });
  };
  const answers = await each(blobBatches(unique), (some) => halving(some, ask));
  const texts = new Map(answers.flat().map((text, at) => [unique[at]?.oid, text]));
  return asked.map(({ oid }) => texts.get(oid) ?? blobText(null));
}

/** So many blobs by their ids. */
export function blobsQuery(count: number): string {
  return `query BelayBlobs($owner: String!, $name: String!
  ${aliases(count, (at) => `$o${at}: GitObjectID!`)}
) {
  repository(owner: $owner, name: $name) {
    ${aliases(count, (at) => `b${at}: object(oid: $o${at}) { ... on Blob { ${BLOB_FIELDS} } }`)}
  }
}`;
}

function blobBatches(blobs: readonly AskedBlob[]): readonly (readonly AskedBlob[])[] {
  const all: AskedBlob[][] = [];
  let room = 0;
  for (const blob of blobs) {
    const bytes = Math.min(blob.bytes ?? 0, TEXT_LIMIT);
    const last = all.at(-1);
    if (last === undefined || last.length === BLOBS_A_QUERY || bytes > room) {
      all.push([blob]);
      room = BYTES_A_QUERY - bytes;
    } else {
      last.push(blob);
      room -= bytes;
    }
  }
  return all;
}

function batches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
