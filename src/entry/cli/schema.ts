import { jsonSchemaOf, type SchemaSubject } from '../../parse/json-schema.js';
import { json, type Printed } from './output.js';

/** `belay schema`: the JSON Schema of the policy or of an entry. */
export function runSchema(subject: SchemaSubject): Printed {
  return { stdout: json(jsonSchemaOf(subject)), stderr: '', exit: 0 };
}
