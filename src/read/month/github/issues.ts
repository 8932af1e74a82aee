import { issuePage } from '../../../core/change.js';
import { sameId } from '../../../core/identifier.js';
import { pilotMarkIn } from '../../../core/pilot/marker.js';
import type { KnownIssue } from '../../../core/pilot/pilot-issue.js';
import type { Pilot } from '../../../core/pilot.js';
import { scorecardIn } from '../../../core/scorecard/issue/memory.js';
import {
  type KnownScorecard,
  knownScorecard,
} from '../../../core/scorecard/issue/scorecard-issue.js';
import type { UndecidedIssue } from '../../../core/scorecard/month/month.js';
import type { OtherScorecard } from '../../../core/scorecard/month/month-reading.js';
import {
  type CommentNode,
  ISSUE_FIELDS,
  type IssueNode,
  loginOf,
  type Nodes,
  PAGE_INFO,
  type Paged,
  present,
} from '../../fleet/issue-nodes.js';
import { isBy, isOwn, trustedIssue } from '../../fleet/trust.js';
import { type Hub, query } from '../../github/client.js';
import { aliases } from '../../github/fields.js';
import type { KnownIssues } from '../known-issues.js';
import { commentsOf, lastCommentsOf } from './comments.js';
import {
  type Account,
  type AllVersions,
  detailsOf,
  isCard,
  isLost,
  isOfHere,
  mayBeRewritten,
  memoryIn,
  type WrittenIssue,
  writtenOf,
} from './own-issues.js';
import { scoresIn } from './scores.js';
import { versionsOf } from './versions.js';

/** Whose issues to look for, and where. */
export interface IssuesOptions extends Account {
  readonly hub: Hub;
  /** The repository's page. */
  readonly url: string | null;
  /** The time zone in which scores have their day. */
  readonly zone: string;
}

const ISSUES_A_PAGE = 100;
const MOST_PAGES = 5;

/**
 * Belay's issues, newest first, whatever their title, state and labels. Of one that another hand
 * edited its versions tell what Belay had written.
 */
export async function readKnownIssues(options: IssuesOptions): Promise<KnownIssues> {
  const { hub, issuer } = options;
  const listed = await listIssues(options);
  const versions = await versionsOf(
    hub,
    listed.issues.filter((issue) => !isOwn(issue, issuer) || mayBeRewritten(issue, options)),
  );
  const written = listed.issues.map((issue) => writtenOf(issue, versions, options));
  const cards = written.filter((one) => isCard(one, options));
  const last = cards.find(({ issue, body }) => issue.state === 'CLOSED' && memoryIn(body) !== null);
  const alive = cards.filter((one) => one === last || one.issue.state === 'OPEN');
  const comments = await commentsOf(
    hub,
    alive.map(({ issue }) => issue),
  );
  const known = cards.flatMap(
    (one) => scorecardOf(one, comments.get(one.issue.id) ?? [], options) ?? [],
  );
  return {
    scorecards: known.filter(({ memory }) => memory === null || isOfHere(memory, options)),
    others: listed.others.flatMap((issue) => otherIn(issue, options)),
    labels: listed.labels,
    lost: written.filter((one) => isLost(one, options)).length,
    isCut: listed.isCut,
    undecided: (pilots) => readUndecided(options, { ...listed, versions }, pilots),
  };
}

/** What another account filed counts for nothing here; that there are two is worth a word. */
function otherIn(issue: IssueNode, options: IssuesOptions): readonly OtherScorecard[] {
  const by = loginOf(issue.author);
  const memory = scorecardIn(issue.body);
  if (by === null || memory === null || !isOwn(issue, by) || !isOfHere(memory, options)) return [];
  return [{ month: memory.month, number: issue.number, by }];
}

interface Listed {
  readonly issues: readonly IssueNode[];
  /** Those that another account opened, with one of the labels. */
  readonly others: readonly IssueNode[];
  readonly labels: readonly string[];
  readonly isCut: boolean;
}

type PageAnswer = Readonly<Record<`label${number}`, { readonly name: string } | null>> &
  Readonly<Record<`labelled${number}`, Nodes<IssueNode>>> & {
    readonly byCreator: Paged<IssueNode>;
  };

async function listIssues({ hub, issuer, labels }: IssuesOptions): Promise<Listed> {
  const found = new Map<number, IssueNode>();
  let named: readonly string[] = [];
  let next: PageAnswer['byCreator']['pageInfo'] = { hasNextPage: true, endCursor: null };
  for (let pages = 0; next.hasNextPage && pages < MOST_PAGES; pages++) {
    const page: PageAnswer = await query<PageAnswer>(hub, issuesQuery(labels.length), {
      variables: {
        creator: issuer,
        after: next.endCursor,
        ...Object.fromEntries(labels.map((label, at) => [`l${at}`, label])),
      },
      what: `issues of ${hub.owner}/${hub.name}`,
    });
    const lists = [page.byCreator, ...labels.map((_, at) => page[`labelled${at}`])];
    for (const issue of lists.flatMap(present)) found.set(issue.number, issue);
    named = labels.filter((_, at) => page[`label${at}`] != null);
    next = page.byCreator.pageInfo;
  }
  const all = [...found.values()].toSorted((a, b) => b.number - a.number);
  return {
    issues: all.filter(({ author }) => isBy(author, issuer)),
    others: all.filter(({ author }) => !isBy(author, issuer)),
    labels: named,
    isCut: next.hasNextPage,
  };
}

function scorecardOf(
  { issue, body: ownBody }: WrittenIssue,
  comments: readonly CommentNode[],
  options: IssuesOptions,
): KnownScorecard | null {
  const { issuer } = options;
  const { number, title, body, locked, state, stateReason } = issue;
  const known = knownScorecard({
    number,
    url: issuePage(options, number),
    open: state === 'OPEN',
    reopened: stateReason === 'REOPENED',
    locked,
    title,
    body,
    ownBody,
    comments: comments
      .filter((comment) => isOwn(comment, issuer))
      .flatMap(({ databaseId, body: text }) =>
        databaseId === null ? [] : [{ id: databaseId, body: text }],
      ),
  });
  if (known === null || known.memory === null) return known;
  return { ...known, ...scoresIn(comments, known.memory.template, options) };
}

/** Of pilots past their checkpoint only: few of them have a closed issue. */
async function readUndecided(
  options: IssuesOptions,
  { issues, versions }: { readonly issues: readonly IssueNode[]; readonly versions: AllVersions },
  pilots: readonly Pilot[],
): Promise<readonly UndecidedIssue[]> {
  const closed = issues
    .filter(({ state }) => state === 'CLOSED')
    .flatMap((issue) => {
      const key = pilotMarkIn(issue.body)?.key;
      const pilot = pilots.find(({ entry }) => key !== undefined && sameId(entry.id, key.id));
      return pilot === undefined ? [] : [{ issue, pilot }];
    });
  const comments = await lastCommentsOf(
    options.hub,
    closed.map(({ issue }) => issue),
  );
  return closed.flatMap(({ issue, pilot }) => {
    const details = detailsOf(issue, comments.get(issue.id) ?? [], versions);
    if (!isLeft(trustedIssue(issue, details, options.issuer), pilot)) return [];
    const { number } = issue;
    return [{ number, url: issuePage(options, number), decision: pilot.entry.id }];
  });
}

/** Whether Belay reopened it in this round already: a second time it stays as the hand left it. */
function isLeft({ said }: KnownIssue, { checkpoint }: Pilot): boolean {
  return said
    .slice(said.findLastIndex(({ saying }) => saying === 'closed') + 1)
    .some(
      ({ saying, about }) =>
        saying === 'reopened' && (about === null || about.round === checkpoint),
    );
}

/**
 * Some of GitHub's installations do not match an app by `createdBy`, so that the newest with each of
 * the scorecards' labels are looked through besides.
 */
export function issuesQuery(labels: number): string {
  return `query BelayScorecards(
  $owner: String!, $name: String!, $creator: String!, $after: String
  ${aliases(labels, (at) => `$l${at}: String!`)}
) {
  repository(owner: $owner, name: $name) {
    byCreator: issues(
      first: ${ISSUES_A_PAGE}, after: $after, filterBy: { createdBy: $creator }
      orderBy: { field: CREATED_AT, direction: DESC }
    ) { ${PAGE_INFO} nodes { ${ISSUE_FIELDS} } }
    ${aliases(
      labels,
      (at) => `label${at}: label(name: $l${at}) { name }
    labelled${at}: issues(last: 15, labels: [$l${at}]) { nodes { ${ISSUE_FIELDS} } }`,
    )}
  }
}`;
}
