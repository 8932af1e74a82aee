import * as z from 'zod';
import { decisionSchema } from './decision/schema.js';
import { policySchema } from './policy/schema.js';

const SUBJECTS = {
  policy: { schema: policySchema, title: 'Policy of Belay (.github/belay.yml)' },
  decision: { schema: decisionSchema, title: 'Entry of a decision log (front matter or YAML)' },
} as const;

/** What `jsonSchemaOf` can describe. */
export type SchemaSubject = keyof typeof SUBJECTS;

/**
 * The JSON Schema of a policy or an entry as written, for editors. It is draft-07, which they all
 * read; what a schema cannot say (globs, time zones, calendar days) is left to `belay lint`.
 */
export function jsonSchemaOf(subject: SchemaSubject): z.core.JSONSchema.BaseSchema {
  const { schema, title } = SUBJECTS[subject];
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
  return { $schema, title, ...rest } as z.core.JSONSchema.BaseSchema;
}
