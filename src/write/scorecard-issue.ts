import type { ScorecardWrite } from '../core/scorecard/issue/scorecard-issue.js';
import { idIn } from './client.js';
import { comment, type Desk, makeLabels, post, type Taken, taken, writeIssue } from './issue.js';

/**
 * Carries out one write. What a repository or conversation does not take is told; any other refusal
 * of GitHub's is thrown.
 */
export function writeScorecard(write: ScorecardWrite, desk: Desk): Promise<Taken> {
  switch (write.kind) {
    case 'file':
      return taken(() => file(write.issue, desk), 'new');
    case 'edit':
      return writeIssue({ ...write, addLabels: [], dropLabels: [] }, desk);
    case 'comment':
      return taken(() => comment(write.number, write.body, desk), 'known');
    case 'reword':
      return taken(() => reword(write, desk), 'known');
    case 'close':
      return writeIssue(write, desk);
  }
}

type File = Extract<ScorecardWrite, { readonly kind: 'file' }>;

async function file({ title, body, labels }: File['issue'], desk: Desk): Promise<number> {
  await makeLabels(labels, desk);
  return post({ title, body, labels }, desk);
}

type Reword = Extract<ScorecardWrite, { readonly kind: 'reword' }>;

async function reword(write: Reword, { client, owner, repo }: Desk): Promise<number> {
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
  const said = { owner, repo, comment_id: write.comment, body: write.body };
  idIn(await client.request(route, said), 'a comment');
  return write.number;
}
