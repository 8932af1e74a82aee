import * as z from 'zod';
import { REVIEW_VERDICTS } from '../../core/decision.js';
import { STATUS_NAMES } from './entry-words.js';

/*
 * The canonical form of an entry's front matter, for editors: it completes keys and words and
 * explains them. Nothing is required and other keys are welcome, since entries of other tools are
 * entries too; what an entry says is read elsewhere, with more patience.
 */

const text = z.union([z.string(), z.number()]);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}/);
const several = z.union([text, z.array(text)]);
const people = z
  .union([z.string(), z.array(z.string())])
  .describe('"@login" or "@org/team", a comma list or a list');

const status = z.enum(STATUS_NAMES);

const aim = z
  .union([
    z.string(),
    z.looseObject({
      metric: text.optional().describe('What is measured'),
      from: text.optional().describe('Where it stands now'),
      to: text.optional().describe('Where it should stand'),
      segment: text.optional().describe('For whom'),
      by: day.optional().describe('By when'),
    }),
  ])
  .describe('The change in user behaviour wanted: a sentence with a number, or a map');

const signals = z
  .union([
    z.looseObject({
      proxy: several.optional().describe('Moves first'),
      outcome: several.optional().describe('Must move'),
      leading: several.optional().describe('Warns early'),
    }),
    z.array(z.looseObject({ kind: z.enum(['proxy', 'outcome', 'leading']), name: text })),
  ])
  .describe('How you will know: a map, or a list of kind and name');

const checkpoint = z
  .looseObject({
    date: day.optional().describe('When you look'),
    'continue-if': text.optional().describe('The rule by which you go on'),
  })
  .describe('A date and a rule');

const oneGuardrail = z.looseObject({
  sli: text.optional().describe('Name of an SLI in the catalogue'),
  threshold: text.optional().describe("Default: the SLI's objective"),
  limit: text.optional().describe('How far the test reaches'),
  stop: people.optional().describe("Who can say stop. Default: the SLI's"),
});
const guardrail = z
  .union([z.string(), oneGuardrail, z.array(z.union([z.string(), oneGuardrail]))])
  .describe('What protects users meanwhile: an SLI, a map, or a list of them');

const rollback = z
  .union([
    z.string().describe('Path of a runbook, with or without #heading'),
    z.looseObject({
      runbook: text.optional().describe('Path of a runbook, with or without #heading'),
      workflow: text.optional().describe('File in .github/workflows that has workflow_dispatch'),
      flag: text.optional().describe('Feature flag that turns it off'),
      tested: day.optional().describe('When the way back was last tried'),
    }),
  ])
  .describe('The way back');

const deviation = z
  .looseObject({
    from: text.optional().describe('The standard way'),
    to: text.optional().describe('The way taken instead'),
    because: text.optional(),
    expected: text.optional(),
    outcome: text.optional(),
  })
  .describe('One deliberate departure from the standard way');

const review = z.looseObject({
  date: day,
  verdict: z.enum([...REVIEW_VERDICTS, 'stop']),
  because: text.optional().describe('What the signals said'),
  evidence: several.optional().describe('Links'),
  by: people.optional(),
  checkpoint: day.optional().describe('The new date, after continue or change'),
});

/** Front matter of an entry, or the whole of an entry in YAML. */
export const decisionSchema = z.looseObject({
  id: text.optional().describe("Default: the file's name without ending"),
  title: text.optional(),
  date: day.optional().describe('YYYY-MM-DD'),
  status: status.optional(),
  workflows: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('Ids of flagged workflows'),
  owner: people.optional(),
  backup: people.optional(),
  aim: aim.optional(),
  mechanism: text.optional().describe('We believe X will move Y because Z'),
  signals: signals.optional(),
  checkpoint: checkpoint.optional(),
  guardrail: guardrail.optional(),
  rollback: rollback.optional(),
  graduation: text.optional().describe('What becomes the default if it works'),
  deviation: deviation.optional(),
  supersedes: several.optional().describe('Ids of entries this one replaces'),
  follows: several.optional().describe('Ids of entries this one builds on'),
  reviews: z.array(review).optional().describe('Looks at the checkpoint, oldest first'),
});
