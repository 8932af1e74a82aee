import type { Delivery, GitHub, Pull, Repo } from '../../test/github/world.js';
import { ENTRY_FILE, entry, SHOP_FILES } from '../../test/stories/shop.js';

/** A pull request that nobody was told of yet. */
export interface Opened {
  readonly pull: Pull;
  readonly event: Delivery;
}

type PullOptions = NonNullable<Parameters<Repo['openPull']>[0]>;
type Files = Record<string, string>;

/** Opens it unheard: what GitHub would have sent is kept. */
export async function open(repo: Repo, options: PullOptions): Promise<Opened> {
  const { gh } = repo;
  const before = gh.deliveries.length;
  gh.webhookUrl = null;
  const pull = await repo.openPull(options);
  await gh.delivered();
  const event = gh.deliveries.slice(before).find(({ action }) => action === 'opened');
  if (event === undefined) throw new Error(`Nothing was sent for #${pull.number}`);
  return { pull, event };
}

/** Every pull request has content of its own: two with one head commit would share their check. */
let made = 0;

/** A shop with so many entries in its log. */
export function openShop(gh: GitHub, entries = 1): Promise<Repo> {
  made += 1;
  return gh.repo(`acme/shop-${made}`, { files: { ...SHOP_FILES, ...logOf(entries) } });
}

/** Entries DL-0001, DL-0002 and so on, by their paths. */
export function logOf(entries: number): Files {
  const numbers = Array.from({ length: entries }, (_, at) => String(at + 1).padStart(4, '0'));
  return Object.fromEntries(
    numbers.map((number) => [`docs/decisions/${number}-log.md`, entry(`DL-${number}`)]),
  );
}

/** Nothing flagged. */
export function untouched(): Files {
  made += 1;
  return { 'README.md': `# The shop, ${made}\n` };
}

/** A flagged file, and the entry that carries it. */
export function complete(): Files {
  made += 1;
  const number = 10_000 + made;
  return {
    'services/pricing/quote.ts': `export const quote = () => ${made};\n`,
    [ENTRY_FILE.replace('0042', String(number))]: entry(`DL-${number}`),
  };
}
