import { TroubleError } from '../../../core/trouble.js';
import { type Hub, halving, query } from '../../github/client.js';
import { aliases, type FileNode, POLICY_FIELDS, policiesIn } from '../../github/fields.js';
import { FOLDER_FIELDS, type FolderNode, listingOf } from '../../github/listing.js';
import type { CommitLook } from '../place.js';

type CommitNode = Readonly<Record<string, FileNode | null>>;

type LooksAnswer = Readonly<Record<`commit${number}`, CommitNode | null>> &
  Readonly<Record<`folder${number}_${number}`, FolderNode | null>>;

/** The policy files and folders at some commits, with one request as long as GitHub takes it. */
export async function looksAt(
  hub: Hub,
  commits: readonly string[],
  folders: readonly string[],
): Promise<ReadonlyMap<string, CommitLook>> {
  // The root is left out: a whole repository is a request of its own.
  const narrow = folders.filter((folder) => folder !== '');
  const looks = await halving(commits, (some) => askLooks(hub, some, narrow));
  return new Map(looks.map((look, at) => [commits[at] ?? '', look]));
}

async function askLooks(
  hub: Hub,
  commits: readonly string[],
  folders: readonly string[],
): Promise<readonly CommitLook[]> {
  const what = `folders of ${hub.owner}/${hub.name}`;
  const expressions = commits.flatMap((commit, at) =>
    folders.map((folder, turn) => [`e${at}_${turn}`, `${commit}:${folder}`]),
  );
  const answer = await query<LooksAnswer>(hub, looksQuery(commits.length, folders.length), {
    variables: {
      ...Object.fromEntries(commits.map((commit, at) => [`o${at}`, commit])),
      ...Object.fromEntries(expressions),
    },
    what,
  });
  return Promise.all(
    commits.map(async (_, at) => {
      const commit = answer[`commit${at}`] ?? null;
      if (commit === null) throw new TroubleError({ kind: 'gone', what, request: null });
      const listings = folders.map(async (folder, turn) => {
        const listing = await listingOf(hub, answer[`folder${at}_${turn}`] ?? null);
        return [folder, listing] as const;
      });
      return { policies: policiesIn(commit), folders: new Map(await Promise.all(listings)) };
    }),
  );
}

/** So many folders at so many commits, with the policy files there. */
export function looksQuery(commits: number, folders: number): string {
  const each = (piece: (at: number, turn: number) => string) =>
    aliases(commits, (at) => aliases(folders, (turn) => piece(at, turn)));
  return `query BelayLooks($owner: String!, $name: String!
  ${aliases(commits, (at) => `$o${at}: GitObjectID!`)}
  ${each((at, turn) => `$e${at}_${turn}: String!`)}
) {
  repository(owner: $owner, name: $name) {
    ${aliases(commits, (at) => `commit${at}: object(oid: $o${at}) { ... on Commit { ${POLICY_FIELDS} } }`)}
    ${each((at, turn) => `folder${at}_${turn}: object(expression: $e${at}_${turn}) { ${FOLDER_FIELDS} }`)}
  }
}`;
}
