/** Where a clone came from; `url` is the repository's page. */
export interface Remote {
  readonly owner: string;
  readonly name: string;
  readonly url: string;
}

/** `git@host:owner/name.git`, `ssh://git@host:22/owner/name`, `https://user:token@host/owner/name`. */
const FORMS = [
  /^(?:[^@/\s]+@)?(?<host>[^:/\s]+):(?!\/\/)(?<path>[^\s]+)$/,
  /^(?:https?|ssh|git):\/\/(?:[^@/\s]+@)?(?<host>[^:/\s]+)(?::\d+)?\/(?<path>[^\s]+)$/,
];

/** Reads the address of a remote; `null` where it is no page one could open (a folder, a file). */
export function parseRemote(address: string): Remote | null {
  for (const form of FORMS) {
    const { host, path } = form.exec(address.trim())?.groups ?? {};
    if (host === undefined || path === undefined || isDrive(host)) continue;
    const parts = path
      .replace(/\.git\/?$/, '')
      .split('/')
      .filter(Boolean);
    const name = parts.pop();
    if (name === undefined || parts.length === 0) return null;
    const owner = parts.join('/');
    return { owner, name, url: `https://${host}/${owner}/${name}` };
  }
  return null;
}

/** `C:/code/shop` is a folder on Windows. */
function isDrive(host: string): boolean {
  return host.length === 1;
}
