import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readStatus, readVerdict } from '../../src/parse/decision/entry-words.js';
import { jsonSchemaOf, type SchemaSubject } from '../../src/parse/json-schema.js';
import { readYaml } from '../../src/parse/yaml.js';

function validator(subject: SchemaSubject): ValidateFunction {
  return new Ajv({ allErrors: true, allowUnionTypes: true }).compile(jsonSchemaOf(subject));
}

/** What the schema says of the YAML: the paths of what is wrong. */
function errors(validate: ValidateFunction, text: string): readonly string[] {
  const { value, problems } = readYaml({ file: 'a.yml', text });
  expect(problems).toEqual([]);
  validate(JSON.parse(JSON.stringify(value)));
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

describe('the schema of the policy', () => {
  const validate = validator('policy');
  const workflows = 'workflows: { checkout: { paths: ["services/**"] } }\n';

  it('is draft-07, with a title and words for its keys', () => {
    const schema = jsonSchemaOf('policy');
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema.title).toContain('Belay');
    expect(JSON.stringify(schema)).toContain('The files it flags');
  });

  it.each([
    workflows,
    `${workflows}version: 1\ntimezone: Europe/Berlin\nbranches: [main]\n`,
    `${workflows}decisions: { path: [docs/decisions, adr] }\nslo-files: ["slo/*.yml"]\n`,
    `${workflows}pilots: { cycle: 14d, remind: 0, escalate: 1w, quiet-days: [sat, sun] }\n`,
    `${workflows}overrides: { allow: "@octocat", expires: 24h }\nscorecard: false\n`,
    `${workflows}scorecard: { template: barbell, owners: { security: ["@hubot"] }, day: 28 }\n`,
    `${workflows}floor: { policy: guarded, ${workflows.trim()} }\nnovelty: { per-cycle: 1 }\n`,
  ])('accepts %j', (text) => {
    expect(errors(validate, text)).toEqual([]);
  });

  it.each([
    ['version: 1\n', ' required'],
    ['workflows: {}\n', '/workflows minProperties'],
    ['workflows: { a: { path: [x] } }\n', '/workflows/a additionalProperties'],
    ['workflows: { "a b": { paths: [x] } }\n', '/workflows propertyNames'],
    [`${workflows}pilot: {}\n`, ' additionalProperties'],
    [`${workflows}pilots: { cycle: 14 }\n`, '/pilots/cycle type'],
    [`${workflows}pilots: { horizon: 0d }\n`, '/pilots/horizon pattern'],
    [`${workflows}overrides: { expires: 0h }\n`, '/overrides/expires pattern'],
    ['workflows: { a: { paths: [x], enforcement: warn } }\n', '/workflows/a/enforcement enum'],
  ])('refuses %j', (text, error) => {
    expect(errors(validate, text)).toContain(error);
  });
});

describe('the schema of an entry', () => {
  const validate = validator('decision');

  it.each([
    'id: DL-0042\ntitle: Cache\ndate: 2026-11-03\nstatus: pilot\nworkflows: [checkout]\n',
    'id: 0042\nowner: "@octocat"\nbackup: ["@hubot", acme/sre]\nworkflows: checkout, search\n',
    'aim: activation 27 % to 35 %\nsignals: [{ kind: proxy, name: hits }]\n',
    'aim: { metric: timeouts, from: 1.8 %, to: 6, by: 2026-12-01 }\nsignals: { proxy: [a, b] }\n',
    'checkpoint: { date: 2026-11-17, continue-if: p95 -25 % }\nguardrail: quote-errors\n',
    'guardrail: { sli: quote-errors, threshold: 0.1, stop: "@octocat" }\nrollback: docs/a.md#b\n',
    'guardrail: [{ sli: a }, b]\nrollback: { workflow: back.yml, flag: x, tested: 2026-11-01 }\n',
    'deviation: { from: rewrite, to: cache, because: cheap }\nsupersedes: []\nfollows: DL-7\n',
    'reviews:\n  - { date: 2026-11-17, verdict: continue, by: "@octocat", checkpoint: 2026-12-01 }\n',
    'status: accepted\ndeciders: [octocat]\ntags: { any: thing }\n',
  ])('accepts %j', (text) => {
    expect(errors(validate, text)).toEqual([]);
  });

  it.each([
    ['status: imlpemented\n', '/status enum'],
    ['date: 3 November\n', '/date pattern'],
    ['reviews: [{ verdict: continue }]\n', '/reviews/0 required'],
    ['reviews: [{ date: 2026-11-17, verdict: maybe }]\n', '/reviews/0/verdict enum'],
    ['checkpoint: soon\n', '/checkpoint type'],
    ['- a\n', ' type'],
  ])('refuses %j', (text, error) => {
    expect(errors(validate, text)).toContain(error);
  });

  it('offers no status and no verdict that the reader does not know', () => {
    const { properties } = jsonSchemaOf('decision');
    const { status, reviews } = JSON.parse(JSON.stringify(properties));
    const statuses: readonly string[] = status.enum;
    const verdicts: readonly string[] = reviews.items.properties.verdict.enum;
    expect(statuses.filter((word) => readStatus(word).fault !== null)).toEqual([]);
    expect(verdicts.filter((word) => readVerdict(word).fault !== null)).toEqual([]);
  });
});
