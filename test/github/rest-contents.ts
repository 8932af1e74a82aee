/** REST: blobs and contents. */
import { bytesOf } from './git.js';
import { type Hub, notFound } from './hub.js';
import { api, commitAt, readable, web } from './rest-git.js';
import { type Handler, ok, route } from './router.js';
import { type BlobRow, nodeId, type RepoRow, type TreeEntry } from './rows.js';

const blob: Handler = ({ hub, repo, call, params }) => {
  const row = hub.git.blob(repo.id, params.sha ?? '');
  if (!row) throw notFound();
  const bytes = bytesOf(row);
  if (isRaw(call.headers.accept)) return raw(bytes);
  const url = `${api(hub, repo)}/git/blobs/${row.sha}`;
  const content = wrapped(bytes);
  const { sha, size } = row;
  return ok({ sha, node_id: nodeId('Blob', row.id), size, url, content, encoding: 'base64' });
};

const isRaw = (accept: string | undefined) =>
  /application\/vnd\.github\.(v3\.)?raw/.test(accept ?? '');

const raw = (data: Uint8Array) => ({
  status: 200,
  data,
  headers: { 'content-type': 'application/vnd.github.v3.raw; charset=utf-8' },
});

/** GitHub breaks base64 after 60 characters. */
const wrapped = (bytes: Buffer) => bytes.toString('base64').replace(/.{60}/g, '$&\n');

const contents: Handler = (context) => {
  const { hub, repo, call, params } = context;
  const path = (params.path ?? '').replace(/^\/+|\/+$/g, '');
  const ref = call.query.get('ref') ?? repo.default_branch;
  const entry = hub.git.entry(repo.id, commitAt(context, ref).tree_sha, path);
  if (!entry) throw notFound();
  if (entry.type === 'tree') return ok(folder(hub, repo, { item: entry, path, ref }));
  const blob = hub.git.blob(repo.id, entry.sha);
  if (blob && isRaw(call.headers.accept)) return raw(bytesOf(blob));
  const inner = blob ? fileContent(blob) : {};
  return ok({ ...contentEntry(hub, repo, { item: entry, path, ref }), ...inner });
};

/** Above 1 MB the content is left out. */
function fileContent(blob: BlobRow) {
  const large = blob.size > 1_048_576;
  return { content: large ? '' : wrapped(bytesOf(blob)), encoding: large ? 'none' : 'base64' };
}

interface Place {
  item: TreeEntry;
  path: string;
  ref: string;
}

/** A listing ends after 1,000 entries without a word. */
function folder(hub: Hub, repo: RepoRow, { item, path, ref }: Place) {
  const children = hub.git.tree(repo.id, item.sha)?.tree ?? [];
  return children.slice(0, 1000).map((child) => {
    const at = path ? `${path}/${child.path}` : child.path;
    return contentEntry(hub, repo, { item: child, path: at, ref });
  });
}

function kindOf(item: TreeEntry): string {
  const kinds = { blob: 'file', tree: 'dir', commit: 'submodule' };
  return item.mode === '120000' ? 'symlink' : kinds[item.type];
}

function contentEntry(hub: Hub, repo: RepoRow, { item, path, ref }: Place) {
  const tree = item.type === 'tree';
  const url = `${api(hub, repo)}/contents/${path}?ref=${ref}`;
  const html_url = `${web(hub, repo)}/${tree ? 'tree' : 'blob'}/${ref}/${path}`;
  const git_url = `${api(hub, repo)}/git/${tree ? 'trees' : 'blobs'}/${item.sha}`;
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha: item.sha,
    size: item.size ?? 0,
    url,
    html_url,
    git_url,
    download_url: item.type === 'blob' ? `${web(hub, repo)}/raw/${ref}/${path}` : null,
    type: kindOf(item),
    _links: { self: url, git: git_url, html: html_url },
  };
}

export const contentRoutes = [
  route('GET', '/repos/:o/:r/git/blobs/:sha', readable(blob)),
  route('GET', '/repos/:o/:r/contents/?', readable(contents)),
  route('GET', '/repos/:o/:r/contents/*path', readable(contents)),
];
