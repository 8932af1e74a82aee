import { type ReadCheck, readCheck } from '../../../parse/published-check.js';
import { type Nodes, present } from '../../fleet/issue-nodes.js';
import { each, type Hub, halving, query } from '../../github/client.js';
import { aliases } from '../../github/fields.js';

/** The check run to look for: its name, and the App that may publish it, where that is known. */
export interface CheckName {
  readonly name: string;
  readonly appId: number | null;
}

interface RunNode {
  readonly databaseId: number | null;
  readonly conclusion: string | null;
  readonly title: string | null;
  readonly summary: string | null;
}

interface CommitAnswer {
  readonly checkSuites?: Nodes<{ readonly checkRuns: Nodes<RunNode> | null }> | null;
}

/** Each comes with a text of some kilobytes; what is too much is asked for in halves. */
const COMMITS_A_QUERY = 250;

/** What Belay's newest check run at each commit said; `null` where there is none that tells. */
export async function checksAt(
  hub: Hub,
  commits: readonly string[],
  check: CheckName,
): Promise<readonly (ReadCheck | null)[]> {
  const what = `checks of ${hub.owner}/${hub.name}`;
  const ask = async (some: readonly string[]) => {
    const answer = await query<Record<string, CommitAnswer | null>>(hub, checksQuery(some.length), {
      variables: {
        checkName: check.name,
        app: check.appId,
        ...Object.fromEntries(some.map((oid, at) => [`o${at}`, oid])),
      },
      what,
    });
    return some.map((_, at) => newest(answer[`c${at}`] ?? null));
  };
  const count = Math.ceil(commits.length / COMMITS_A_QUERY);
  const batches = Array.from({ length: count }, (_, at) =>
    commits.slice(at * COMMITS_A_QUERY, (at + 1) * COMMITS_A_QUERY),
  );
  return (await each(batches, (some) => halving(some, ask))).flat();
}

/** Ids grow: of runs with one name the newest counts. */
function newest(commit: CommitAnswer | null): ReadCheck | null {
  const runs = present(commit?.checkSuites).flatMap(({ checkRuns }) => present(checkRuns));
  const [run] = runs.toSorted((a, b) => (b.databaseId ?? 0) - (a.databaseId ?? 0));
  return run === undefined ? null : readCheck(run);
}

/** The check runs of so many commits. */
export function checksQuery(count: number): string {
  return `query BelayChecks($owner: String!, $name: String!, $checkName: String!, $app: Int
  ${aliases(count, (at) => `$o${at}: GitObjectID!`)}
) {
  repository(owner: $owner, name: $name) {
    ${aliases(count, (at) => `c${at}: object(oid: $o${at}) { ...Checked }`)}
  }
}
fragment Checked on Commit {
  checkSuites(first: 5, filterBy: { appId: $app, checkName: $checkName }) {
    nodes {
      checkRuns(first: 5, filterBy: { appId: $app, checkName: $checkName, checkType: LATEST }) {
        nodes { databaseId conclusion title summary }
      }
    }
  }
}`;
}
