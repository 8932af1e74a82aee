import type { Change } from './change.js';
import type { Entry } from './decision.js';
import type { Fact } from './finding.js';
import { compareIds, idKey, resolveMention, resolveReference, stemOf } from './identifier.js';
import { changeOf, entriesAtHead, usurpers } from './log.js';
import { nearest } from './nearest.js';
import type { LinkKind } from './verdict.js';

/** What the change names, resolved against the log. */
export interface Links {
  readonly line: readonly Entry[];
  readonly edited: readonly Entry[];
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

/** Resolves every reference of the change; an entry that is linked twice keeps its strongest link. */
export function linksOf(change: Change): Links {
  const entries = entriesAtHead(change.log);
  const taken = usurpers(change);
  const line = new Set<Entry>();
  const unresolved = new Map<string, Links['unresolved'][number]>();
  for (const { text } of change.references.filter(({ from }) => from === 'line')) {
    const matches = withoutUsurpers(resolveReference(text, entries), taken);
    const [only] = matches;
    if (matches.length === 1 && only !== undefined) line.add(only);
    else unresolved.set(idKey(text), unresolvedFact(text, matches, entries));
  }
  const mentioned = change.references
    .filter(({ from }) => from === 'mention')
    .map(({ text }) => withoutUsurpers(resolveMention(text, entries), taken))
    .flatMap((matches) => (matches.length === 1 ? matches : []));
  return {
    line: [...line],
    edited: change.log.changed.flatMap(({ after }) => (after === null ? [] : [after])),
    mention: [...new Set(mentioned)],
    unresolved: [...unresolved.values()],
  };
}

/** Sorts the links of a change by what they mean for one workflow. */
export function linksFor(workflow: string, links: Links, change: Change): WorkflowLinks {
  const edited = links.edited.filter((entry) => !isMerelyEdited(entry, change));
  const lines = links.line.filter((entry) => mayConcern(workflow, entry));
  const edits = edited.filter((entry) => editLinks(workflow, entry, change));
  const mentions = links.mention.filter((entry) => names(workflow, entry));
  const carried = mentions.length === 1 ? mentions.filter(isOpen) : [];
  const candidates = new Map<Entry, LinkKind>();
  for (const entry of lines) candidates.set(entry, 'line');
  for (const entry of edits) if (!candidates.has(entry)) candidates.set(entry, 'edited');
  for (const entry of carried) if (!candidates.has(entry)) candidates.set(entry, 'mention');
  const passedOver = [...mentions, ...links.edited.filter((entry) => names(workflow, entry))];
  return {
    candidates: [...candidates].map(([entry, kind]) => ({ entry, kind })),
    elsewhere: [...links.line, ...edited].filter((entry) => namesOthers(workflow, entry)),
    advice: [
      ...new Set(passedOver.filter((entry) => !candidates.has(entry)).map(({ id }) => id)),
    ].sort(compareIds),
  };
}

/** Every entry the change links in any way: those whose references must be looked up. */
export function linkedEntries(change: Change): readonly Entry[] {
  const { line, edited, mention } = linksOf(change);
  return [...new Set([...line, ...edited, ...mention])];
}

export function names(workflow: string, entry: Entry): boolean {
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
function editLinks(workflow: string, entry: Entry, change: Change): boolean {
  if (names(workflow, entry)) return true;
  const before = changeOf(change.log, entry)?.before ?? null;
  if (before === null) return mayConcern(workflow, entry);
  return entry.decision === null && names(workflow, before);
}

/** An entry that was graduated already and stays so is no link by being edited. */
function isMerelyEdited(entry: Entry, change: Change): boolean {
  const before = changeOf(change.log, entry)?.before?.decision?.status;
  return before === 'graduated' && entry.decision?.status === 'graduated';
}

function isOpen(entry: Entry): boolean {
  return entry.decision?.status === 'proposed' || entry.decision?.status === 'pilot';
}

function withoutUsurpers(
  matches: readonly Entry[],
  taken: ReadonlyMap<Entry, Entry>,
): readonly Entry[] {
  if (matches.length < 2) return matches;
  return matches.filter((entry) => !taken.has(entry));
}

function unresolvedFact(
  reference: string,
  matches: readonly Entry[],
  entries: readonly Entry[],
): Links['unresolved'][number] {
  if (matches.length > 1) {
    const found = matches.map(({ id, path }) => ({ id, path }));
    return { code: 'decision-ambiguous', reference, matches: found };
  }
  const known = entries.flatMap(({ id, path }) => [id, stemOf(path), path]);
  return { code: 'decision-unknown', reference, suggestion: nearest(reference, known) };
}
