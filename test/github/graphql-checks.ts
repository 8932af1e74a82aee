/** GraphQL: check suites and runs. */
import { connection, type Node, type PageArgs, type Scope } from './graphql-nodes.js';
import { runsAt } from './rest-checks.js';
import { type CheckRunRow, type CheckSuiteRow, nodeId, type RepoRow } from './rows.js';

const upper = (text: string | null) => text?.toUpperCase() ?? null;

interface RunFilter {
  checkType?: 'ALL' | 'LATEST';
  appId?: number;
  checkName?: string;
  status?: string;
  statuses?: string[];
  conclusions?: string[];
}

export function checkSuite(scope: Scope, repo: RepoRow, suite: CheckSuiteRow): Node {
  const { hub } = scope;
  const url = `${hub.url}/${repo.full_name}/commit/${suite.head_sha}/checks`;
  const runs = (latest: boolean) =>
    runsAt(hub, repo, suite.head_sha, latest).filter((run) => run.check_suite_id === suite.id);
  const newest = runs(true);
  const done = newest.length > 0 && newest.every((run) => run.status === 'completed');
  return {
    id: suite.node_id,
    databaseId: suite.id,
    app: () => appNode(scope, suite.app_id),
    status: done ? 'COMPLETED' : 'QUEUED',
    conclusion: done ? upper(newest[0]?.conclusion ?? null) : null,
    commit: () => scope.show.object(repo, suite.head_sha),
    branch: null,
    creator: null,
    push: null,
    workflowRun: null,
    repository: () => scope.show.repository(repo),
    createdAt: suite.created_at,
    updatedAt: suite.updated_at,
    url,
    resourcePath: url.slice(hub.url.length),
    checkRuns: (args: PageArgs & { filterBy?: RunFilter }) => {
      const filter = args.filterBy ?? {};
      // Without a filter GitHub lists the latest of each name.
      const list = runs(filter.checkType !== 'ALL').filter((run) => fits(run, filter));
      return connection('checkRuns', list, args, (run) => checkRun(scope, repo, run));
    },
  };
}

function fits(run: CheckRunRow, filter: RunFilter): boolean {
  const statuses = filter.statuses ?? (filter.status ? [filter.status] : null);
  return (
    (!filter.appId || run.app_id === filter.appId) &&
    (!filter.checkName || run.name === filter.checkName) &&
    (!statuses || statuses.includes(upper(run.status) ?? '')) &&
    (!filter.conclusions || filter.conclusions.includes(upper(run.conclusion) ?? ''))
  );
}

export function checkRun(scope: Scope, repo: RepoRow, run: CheckRunRow): Node {
  const { hub } = scope;
  const path = `/${repo.full_name}/runs/${run.id}`;
  const suite = run.check_suite_id ? hub.tables.checkSuites.get(run.check_suite_id) : undefined;
  const { title, summary, text, annotations } = run.output;
  return {
    __typename: 'CheckRun',
    id: run.node_id,
    databaseId: run.id,
    name: run.name,
    status: upper(run.status),
    conclusion: upper(run.conclusion),
    externalId: run.external_id || null,
    detailsUrl: run.details_url ?? hub.url + path,
    permalink: hub.url + path,
    url: hub.url + path,
    resourcePath: path,
    startedAt: run.started_at,
    completedAt: run.completed_at,
    title,
    summary,
    text,
    isRequired: false,
    checkSuite: () => (suite ? checkSuite(scope, repo, suite) : null),
    repository: () => scope.show.repository(repo),
    annotations: (args: PageArgs) =>
      connection('annotations', annotations, args, (one) => ({
        annotationLevel: upper(one.annotation_level),
        message: one.message,
        path: one.path,
        title: one.title ?? null,
        rawDetails: one.raw_details ?? null,
        location: {
          start: { line: one.start_line, column: one.start_column ?? null },
          end: { line: one.end_line, column: one.end_column ?? null },
        },
        blobUrl: `${hub.url}/${repo.full_name}/blob/${run.head_sha}/${one.path}`,
        databaseId: null,
        fullDatabaseId: null,
      })),
  };
}

function appNode({ hub }: Scope, appId: number | null): Node | null {
  const app = hub.tables.apps.all().find((row) => row.app_id === appId);
  if (!app) return null;
  const { slug, name, created_at, updated_at } = app;
  const times = { createdAt: created_at, updatedAt: updated_at };
  const url = `${hub.url}/apps/${slug}`;
  return {
    id: nodeId('App', app.app_id),
    databaseId: appId,
    slug,
    name,
    description: null,
    url,
    ...times,
  };
}
