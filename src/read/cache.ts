import { LRUCache } from 'lru-cache';

/** Room for what is remembered, in bytes of the texts it was read from. */
const DEFAULT_BYTES = 8 * 1024 * 1024;

/** How many paths of one repository are asked for at the first look. */
const MOST_WATCHED = 60;

/**
 * What was read, by the id of what it was read from: it can be forgotten, but never be out of date.
 * One per process; what belongs to one repository is never found under another.
 */
export interface ReadCache {
  /** The value for this content, made on the first call. `bytes` is what remembering it costs. */
  of<T extends object>(key: ContentKey, make: () => T): T;
  /** The value for this content, if it is remembered. */
  find<T extends object>(key: Omit<ContentKey, 'bytes'>): T | undefined;
  /** Paths whose ids are worth asking for when the source is looked at next. */
  watched(source: string): readonly string[];
  watch(source: string, paths: readonly string[]): void;
}

/** What names a content: the repository, what is made of it, and the id of the content. */
export interface ContentKey {
  readonly repository: string;
  readonly what: string;
  readonly oid: string;
  readonly bytes: number;
}

/** An empty cache that holds what was read from at most `bytes` bytes of text. */
export function createReadCache(bytes: number = DEFAULT_BYTES): ReadCache {
  const contents = new LRUCache<string, object>({
    maxSize: bytes,
    maxEntrySize: Math.ceil(bytes / 4),
  });
  const watched = new LRUCache<string, readonly string[]>({ max: 5_000 });
  const find = <T extends object>(key: Omit<ContentKey, 'bytes'>) =>
    contents.get(nameOf(key)) as T | undefined;
  return {
    find,
    of: (key, make) => {
      const known = find<ReturnType<typeof make>>(key);
      if (known !== undefined) return known;
      const made = make();
      contents.set(nameOf(key), made, { size: key.bytes + OVERHEAD });
      return made;
    },
    watched: (source) => watched.get(source) ?? [],
    watch: (source, paths) => {
      watched.set(source, [...new Set(paths)].slice(0, MOST_WATCHED));
    },
  };
}

/** What a remembered value weighs beside its text. */
const OVERHEAD = 256;

function nameOf({ repository, what, oid }: Omit<ContentKey, 'bytes'>): string {
  return [repository, oid, what].join('\n');
}
