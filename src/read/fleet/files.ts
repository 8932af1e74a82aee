import type { RepositoryName } from '../../core/pilot/repository-log.js';
import type { Answered } from '../../core/trouble.js';
import { TroubleError } from '../../core/trouble.js';
import type { Hub } from '../github/client.js';
import { BLOB_FIELDS, type BlobNode, blobText } from '../github/fields.js';
import { FOLDER_FIELDS, type FolderNode, listingOf, listTree } from '../github/listing.js';
import { type AskedBlob, type BlobText, type Source, TEXT_LIMIT } from '../source.js';
import { askFleet, type Fleet, repositoryPortion } from './ask.js';
import { together } from './together.js';

/** Folders in one query: each comes with three levels of what lies in it. */
const FOLDERS_A_QUERY = 50;

/** Blobs in one query: so many, and so many bytes of them. */
const BLOBS_A_QUERY = 100;
const BYTES_A_QUERY = 2_000_000;

/** Gives what reads the folders and blobs of one repository. */
export type FleetFiles = (name: RepositoryName) => Pick<Source, 'list' | 'blobs'>;

interface AskedFolder {
  readonly name: RepositoryName;
  readonly commit: string;
  readonly folder: string;
}

interface BlobOf {
  readonly name: RepositoryName;
  readonly blob: AskedBlob;
}

/** Reads files of any repository; what several ask for at once goes out together. */
export function fleetFiles(fleet: Fleet): FleetFiles {
  const folder = together((asked: readonly AskedFolder[]) => askFolders(fleet, asked));
  const blob = together((asked: readonly BlobOf[]) => askBlobs(fleet, asked));
  return (name) => {
    const hub: Hub = { ...fleet, ...name };
    return {
      list: (commit, folders) =>
        Promise.all(
          folders.map(async (path) => {
            if (path === '') return listTree(hub, commit);
            return listingOf(
              hub,
              await folder({ name, commit, folder: path }).then(folderIn(name)),
            );
          }),
        ),
      blobs: (asked) =>
        Promise.all(asked.map((one) => blob({ name, blob: one }).then(textIn(name)))),
    };
  };
}

interface FolderAnswer {
  readonly commit: { readonly oid: string } | null;
  readonly folder: FolderNode | null;
}

function askFolders(
  fleet: Fleet,
  asked: readonly AskedFolder[],
): Promise<readonly Answered<FolderAnswer>[]> {
  return askFleet(fleet, asked, {
    operation: 'BelayFleetFolders',
    what: ({ name, folder }) => `${folder} of ${name.owner}/${name.name}`,
    portion: ({ name, commit, folder }, at) =>
      repositoryPortion(name, at, {
        fields: `commit: object(oid: $c${at}) { oid } folder: object(expression: $p${at}) { ${FOLDER_FIELDS} }`,
        variables: {
          [`c${at}`]: { type: 'GitObjectID!', value: commit },
          [`p${at}`]: { type: 'String!', value: `${commit}:${folder}` },
        },
      }),
    size: FOLDERS_A_QUERY,
  });
}

/** Without the commit every folder would seem to be absent. */
function folderIn({ owner, name }: RepositoryName): (answer: FolderAnswer) => FolderNode | null {
  return ({ commit, folder }) => {
    if (commit !== null) return folder;
    throw new TroubleError({ kind: 'gone', what: `the tip of ${owner}/${name}`, request: null });
  };
}

interface BlobAnswer {
  readonly object: BlobNode | null;
}

function askBlobs(
  fleet: Fleet,
  asked: readonly BlobOf[],
): Promise<readonly Answered<BlobAnswer>[]> {
  return askFleet(fleet, asked, {
    operation: 'BelayFleetBlobs',
    what: ({ name }) => `entries of ${name.owner}/${name.name}`,
    portion: ({ name, blob }, at) =>
      repositoryPortion(name, at, {
        fields: `object(oid: $b${at}) { ... on Blob { ${BLOB_FIELDS} } }`,
        variables: { [`b${at}`]: { type: 'GitObjectID!', value: blob.oid } },
      }),
    size: BLOBS_A_QUERY,
    weight: { most: BYTES_A_QUERY, of: ({ blob }) => Math.min(blob.bytes ?? 0, TEXT_LIMIT) },
  });
}

/** A blob that a tree names but that is not there makes the whole answer doubtful. */
function textIn({ owner, name }: RepositoryName): (answer: BlobAnswer) => BlobText {
  return ({ object }) => {
    if (object !== null) return blobText(object);
    const what = `an entry of ${owner}/${name}`;
    throw new TroubleError({ kind: 'partial', what, request: null });
  };
}
