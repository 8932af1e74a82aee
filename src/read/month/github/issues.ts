import { sameId } from '../../../core/identifier.js';
import { pilotMarkIn } from '../../../core/pilot/marker.js';
import type { KnownIssue } from '../../../core/pilot/pilot-issue.js';
import type { Pilot } from '../../../core/pilot.js';
import { scorecardIn } from '../../../core/scorecard/memory.js';
import type { UndecidedIssue } from '../../../core/scorecard/month.js';
import { type KnownScorecard, knownScorecard } from '../../../core/scorecard/scorecard-issue.js';
import { type Answered, TroubleError } from '../../../core/trouble.js';
import { askFleet, type Portion } from '../../fleet/ask.js';
import {
  COMMENT_FIELDS,
  type CommentNode,
  EDITS,
  ISSUE_FIELDS,
  type IssueNode,
  type Nodes,
  PAGE_INFO,
  type Paged,
  present,
} from '../../fleet/issue-nodes.js';
import { type IssueDetails, isBy, isOwn, ownVersion, trustedIssue } from '../../fleet/trust.js';
import { type Hub, query } from '../../github/client.js';
import { aliases } from '../../github/fields.js';
import type { IssueShelf } from '../shelf.js';
import { scoresIn } from './scores.js';

/** Whose issues to look for, in which repository, and which labels scorecards get. */
export interface ShelfOptions {
  readonly hub: Hub;
  /** The account that files them, as REST has it: `belay[bot]`. */
  readonly issuer: string;
  /** The repository's page. */
  readonly url: string | null;
  readonly labels: readonly string[];
  /** The time zone in which scores have their day. */
  readonly zone: string;
}

const ISSUES_A_PAGE = 100;
const MOST_PAGES = 5;
const DETAILS_A_QUERY = 50;

/** Belay's issues, newest first, whatever their title, state and labels. */
export async function readShelf(options: ShelfOptions): Promise<IssueShelf> {
  const listed = await listIssues(options);
  const last = listed.issues.find(({ state, body }) => state === 'CLOSED' && isScorecard(body));
  const closer = listed.issues.filter((issue) => issue === last || deservesDetails(issue, options));
  const details = await detailsOf(options, closer);
  const scorecards = listed.issues.flatMap(
    (issue) => scorecardOf(issue, details.get(issue.id) ?? NOTHING, options) ?? [],
  );
  const known = new Set(scorecards.map(({ number }) => number));
  const edited = closer.filter((issue) => !isOwn(issue, options.issuer));
  return {
    scorecards,
    labels: listed.labels,
    lost: edited.filter(({ number }) => !known.has(number)).length,
    isCut: listed.isCut,
    undecided: (pilots) => readUndecided(options, listed.issues, pilots),
  };
}

interface Listed {
  readonly issues: readonly IssueNode[];
  readonly labels: readonly string[];
  readonly isCut: boolean;
}

type PageAnswer = Readonly<Record<`label${number}`, { readonly name: string } | null>> &
  Readonly<Record<`labelled${number}`, Nodes<IssueNode>>> & {
    readonly byCreator: Paged<IssueNode>;
  };

async function listIssues({ hub, issuer, labels }: ShelfOptions): Promise<Listed> {
  const found = new Map<number, IssueNode>();
  let named: readonly string[] = [];
  let after: string | null = null;
  let pages = 0;
  do {
    const page: PageAnswer = await query<PageAnswer>(hub, shelfQuery(labels.length), {
      variables: {
        creator: issuer,
        after,
        ...Object.fromEntries(labels.map((label, at) => [`l${at}`, label])),
      },
      what: `issues of ${hub.owner}/${hub.name}`,
    });
    const lists = [page.byCreator, ...labels.map((_, at) => page[`labelled${at}`])];
    const own = lists.flatMap(present).filter(({ author }) => isBy(author, issuer));
    for (const issue of own) found.set(issue.number, issue);
    named = labels.filter((_, at) => page[`label${at}`] != null);
    const { hasNextPage, endCursor } = page.byCreator.pageInfo;
    after = hasNextPage ? endCursor : null;
    pages += 1;
  } while (after !== null && pages < MOST_PAGES);
  const issues = [...found.values()].toSorted((a, b) => b.number - a.number);
  return { issues, labels: named, isCut: after !== null };
}

/** A week that began on an issue which is closed by now has been told there. */
function isScorecard(body: string): boolean {
  return scorecardIn(body) !== null;
}

/** Comments matter of what is open, earlier versions where another hand was at work. */
function deservesDetails(issue: IssueNode, { issuer, labels }: ShelfOptions): boolean {
  const isTitled = /^(?:Organisation scorecard|Scorecard) /.test(issue.title);
  const isLabelled = present(issue.labels).some(({ name }) => labels.includes(name));
  if (!isOwn(issue, issuer)) return isTitled || isLabelled;
  return issue.state === 'OPEN' && pilotMarkIn(issue.body) === null;
}

function scorecardOf(
  issue: IssueNode,
  details: IssueDetails,
  options: ShelfOptions,
): KnownScorecard | null {
  const { issuer, url } = options;
  const { number, title, body, locked, state, stateReason } = issue;
  const known = knownScorecard({
    number,
    url: url === null ? null : `${url}/issues/${number}`,
    open: state === 'OPEN',
    reopened: stateReason === 'REOPENED',
    locked,
    title,
    body,
    ownBody: isOwn(issue, issuer) ? body : ownVersion(details, issuer),
    comments: details.comments
      .filter(({ author }) => isBy(author, issuer))
      .flatMap(({ databaseId, body: text }) =>
        databaseId === null ? [] : [{ id: databaseId, body: text }],
      ),
  });
  if (known === null || known.memory === null) return known;
  return { ...known, ...scoresIn(details.comments, known.memory.template, options) };
}

/** Of pilots past their checkpoint only: few of them have a closed issue. */
async function readUndecided(
  options: ShelfOptions,
  issues: readonly IssueNode[],
  pilots: readonly Pilot[],
): Promise<readonly UndecidedIssue[]> {
  const closed = issues
    .filter(({ state }) => state === 'CLOSED')
    .flatMap((issue) => {
      const key = pilotMarkIn(issue.body)?.key;
      const pilot = pilots.find(({ entry }) => key !== undefined && sameId(entry.id, key.id));
      return pilot === undefined ? [] : [{ issue, pilot }];
    });
  const details = await detailsOf(
    options,
    closed.map(({ issue }) => issue),
  );
  return closed.flatMap(({ issue, pilot }) => {
    const known = trustedIssue(issue, details.get(issue.id) ?? NOTHING, options.issuer);
    if (!isLeft(known, pilot)) return [];
    const url = options.url === null ? null : `${options.url}/issues/${issue.number}`;
    return [{ number: issue.number, url, decision: pilot.entry.id }];
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

interface DetailsAnswer extends Omit<IssueDetails, 'comments'> {
  readonly comments: Nodes<CommentNode>;
}

/** The last hundred comments of each: what Belay says stands among few. */
async function detailsOf(
  { hub }: ShelfOptions,
  issues: readonly IssueNode[],
): Promise<ReadonlyMap<string, IssueDetails>> {
  const answers = await askFleet<IssueNode, DetailsAnswer>(hub, issues, {
    operation: 'BelayScorecardComments',
    what: ({ number }) => `issue ${hub.owner}/${hub.name}#${number}`,
    portion: detailsPortion,
    size: DETAILS_A_QUERY,
  });
  return new Map(
    issues.map((issue, at) => {
      const value = goodIn(answers[at], `issue ${hub.owner}/${hub.name}#${issue.number}`);
      return [issue.id, { ...value, comments: present(value.comments) }];
    }),
  );
}

function goodIn<T>(answer: Answered<T> | undefined, what: string): T {
  if (answer?.kind === 'good') return answer.value;
  throw new TroubleError(answer?.trouble ?? { kind: 'partial', what, request: null });
}

function detailsPortion({ id }: IssueNode, at: number): Portion {
  return {
    field: `node(id: $i${at}) { ... on Issue {
      comments(last: 100) { nodes { ${COMMENT_FIELDS} } } ${EDITS}
    } }`,
    variables: { [`i${at}`]: { type: 'ID!', value: id } },
  };
}

const NOTHING: IssueDetails = { comments: [], firstEdits: null, lastEdits: null };

/**
 * Some of GitHub's installations do not match an app by `createdBy`, so that the newest with each of
 * the scorecards' labels are looked through besides.
 */
export function shelfQuery(labels: number): string {
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
