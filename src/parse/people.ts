import { withoutEnds } from '../core/ends.js';
import type { Person } from '../core/policy.js';

/** A login of GitHub's, at most 39 characters; managed users carry `_` and a short code. */
const LOGIN = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}(?:_[a-z\d]{1,20})?$/i;
const TEAM = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}\/[a-z\d][\w.-]{0,99}$/i;
/** A handle inside of other words: `Mona (@octocat)`; not the host of an e-mail address. */
const HANDLE = /(?<![\w.@/])@([a-z\d][a-z\d-]{0,38}(?:_[a-z\d]{1,20})?(?:\/[a-z\d][\w.-]{0,99})?)/i;
const PROFILE =
  /\]\(<?https?:\/\/[^/()\s]{1,100}\/(?:orgs\/([\w-]{1,39})\/teams\/([\w.-]{1,100})|([\w-]{1,39}))\/?>?\)/i;
const NOBODY = /^(?:none|nobody|no one|n\/?a|tb[adc]|todo|unknown|unassigned|[-–—?…]+)$/i;
const PLACEHOLDER = /^(?:\{.*\}|<[^@<>]*>|\[[^\]]*\])$/;

/**
 * The people a text names, parted by commas, semicolons, `and` or `&`. Where a GitHub handle is
 * given, or the name is one word that could be a login, a person is `@login` or `@org/team`; else a
 * bare name without mail address. `none`, `TBD` and unfilled placeholders name nobody.
 */
export function readPeople(text: string): readonly Person[] {
  const people = text
    .slice(0, 4000)
    .split(/[,;\n]|\s(?:and|&)\s/i)
    .map((part) => withoutEnds(part.replace(/[*`]/g, ''), (one) => /[\s_]/.test(one)))
    .filter((part) => part !== '' && !NOBODY.test(part) && !PLACEHOLDER.test(part))
    .map(personOf)
    .filter((person) => person !== '');
  return [...new Set(people)];
}

function personOf(part: string): Person {
  const handle = HANDLE.exec(part)?.[1];
  if (handle !== undefined) return `@${handle}`;
  const [, organisation, team, login] = PROFILE.exec(part) ?? [];
  if (login !== undefined) return `@${login}`;
  if (organisation !== undefined) return `@${organisation}/${team}`;
  const words = part.replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1').trim();
  if (LOGIN.test(words) || TEAM.test(words)) return `@${words}`;
  return words.replace(/\s?<[^<>]*>/g, '').trim() || words;
}
