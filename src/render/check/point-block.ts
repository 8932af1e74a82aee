import { checkpointHasPassed } from '../../core/calendar.js';
import type { Change } from '../../core/change.js';
import { type Entry, isOpen } from '../../core/decision.js';
import { entriesAtHead } from '../../core/log.js';
import type { Person, Workflow } from '../../core/policy.js';
import type { Links } from '../links.js';
import { code, escapeText, fence, link } from '../markdown.js';
import {
  entry,
  listed,
  literal,
  markdown,
  type Phrase,
  path,
  person,
  say,
  words,
} from '../phrase.js';
import type { Point } from '../points.js';
import { shorten } from '../printable.js';
import { lineOf, logFolder, policyOf } from '../scene.js';
import { stubFor } from '../stub.js';
import { docsPageOf, nameOf } from '../words/finding.js';

/** What every point is said with. */
export interface Setting {
  readonly change: Change;
  readonly links: Links;
  /** Whether each point must name its workflow, because several are touched. */
  readonly naming: 'named' | 'obvious';
}

/** Entries offered as a link where none is linked. */
const MOST_CANDIDATES = 3;
const LONGEST_TITLE = 60;

/** One point as Markdown: what, where, how to mend it. */
export function pointBlock(point: Point, setting: Setting): string {
  const { links } = setting;
  const { place, fact } = point.finding;
  const at =
    place === null ? '' : `, ${markdown([path(place.file, lineOf(place), sideOf(point))], links)}`;
  const what = `${headline(point, setting)}${at}\\\n${markdown(point.what, links)}`;
  const page = link(code(fact.code), links.docs(docsPageOf(fact.code)));
  if (fact.code === 'decision-missing' && fact.advice.length === 0)
    return `${what} ${page}\n\n${toWrite(point.workflows, setting)}`;
  return `${what}\\\n→ ${markdown(point.fix, links)} ${page}`;
}

/** Who can mend the points: owners and backups of entries and workflows, each named once. */
export function whoCanHelp(points: readonly Point[], { links }: Setting): string | null {
  const roles = new Map<Person, Map<Role, string[]>>();
  const add = (people: readonly Person[], role: Role, of: string) => {
    for (const name of people) {
      const own = roles.get(name) ?? new Map<Role, string[]>();
      roles.set(name, own.set(role, [...(own.get(role) ?? []), of]));
    }
  };
  for (const { decision, id } of distinct(points.map(({ scene }) => scene.entry))) {
    add(decision?.owner ?? [], 'owner', id);
    add(decision?.backup ?? [], 'backup', id);
  }
  for (const { owner, backup, title } of distinct(points.flatMap((point) => point.workflows))) {
    add(owner, 'owner', shorten(title, LONGEST_TITLE));
    add(backup, 'backup', shorten(title, LONGEST_TITLE));
  }
  if (roles.size === 0) return null;
  const people = [...roles].map(([name, own]) => say`${person(name)} (${listed(rolesOf(own))})`);
  return `Who can unblock it: ${markdown(listed(people, { most: 8, last: 'or' }), links)}.`;
}

type Role = 'owner' | 'backup';

function rolesOf(roles: ReadonlyMap<Role, readonly string[]>): readonly Phrase[] {
  return [...roles].map(([role, of]) => say`${role} of ${listed(of, { most: 3 })}`);
}

function distinct<T>(all: readonly (T | null)[]): readonly T[] {
  return [...new Set(all)].filter((one) => one !== null);
}

function headline({ finding, workflows }: Point, { naming }: Setting): string {
  const name = nameOf(finding.fact.code);
  if (naming === 'obvious' || workflows.length === 0) return `**${name}**`;
  const titles = workflows
    .slice(0, 4)
    .map(({ title }) => escapeText(shorten(title, LONGEST_TITLE)));
  const more = workflows.length > 4 ? [`${workflows.length - 4} more`] : [];
  return `**${[...titles, ...more].join(', ')}: ${name.toLowerCase()}**`;
}

/** Problems of the default branch's policy stand there, whatever the change does to the file. */
function sideOf({ finding: { fact } }: Point): 'default-branch' | null {
  return fact.code === 'policy-invalid' && fact.side === 'default-branch' ? 'default-branch' : null;
}

/** How to get an entry: the prepared one, or one that exists already. */
function toWrite(workflows: readonly Workflow[], { change, links }: Setting): string {
  const stub = stubFor(change, workflows);
  const existing = `${markdown(say`add the line ${literal('Decision: <id>')} to the description, if an entry exists already.`, links)}${candidates(change, workflows, links)}`;
  if (stub.url !== null)
    return `→ **${link('Write the entry', stub.url)}**: opens a new file on your branch, filled with what Belay knows; what only you know is left to you. Or ${existing}`;
  const where = markdown(
    say`→ Add an entry to ${logFolder(policyOf(change))}, such as ${literal(stub.path)}, and fill in what is left empty. Or `,
    links,
  );
  return `${where.trimEnd()} ${existing}\n\n${fence(stub.text.trimEnd(), 'yaml')}`;
}

function candidates(change: Change, workflows: readonly Workflow[], links: Links): string {
  const ids = workflows.map(({ id }) => id);
  const open = entriesAtHead(change.log).filter((one) => mayCarry(one, ids, change));
  if (open.length === 0) return '';
  const shown = open.slice(0, MOST_CANDIDATES).map((one) => {
    const title = one.decision?.title ?? null;
    return title === null ? say`${entry(one)}` : say`${entry(one)} ${words(title)}`;
  });
  return ` ${markdown(say`Open now: ${listed(shown, { last: 'or' })}.`, links)}`;
}

/** Whether the entry is being tried, still before its checkpoint, and names all of the workflows. */
function mayCarry({ decision }: Entry, ids: readonly string[], change: Change): boolean {
  const policy = policyOf(change);
  if (decision === null || policy === null || !isOpen(decision)) return false;
  const named = ids.every((id) => decision.workflows.includes(id));
  return named && !checkpointHasPassed(decision, policy.pilots, change.today);
}
