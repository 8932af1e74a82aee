import * as z from 'zod';
import { isTimeZone } from '../../core/day.js';
import { parseGlob } from '../../core/glob.js';
import { ACCEPTABLE, REQUIREMENTS, SCORECARD_TEMPLATES, WEEKDAYS } from '../../core/policy.js';
import type { Fault } from '../../core/problem.js';

/*
 * The shape of the policy, for its reader and for editors alike. The `error` of each schema says
 * what is wanted, to end a sentence such as "must be …"; only a map's lists the keys it knows.
 */

/** Between the keys that the `error` of a map lists. */
export const KEY_SEPARATOR = ', ';

/** What a workflow's id is made of: entries name it in comma lists, reports in dotted paths. */
const WORKFLOW_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const WANTED_ID = 'an id of letters, digits, - and _ that begins with a letter or a digit';
const NAME = /^(?!__proto__$).*\S/;

/** The maps that are keyed by names of the writer's, and what their names may be. */
export const NAMED_MAPS: readonly {
  readonly path: readonly string[];
  readonly pattern: RegExp;
  readonly wanted: string;
}[] = [
  { path: ['workflows'], pattern: WORKFLOW_ID, wanted: WANTED_ID },
  { path: ['floor', 'workflows'], pattern: WORKFLOW_ID, wanted: WANTED_ID },
  { path: ['slis'], pattern: NAME, wanted: 'the name of an SLI' },
];

interface FaultParams {
  readonly fault: Fault;
}

/** An issue that is a fault of its own, where "must be …" says too little; zod adds the path. */
function faulty(input: unknown, fault: Fault) {
  return { code: 'custom' as const, input, params: { fault } satisfies FaultParams };
}

/** The fault that a check of this schema put into the issue, if one did. */
export function faultWithin(issue: z.core.$ZodIssue): Fault | null {
  if (issue.code !== 'custom' || issue.params === undefined) return null;
  return (issue.params as FaultParams).fault;
}

function map<S extends z.ZodRawShape>(shape: S) {
  const keys = Object.keys(shape).join(KEY_SEPARATOR);
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? keys : 'a map of keys'),
  });
}

function word<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, { error: words.join(', ').replace(/, (?=[^,]*$)/, ' or ') });
}

function words<const T extends readonly [string, ...string[]]>(known: T) {
  return z.array(word(known), { error: `a list out of ${known.join(', ')}` });
}

const text = z.string({ error: 'text' }).regex(/\S/, { error: 'text, not blank' });
const texts = z.array(text, { error: 'a list of texts' });
const flag = z.boolean({ error: 'true or false' });
const count = z
  .int({ error: 'a whole number from 0 on' })
  .min(0, { error: 'a whole number from 0 on' });

const person = z.string({ error: 'a person such as "@octocat", or a team such as "@acme/team"' });
const people = z
  .union([person, z.array(person, { error: 'a list of people' })], {
    error: 'a person such as "@octocat", a team such as "@acme/team", or a list of them',
  })
  .describe('"@login" or "@org/team", several in a list or parted by commas');

/** GitHub cuts a label's name at 50 characters. */
const label = text.max(50, { error: 'a label of at most 50 characters' });
const labels = z.array(label, { error: 'a list of labels' });

const glob = z
  .string({ error: 'a glob such as "services/**"' })
  .check(({ value, issues }) => {
    const parsed = parseGlob(value);
    if (typeof parsed !== 'string') return;
    issues.push(faulty(value, { kind: 'bad-glob', glob: value, fault: parsed }));
  })
  .describe('Path pattern of *, **, ? and {a,b}; a leading ! takes files out again');
const globs = z
  .array(glob, { error: 'a list of globs' })
  .refine((list) => list.length === 0 || list.some((one) => !one.startsWith('!')), {
    error: 'a list with a glob that does not begin with "!", as it would match nothing',
  });
const someGlobs = globs.min(1, { error: 'a list with at least one glob' });

const days = z.string({ error: 'a duration such as 14d or 2w' }).regex(/^\d{1,4}[dw]$/, {
  error: 'a duration such as 14d or 2w',
});
const someDays = days.regex(/[1-9]/, { error: 'a duration of at least 1d' });
const daysOrNone = z
  .union([z.literal(0, { error: 'a duration such as 3d, or 0' }), days], {
    error: 'a duration such as 3d, or 0',
  })
  .describe('Duration such as 3d or 2w; 0 for none');
const expiry = z
  .string({ error: 'a duration such as 24h or 2d' })
  .regex(/^(?=0*[1-9])\d{1,4}[hd]$/, { error: 'a duration such as 24h or 2d' });

const zone = text.refine(isTimeZone, { error: 'an IANA time zone such as Europe/Berlin' });

const folder = z.string({ error: 'a folder' }).check(({ value, issues }) => {
  const key = 'path';
  if (value.split('/').includes('..')) {
    issues.push(faulty(value, { kind: 'outside-repository', key, value }));
  } else if (/[\\*?{}[\]]|^\s*$/.test(value)) {
    const wanted = 'a folder such as docs/decisions, not a pattern';
    issues.push(faulty(value, { kind: 'bad-value', key, value, wanted, suggestion: null }));
  }
});
const folders = z
  .union([folder, z.array(folder, { error: 'a list of folders' }).min(1, { error: 'a folder' })], {
    error: 'a folder or a list of folders',
  })
  .describe('Folder of the decision entries, or several. Default docs/decisions');

const requirements = words(REQUIREMENTS).describe('What a change needs. Default: all three');
const accept = words(ACCEPTABLE)
  .min(1, { error: 'a list with at least one status' })
  .describe('Statuses of entries that may carry a change. Default: all three');
const enforcement = word(['block', 'advise']).describe('Default block');

const workflow = map({
  title: text.optional(),
  paths: someGlobs.describe('The files it flags; the last glob that matches decides'),
  owner: people.optional(),
  backup: people.optional(),
  trigger: text.optional().describe('What sets it off'),
  'stop-when': text.optional().describe('When to stop'),
  metric: text.optional().describe('The one metric reviewed weekly'),
  escalation: text.optional().describe('Whom to call next'),
  require: requirements.optional(),
  accept: accept.optional(),
  maintenance: word(['off', 'owner'])
    .optional()
    .describe('owner: routine fixes pass with an approval by owner or backup. Default off'),
  enforcement: enforcement.optional(),
  slis: texts
    .min(1, { error: 'a list with at least one SLI' })
    .optional()
    .describe('SLIs that may guard it. Default: any in the catalogue'),
});

const workflows = z
  .record(z.string(), workflow, { error: 'a map of workflows by id' })
  .refine((map) => Object.keys(map).length > 0, { error: 'a map with at least one workflow' })
  .meta({ propertyNames: { pattern: WORKFLOW_ID.source }, minProperties: 1 })
  .describe('The flagged workflows by id');

const sli = map({
  objective: text.optional().describe('Stands in for a guardrail without threshold'),
  source: text.optional().describe('Where it is measured'),
  stop: people.optional(),
});

const horizon = someDays.describe('How far ahead a checkpoint may lie. Default 28d');
const extensions = count.describe('Continue or change verdicts allowed. Default 2');
const escalate = daysOrNone.describe(
  'Days past the checkpoint until others are called. Default 7d',
);
const hold = flag.describe('Whether an overdue pilot holds other changes. Default false');

const pilots = map({
  cycle: someDays.optional().describe('One cycle. Default 14d'),
  horizon: horizon.optional(),
  remind: daysOrNone.optional().describe('Lead time of the reminder, 0 for none. Default 3d'),
  escalate: escalate.optional(),
  extensions: extensions.optional(),
  'graduated-for': daysOrNone
    .optional()
    .describe('How long a graduated entry carries maintenance. Default 365d'),
  hold: hold.optional(),
  labels: labels.optional().describe('Labels of issues on pilots past their checkpoint'),
  'quiet-days': words(WEEKDAYS)
    .optional()
    .describe('Days without issues, comments or mentions of its own accord. Default sat, sun'),
});

const overrides = map({
  allow: people.optional().describe('Default: people with admin or maintain permission'),
  expires: expiry.optional().describe('Default 24h'),
  self: flag.optional().describe('Whether the author may override alone. Default false'),
});

const exempt = map({ authors: people.optional(), labels: labels.optional() });

const scorecard = map({
  template: word(SCORECARD_TEMPLATES).optional().describe('Default systems-outcome'),
  owners: z
    .record(z.string(), people, { error: 'a map of owners by area' })
    .optional()
    .describe('Owners by area, such as problem-framing'),
  day: z
    .int({ error: 'a day of the month from 1 to 28' })
    .min(1, { error: 'a day of the month from 1 to 28' })
    .max(28, { error: 'a day of the month from 1 to 28' })
    .optional()
    .describe("From this day on last month's scorecard is filed. Default 1"),
  weekly: flag.optional().describe('Whether a weekly roll-up comment is written. Default false'),
  'roll-up': z
    .string({ error: 'a repository as owner/name' })
    .regex(/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/, { error: 'a repository as owner/name' })
    .optional()
    .describe("Organisation file only: repository of the organisation's issue"),
  labels: labels.optional(),
});

const novelty = map({
  'per-cycle': count.optional().describe('Deviations per cycle. Default 1'),
  forbidden: globs.optional().describe('Where no deviation belongs'),
});

const floor = map({
  require: requirements.optional(),
  enforcement: enforcement.optional(),
  accept: accept.optional(),
  horizon: horizon.optional(),
  extensions: extensions.optional(),
  escalate: escalate.optional(),
  hold: hold.optional(),
  exempt: exempt.optional(),
  overrides: overrides.optional(),
  policy: word(['guarded']).optional(),
  workflows: workflows.optional(),
}).describe('Organisation file only: what no repository may weaken');

/** `.github/belay.yml` as written, without defaults. Ids of workflows are checked by the reader. */
export const policySchema = map({
  version: z.literal([1, '1'], { error: '1' }).optional(),
  timezone: zone.optional().describe('IANA time zone; which day it is. Default UTC'),
  branches: someGlobs.optional().describe('Base branches that are gated. Default: all'),
  decisions: map({ path: folders.optional() }).optional(),
  workflows,
  slis: z
    .record(z.string(), sli, { error: 'a map of SLIs by name' })
    .optional()
    .describe('Catalogue of SLIs, beside those found in slo-files'),
  'slo-files': globs
    .optional()
    .describe('OpenSLO and Sloth documents; their names join the catalogue'),
  pilots: pilots.optional(),
  overrides: overrides.optional(),
  exempt: exempt.optional(),
  scorecard: z
    .union([flag, scorecard], { error: 'a map of keys, or false' })
    .optional()
    .describe('false turns it off'),
  novelty: novelty.optional(),
  floor: floor.optional(),
});

/** The policy as written and found to have the right shape. */
export type WrittenPolicy = z.infer<typeof policySchema>;
