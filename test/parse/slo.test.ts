import { describe, expect, it } from 'vitest';
import { parseSlis } from '../../src/parse/slo.js';

/** Each SLI as `name: objective`. */
function slis(text: string): readonly string[] {
  const { slis, problems } = parseSlis('slo/a.yml', text);
  expect(problems).toEqual([]);
  return slis.map(({ name, objective }) => `${name}: ${objective}`);
}

const V1 = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: quotes-available
  displayName: Quotes
spec:
  service: pricing
  indicator:
    metadata:
      name: quote-errors
    spec:
      ratioMetric: { counter: true }
  timeWindow: [{ duration: 28d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives:
    - displayName: Good
      op: gt
      target: 0.999
`;

const INDICATOR = / {2}indicator:[\s\S]*counter: true }\n/;

const SLOTH = `version: "prometheus/v1"
service: pricing
labels: { owner: acme }
slos:
  - name: requests-availability
    objective: 99.95
    sli: { events: { error_query: "sum(x)", total_query: "sum(y)" } }
  - name: requests-latency
    objective: "99"
`;

describe('OpenSLO', () => {
  it('gives the SLO and the SLI it holds, with what it promises', () => {
    expect(slis(V1)).toEqual(['quotes-available: >= 99.9 %', 'quote-errors: >= 99.9 %']);
    expect(parseSlis('slo/a.yml', V1).slis[1]).toEqual({
      name: 'quote-errors',
      objective: '>= 99.9 %',
      source: null,
      stop: [],
      place: { file: 'slo/a.yml', line: 10, column: 13 },
    });
  });

  it('gives SLIs, which promise nothing by themselves', () => {
    const sli = 'apiVersion: openslo/v1\nkind: SLI\nmetadata: { name: quote-errors }\n';
    expect(slis(sli)).toEqual(['quote-errors: null']);
    const ref = V1.replace(INDICATOR, '  indicatorRef: quote-errors\n');
    expect(slis(`${sli}---\n${ref}`)).toEqual([
      'quote-errors: >= 99.9 %',
      'quotes-available: >= 99.9 %',
    ]);
  });

  it.each([
    ['target: 0.5', '>= 50 %'],
    ['target: 0.9999', '>= 99.99 %'],
    ['target: 0.07', '>= 7 %'],
    ['targetPercent: 99.5', '>= 99.5 %'],
    ['target: 99', '>= 99 %'],
    ['target: 0.98\n      op: lte\n      value: 200', '>= 98 % with values <= 200'],
    ['target: 0.98\n      value: 1', '>= 98 %'],
    ['target: high', 'null'],
    ['timeSliceTarget: 0.9', 'null'],
  ])('reads %j as %s', (line, objective) => {
    const text = V1.replace(/op: gt\n {6}target: 0.999/, line);
    expect(slis(text)[0]).toBe(`quotes-available: ${objective}`);
  });

  it('names several objectives one by one', () => {
    const text = `${V1}    - target: 0.9\n`;
    expect(slis(text)[0]).toBe('quotes-available: >= 99.9 %, >= 90 %');
  });

  it.each([
    [
      'v1alpha',
      V1.replace('openslo/v1', 'openslo/v1alpha').replace(/ {4}metadata:\n {6}name.*\n/, ''),
    ],
    ['v2alpha', V1.replace('openslo/v1', 'openslo.com/v2alpha').replace('indicator:', 'sli:')],
    ['a list', `- ${V1.trimEnd().replaceAll('\n', '\n  ')}\n`],
    ['a Kubernetes list', `kind: List\nitems:\n  - ${V1.trimEnd().replaceAll('\n', '\n    ')}\n`],
    [
      'JSON',
      JSON.stringify({
        apiVersion: 'openslo/v1',
        kind: 'SLI',
        metadata: { name: 'quotes-available' },
      }),
    ],
  ])('is read as %s', (_, text) => {
    expect(slis(text)[0]).toContain('quotes-available');
  });

  it('knows the SLIs of a composite SLO', () => {
    const text = `apiVersion: openslo/v1
kind: SLO
metadata: { name: checkout }
spec:
  objectives:
    - { target: 0.99, indicatorRef: quote-errors }
    - { target: 0.9, indicator: { metadata: { name: latency } } }
`;
    expect(slis(text)).toEqual([
      'checkout: >= 99 %, >= 90 %',
      'quote-errors: >= 99 %',
      'latency: >= 90 %',
    ]);
  });
});

describe('Sloth', () => {
  it('gives its SLOs by name', () => {
    expect(slis(SLOTH)).toEqual(['requests-availability: >= 99.95 %', 'requests-latency: >= 99 %']);
  });

  it('is read in its Kubernetes form', () => {
    const spec = SLOTH.split('\n').slice(1).join('\n  ');
    const text = `apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel\nspec:\n  ${spec}`;
    expect(slis(text)).toHaveLength(2);
  });

  it('leaves the objective open where one name promises two things', () => {
    const other = SLOTH.replace('pricing', 'search').replace('99.95', '99');
    expect(slis(`${SLOTH}---\n${other}---\n${SLOTH}`)).toEqual([
      'requests-availability: null',
      'requests-latency: >= 99 %',
    ]);
  });
});

describe('a file', () => {
  it.each([
    ['', 'nothing'],
    ['just text', 'text'],
    ['apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n', 'another kind'],
    ['apiVersion: openslo/v1\nkind: Service\nmetadata: { name: pricing }\n', 'a service'],
    ['apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\n', 'another tool'],
    ['version: "3"\nservices: {}\n', 'another version'],
    ['version: prometheus/v1\nslos: none\n', 'no list'],
  ])('adds nothing and is no problem: %j', (text) => {
    expect(slis(text)).toEqual([]);
  });

  it('tells what has no name, and gives the rest', () => {
    const text = `${SLOTH}  - objective: 9\n---\napiVersion: openslo/v1\nkind: SLI\nmetadata:\n  name:\n`;
    const { slis, problems } = parseSlis('slo/a.yml', text);
    expect(slis).toHaveLength(2);
    expect(problems).toEqual([
      {
        place: { file: 'slo/a.yml', line: 10, column: 5 },
        level: 'error',
        field: 'slos.2.name',
        fault: { kind: 'missing-key', key: 'name' },
      },
      {
        place: { file: 'slo/a.yml', line: 15, column: 3 },
        level: 'error',
        field: 'metadata.name',
        fault: { kind: 'missing-key', key: 'name' },
      },
    ]);
  });

  it('tells which document cannot be read, and gives the others', () => {
    const { slis, problems } = parseSlis(
      'slo/a.yml',
      `${SLOTH}---\nslos: [{{ .Values.slo }}\n---\n${V1}`,
    );
    expect(slis).toHaveLength(4);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ place }) => (place.line ?? 0) >= 11)).toBe(true);
  });

  it('may be hostile', () => {
    const { slis, problems } = parseSlis('slo/a.yml', `${'- '.repeat(1000)}\n${'- '.repeat(1000)}`);
    expect(slis).toEqual([]);
    expect(problems.map(({ fault }) => fault.kind)).toEqual(['too-deep']);
  });
});
