import { sameId } from '../../core/identifier.js';
import { type PilotKey, pilotMarkIn } from '../../core/pilot/marker.js';
import type { KnownIssue } from '../../core/pilot/pilot-issue.js';
import type { RepositoryName } from '../../core/pilot/repository-log.js';
import { DUE_LABEL } from '../../core/pilot/sweep.js';
import type { Pilot } from '../../core/pilot.js';
import type { Policy } from '../../core/policy.js';
import type { Answered } from '../../core/trouble.js';
import { askFleet, type Fleet, type Portion, repositoryPortion } from './ask.js';
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
} from './issue-nodes.js';
import { type IssueDetails, isBy, isOwn, trustedIssue } from './trust.js';

/** Repositories and issues in one query, and issues of one repository on one page. */
const REPOSITORIES_A_QUERY = 50;
const DETAILS_A_QUERY = 50;
const ISSUES_A_PAGE = 30;

/** Whose issues to look for: everything goes by the account that opened them. */
export interface Issuer {
  /** As REST has it: `belay[bot]`. */
  readonly login: string;
}

/** A repository with its pilots, of which some may have issues. */
export interface Asking {
  readonly name: RepositoryName;
  readonly policy: Policy;
  readonly pilots: readonly Pilot[];
}

/** The issues of a repository that Belay opened, and which of the labels it gives exist. */
export interface FoundIssues {
  readonly known: readonly KnownIssue[];
  readonly labels: readonly string[];
}

/**
 * All issues that the account opened in each repository, in any state. Comments are read where they
 * can matter: of open issues, of those about a pilot there, and of those that lost their mark.
 */
export async function readIssues(
  fleet: Fleet,
  issuer: Issuer,
  asked: readonly Asking[],
): Promise<readonly Answered<FoundIssues>[]> {
  const listed = await listIssues(fleet, issuer, asked);
  const closer = listed.flatMap((answer, at) => {
    const asking = asked[at];
    if (answer.kind === 'trouble' || asking === undefined) return [];
    return answer.value.issues
      .filter((issue) => deservesDetails(issue, asking, issuer))
      .map((issue) => ({ asking, issue }));
  });
  const details = await readDetails(fleet, closer);
  return listed.map((answer) => found({ answer, details, issuer }));
}

interface Listed {
  readonly issues: readonly IssueNode[];
  readonly labels: readonly string[];
}

interface Page {
  readonly asking: Asking;
  readonly after: string | null;
}

/** The issues by creator, and for each label whether it exists and its newest issues. */
type PageAnswer = Readonly<Record<`label${number}`, { readonly name: string } | null>> &
  Readonly<Record<`labelled${number}`, Nodes<IssueNode>>> & {
    readonly byCreator: Paged<IssueNode>;
  };

async function listIssues(
  fleet: Fleet,
  issuer: Issuer,
  asked: readonly Asking[],
): Promise<readonly Answered<Listed>[]> {
  const all: Answered<Listed>[] = asked.map(() => ({
    kind: 'good',
    value: { issues: [], labels: [] },
  }));
  let pages: readonly (Page & { readonly turn: number })[] = asked.map((asking, turn) => ({
    asking,
    after: null,
    turn,
  }));
  while (pages.length > 0) {
    const answers = await askPages(fleet, issuer, pages);
    pages = pages.flatMap((page, at) => {
      const answer = answers[at];
      const sum = all[page.turn];
      if (answer === undefined || sum === undefined) return [];
      all[page.turn] = added(sum, answer, issuer);
      const next = answer.kind === 'good' ? answer.value.byCreator.pageInfo : null;
      return next?.hasNextPage ? [{ ...page, after: next.endCursor }] : [];
    });
  }
  return all;
}

function askPages(
  fleet: Fleet,
  { login }: Issuer,
  pages: readonly Page[],
): Promise<readonly Answered<PageAnswer>[]> {
  return askFleet(fleet, pages, {
    operation: 'BelayFleetIssues',
    what: ({ asking: { name } }) => `issues of ${name.owner}/${name.name}`,
    portion: (page, at) => issuesPortion(page, at, login),
    size: REPOSITORIES_A_QUERY,
  });
}

/**
 * Some of GitHub's installations do not match an app by `createdBy`, so that the newest with Belay's
 * label are looked through besides.
 */
function issuesPortion({ asking, after }: Page, at: number, login: string): Portion {
  const labels = labelsOf(asking.policy);
  return repositoryPortion(asking.name, at, {
    fields: `
      byCreator: issues(first: ${ISSUES_A_PAGE}, after: $a${at}, filterBy: { createdBy: $creator }) {
        ${PAGE_INFO} nodes { ${ISSUE_FIELDS} }
      }
      ${labels.map((_, turn) => labelFields(turn, `$l${at}_${turn}`)).join(' ')}`,
    variables: {
      creator: { type: 'String!', value: login },
      [`a${at}`]: { type: 'String', value: after },
      ...Object.fromEntries(
        labels.map((label, turn) => [`l${at}_${turn}`, { type: 'String!', value: label }]),
      ),
    },
  });
}

function labelFields(turn: number, name: string): string {
  return `label${turn}: label(name: ${name}) { name }
    labelled${turn}: issues(last: 10, labels: [${name}]) { nodes { ${ISSUE_FIELDS} } }`;
}

/** The labels an issue of Belay's has on one rung or another. */
function labelsOf(policy: Policy): readonly string[] {
  return [...new Set([DUE_LABEL, ...policy.pilots.labels])];
}

function added(
  sum: Answered<Listed>,
  answer: Answered<PageAnswer>,
  { login }: Issuer,
): Answered<Listed> {
  if (sum.kind === 'trouble') return sum;
  if (answer.kind === 'trouble') return answer;
  const parts = Object.values(answer.value).filter((part) => part !== null);
  const issues = [
    ...sum.value.issues,
    ...parts.flatMap((part) => ('nodes' in part ? present(part) : [])),
  ].filter(({ author }) => isBy(author, login));
  return {
    kind: 'good',
    value: {
      issues: [...new Map(issues.map((issue) => [issue.number, issue])).values()],
      labels: parts.flatMap((part) => ('name' in part ? [part.name] : [])),
    },
  };
}

/** A closed issue of a decision long past is neither wanted nor closing: nothing hangs on it. */
function deservesDetails(issue: IssueNode, { pilots }: Asking, { login }: Issuer): boolean {
  const key = isOwn(issue, login) ? pilotMarkIn(issue.body)?.key : undefined;
  if (issue.state === 'OPEN' || key === undefined) return true;
  return pilots.some((pilot) => isAbout(key, pilot));
}

function isAbout(key: PilotKey, { entry }: Pilot): boolean {
  return sameId(key.id, entry.id) || key.path === entry.path;
}

interface Closer {
  readonly asking: Asking;
  readonly issue: IssueNode;
}

interface DetailsAnswer extends Omit<IssueDetails, 'comments'> {
  readonly comments: Paged<CommentNode>;
}

type Details = ReadonlyMap<string, Answered<IssueDetails>>;

async function readDetails(fleet: Fleet, closer: readonly Closer[]): Promise<Details> {
  const details = new Map<string, Answered<IssueDetails>>();
  let pages: readonly (Closer & { readonly after: string | null })[] = closer.map((one) => ({
    ...one,
    after: null,
  }));
  while (pages.length > 0) {
    const answers = await askDetails(fleet, pages);
    pages = pages.flatMap((page, at) => {
      const answer = answers[at];
      if (answer === undefined) return [];
      details.set(page.issue.id, extended(details.get(page.issue.id), answer));
      const next = answer.kind === 'good' ? answer.value.comments.pageInfo : null;
      return next?.hasNextPage ? [{ ...page, after: next.endCursor }] : [];
    });
  }
  return details;
}

function askDetails(
  fleet: Fleet,
  pages: readonly (Closer & { readonly after: string | null })[],
): Promise<readonly Answered<DetailsAnswer>[]> {
  return askFleet(fleet, pages, {
    operation: 'BelayFleetComments',
    what: ({ asking: { name }, issue }) => `issue ${name.owner}/${name.name}#${issue.number}`,
    portion: ({ issue, after }, at) => detailsPortion(issue.id, after, at),
    size: DETAILS_A_QUERY,
  });
}

function detailsPortion(id: string, after: string | null, at: number): Portion {
  return {
    field: `node(id: $i${at}) { ... on Issue {
      comments(first: 100, after: $a${at}) { ${PAGE_INFO} nodes { ${COMMENT_FIELDS} } } ${EDITS}
    } }`,
    variables: {
      [`i${at}`]: { type: 'ID!', value: id },
      [`a${at}`]: { type: 'String', value: after },
    },
  };
}

function extended(
  known: Answered<IssueDetails> | undefined,
  answer: Answered<DetailsAnswer>,
): Answered<IssueDetails> {
  if (known?.kind === 'trouble') return known;
  if (answer.kind === 'trouble') return answer;
  const { value } = answer;
  const comments = [...(known?.value.comments ?? []), ...present(value.comments)];
  return { kind: 'good', value: { ...value, comments } };
}

interface Finding {
  readonly answer: Answered<Listed>;
  readonly details: Details;
  readonly issuer: Issuer;
}

function found({ answer, details, issuer }: Finding): Answered<FoundIssues> {
  if (answer.kind === 'trouble') return answer;
  const known: KnownIssue[] = [];
  for (const issue of answer.value.issues) {
    const closer = details.get(issue.id);
    if (closer?.kind === 'trouble') return closer;
    known.push(trustedIssue(issue, closer?.value ?? NOTHING, issuer.login));
  }
  return { kind: 'good', value: { known, labels: answer.value.labels } };
}

const NOTHING: IssueDetails = { comments: [], firstEdits: null, lastEdits: null };
