import { type Answered, TroubleError } from '../../../core/trouble.js';
import { askFleet, type Portion } from '../../fleet/ask.js';
import {
  COMMENT_FIELDS,
  type CommentNode,
  type IssueNode,
  type Nodes,
  present,
} from '../../fleet/issue-nodes.js';
import type { Hub } from '../../github/client.js';

const ISSUES_A_QUERY = 50;
/** GitHub takes no more than 2,500 comments for one issue. */
const MOST_PAGES = 30;

interface CommentsAnswer {
  readonly comments: Nodes<CommentNode> & {
    readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null };
  };
}

/** A page of an issue's comments, up to a cursor; `null`: the newest. */
interface Page {
  readonly issue: IssueNode;
  readonly before: string | null;
}

/** Comments of issues, oldest first, by the issue's id. */
type Comments = ReadonlyMap<string, readonly CommentNode[]>;

/** Every comment of each issue: a score may stand in any of them. */
export async function commentsOf(hub: Hub, issues: readonly IssueNode[]): Promise<Comments> {
  const found = new Map<string, readonly CommentNode[]>();
  let pages: readonly Page[] = issues.map((issue) => ({ issue, before: null }));
  for (let turn = 0; pages.length > 0; turn++) {
    if (turn === MOST_PAGES) throw untold(hub, pages[0]);
    const read = await readPages(hub, pages);
    for (const { page, comments } of read) {
      const newer = found.get(page.issue.id) ?? [];
      found.set(page.issue.id, [...present(comments), ...newer]);
    }
    pages = read.flatMap(furtherBack);
  }
  return found;
}

/** The last hundred comments of each issue. */
export async function lastCommentsOf(hub: Hub, issues: readonly IssueNode[]): Promise<Comments> {
  const read = await readPages(
    hub,
    issues.map((issue) => ({ issue, before: null })),
  );
  return new Map(read.map(({ page, comments }) => [page.issue.id, present(comments)]));
}

interface ReadPage extends CommentsAnswer {
  readonly page: Page;
}

async function readPages(hub: Hub, pages: readonly Page[]): Promise<readonly ReadPage[]> {
  const answers = await askPages(hub, pages);
  return pages.map((page, at) => ({ page, ...goodIn(answers[at], hub, page) }));
}

function askPages(hub: Hub, pages: readonly Page[]): Promise<readonly Answered<CommentsAnswer>[]> {
  return askFleet<Page, CommentsAnswer>(hub, pages, {
    operation: 'BelayScorecardComments',
    what: ({ issue }) => nameOf(hub, issue),
    portion: pagePortion,
    size: ISSUES_A_QUERY,
  });
}

function furtherBack({ page: { issue }, comments }: ReadPage): readonly Page[] {
  const { hasPreviousPage, startCursor } = comments.pageInfo;
  return hasPreviousPage ? [{ issue, before: startCursor }] : [];
}

function goodIn<T>(answer: Answered<T> | undefined, hub: Hub, page: Page): T {
  if (answer?.kind === 'good') return answer.value;
  throw answer === undefined ? untold(hub, page) : new TroubleError(answer.trouble);
}

function untold(hub: Hub, page: Page | undefined): TroubleError {
  const what = page === undefined ? 'issues' : nameOf(hub, page.issue);
  return new TroubleError({ kind: 'partial', what, request: null });
}

function nameOf({ owner, name }: Hub, { number }: IssueNode): string {
  return `issue ${owner}/${name}#${number}`;
}

function pagePortion({ issue, before }: Page, at: number): Portion {
  return {
    field: `node(id: $i${at}) { ... on Issue {
      comments(last: 100, before: $b${at}) {
        pageInfo { hasPreviousPage startCursor } nodes { ${COMMENT_FIELDS} }
      }
    } }`,
    variables: {
      [`i${at}`]: { type: 'ID!', value: issue.id },
      [`b${at}`]: { type: 'String', value: before },
    },
  };
}
