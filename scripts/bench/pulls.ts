import { ENTRY_FILE, entry, SHOP_FILES } from '../../test/stories/shop.js';
import type { Delivery, GitHub, Pull, Repo } from '../../test/github/world.js';

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
  gh.webhookUrl = null;
  const pull = await repo.openPull(options);
  const event = await gh.until(() =>
    gh.deliveries.findLast(
      ({ action, payload }) => action === 'opened' && payload.number === pull.number,
    ),
  );
  return { pull, event };
}

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
export const UNTOUCHED: PullOptions = { files: { 'README.md': '# The shop\n' } };

/** A flagged file, and the entry that carries it. */
export function complete(): PullOptions & { files: Files } {
  made += 1;
  const id = `DL-${9000 + made}`;
  const file = ENTRY_FILE.replace('0042', String(9000 + made));
  const quote = `export const quote = ${made};\n`;
  return { files: { 'services/pricing/quote.ts': quote, [file]: entry(id) } };
}
