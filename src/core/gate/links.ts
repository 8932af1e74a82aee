import type { Change, ChangedEntry, Reference } from '../change.js';
import { type Entry, isOpen } from '../decision.js';
import type { Fact } from '../finding.js';
import { compareIds, finderOf, idKey, stemOf } from '../identifier.js';
import { byPath, entriesAtHead, usurpers, writtenEntries } from '../log.js';
import { nearest } from '../nearest.js';
import type { LinkKind } from '../verdict.js';

/** How many unknown references get a suggestion: each is compared with every entry. */
const MOST_SUGGESTIONS = 5;

/** What the change names, resolved against the log. */
export interface Links {
  readonly line: readonly Entry[];
  /** Entries that the change adds or edits, with what it does to them. */
  readonly edited: ReadonlyMap<Entry, ChangedEntry>;
  readonly mention: readonly Entry[];
  /** References that name nothing, or more than one entry. */
  readonly unresolved: readonly Extract<
    Fact,
    { code: 'decision-unknown' | 'decision-ambiguous' }
  >[];
}

/** The entries linked for one workflow, those that name other workflows, and what would link. */
export interface WorkflowLinks {
  readonly candidates: readonly { readonly entry: Entry; readonly kind: LinkKind }[];
  readonly elsewhere: readonly Entry[];
  readonly advice: readonly string[];
}

type Unresolved = Links['unresolved'][number];

/** Resolves every reference of the change; an entry that is linked twice keeps its strongest link. */
export function linksOf(change: Change): Links {
  const entries = entriesAtHead(change.log);
  const finder = finderOf(entries);
  const taken = usurpers(change.log);
  const suggest = suggester(entries);
  const line = new Set<Entry>();
  const unresolved = new Map<string, Unresolved>();
  for (const text of textsOf(change, 'line')) {
    const matches = withoutUsurpers(finder.reference(text), taken);
    const [only] = matches;
    if (matches.length === 1 && only !== undefined) line.add(only);
    else if (!unresolved.has(idKey(text)))
      unresolved.set(idKey(text), unresolvedFact(text, matches, suggest));
  }
  const mentioned = textsOf(change, 'mention')
    .map((text) => withoutUsurpers(finder.mention(text), taken))
    .flatMap((matches) => (matches.length === 1 ? matches : []));
  return {
    line: [...line],
    edited: writtenEntries(change.log),
    mention: [...new Set(mentioned)],
    unresolved: [...unresolved.values()],
  };
}

/** Sorts the links of a change by what they mean for one workflow. */
export function linksFor(workflow: string, links: Links): WorkflowLinks {
  const edited = [...links.edited].filter(([entry, { before }]) => !isMerelyEdited(entry, before));
  const lines = links.line.filter((entry) => mayConcern(workflow, entry));
  const edits = edited
    .filter(([entry, { before }]) => editLinks(workflow, entry, before))
    .map(([entry]) => entry);
  const mentions = links.mention.filter((entry) => names(workflow, entry));
  const carried = mentions.length === 1 ? mentions.filter(isTried) : [];
  const candidates = new Map<Entry, LinkKind>();
  for (const entry of lines) candidates.set(entry, 'line');
  for (const entry of edits) if (!candidates.has(entry)) candidates.set(entry, 'edited');
  for (const entry of carried) if (!candidates.has(entry)) candidates.set(entry, 'mention');
  const passedOver = [...mentions, ...links.edited.keys()].filter((entry) =>
    names(workflow, entry),
  );
  return {
    candidates: [...candidates].map(([entry, kind]) => ({ entry, kind })),
    elsewhere: [...new Set([...links.line, ...edited.map(([entry]) => entry)])]
      .filter((entry) => namesOthers(workflow, entry))
      .sort(byPath),
    advice: [
      ...new Set(passedOver.filter((entry) => !candidates.has(entry)).map(({ id }) => id)),
    ].sort(compareIds),
  };
}

/** Every entry the change links in any way: those whose references must be looked up. */
export function linkedEntries(change: Change): readonly Entry[] {
  const { line, edited, mention } = linksOf(change);
  return [...new Set([...line, ...edited.keys(), ...mention])];
}

function names(workflow: string, entry: Entry): boolean {
  return entry.decision?.workflows.includes(workflow) ?? false;
}

function namesOthers(workflow: string, entry: Entry): boolean {
  return (entry.decision?.workflows.length ?? 0) > 0 && !names(workflow, entry);
}

/** A line may point to an entry that names no workflow yet: then that is what it lacks. */
function mayConcern(workflow: string, entry: Entry): boolean {
  return !namesOthers(workflow, entry);
}

/** An edit links what names the workflow, and a new or unreadable entry that might. */
function editLinks(workflow: string, entry: Entry, before: Entry | null): boolean {
  if (names(workflow, entry)) return true;
  if (before === null) return mayConcern(workflow, entry);
  return entry.decision === null && names(workflow, before);
}

/** An entry that was graduated already and stays so is no link by being edited. */
function isMerelyEdited(entry: Entry, before: Entry | null): boolean {
  return before?.decision?.status === 'graduated' && entry.decision?.status === 'graduated';
}

function isTried({ decision }: Entry): boolean {
  return decision !== null && isOpen(decision);
}

function withoutUsurpers(
  matches: readonly Entry[],
  taken: ReadonlyMap<Entry, Entry>,
): readonly Entry[] {
  const holders = matches.filter((entry) => !taken.has(entry));
  return holders.length > 0 ? holders : matches;
}

function textsOf({ references }: Change, kind: Reference['from']): readonly string[] {
  return references.filter(({ from }) => from === kind).map(({ text }) => text);
}

function unresolvedFact(
  reference: string,
  matches: readonly Entry[],
  suggest: (reference: string) => string | null,
): Unresolved {
  if (matches.length === 0)
    return { code: 'decision-unknown', reference, suggestion: suggest(reference) };
  const found = matches.toSorted(byPath).map(({ id, path }) => ({ id, path }));
  return { code: 'decision-ambiguous', reference, matches: found };
}

/** Suggests what was meant; only so often, for a hostile description may name nothing many times. */
function suggester(entries: readonly Entry[]): (reference: string) => string | null {
  let left = MOST_SUGGESTIONS;
  return (reference) => {
    if (left-- <= 0) return null;
    return nearest(
      reference,
      entries.flatMap(({ id, path }) => [id, stemOf(path), path]),
    );
  };
}
