import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flaggedBy } from '../../src/core/glob.js';
import type { Policy } from '../../src/core/policy.js';
import { parsePolicy } from '../../src/parse/policy.js';

const FILE = '.github/belay.yml';

/** A policy with every key, as a person would write it. */
const FULL = `version: 1
timezone: Europe/Berlin
branches: ["main", "release/**"]
decisions:
  path: [docs/decisions/, ./adr]
workflows:
  checkout-pricing:
    title: Checkout pricing
    paths: ["services/pricing/**", "!**/*.md"]
    owner: "@acme/pricing, octocat"
    backup: ["@hubot"]
    trigger: a pricing change reaches more than 1 % of traffic
    stop-when: quote errors above 0.1 % for 5 minutes
    metric: quote success rate
    escalation: "#inc-pricing, then @acme/sre-oncall"
    require: [rollback, decision]
    accept: [pilot]
    maintenance: owner
    enforcement: advise
    slis: [quote-errors]
slis:
  quote-errors: { objective: "<= 0.1 %", source: "https://grafana.example/d/quotes", stop: "@acme/sre-oncall" }
slo-files: ["slo/**/*.{yaml,yml}"]
pilots:
  cycle: 1w
  horizon: 4w
  remind: 0
  escalate: 0d
  extensions: 1
  graduated-for: 52w
  hold: true
  labels: [stuck]
  quiet-days: [fri]
overrides:
  allow: ["@acme/sre-oncall"]
  expires: 2d
  self: true
exempt: { authors: ["dependabot[bot]"], labels: [hotfix] }
scorecard:
  template: barbell
  owners: { short-checkpoints: "@octocat" }
  day: 3
  weekly: true
  roll-up: acme/governance
  labels: [scores]
novelty: { per-cycle: 2, forbidden: ["security/**"] }
floor: { require: [decision, rollback], enforcement: advise, accept: [pilot, graduated], horizon: 28d, extensions: 2, escalate: 7d, hold: false,
         exempt: { authors: [], labels: [] }, overrides: { allow: ["@acme/sre-oncall"], self: false, expires: 24h },
         policy: guarded, workflows: { actions: { paths: [".github/workflows/**"], owner: "@acme/platform" } } }
`;

/** The least a policy says. */
const LEAST = 'workflows: { checkout: { paths: ["services/**"] } }\n';

function good(text: string): Policy {
  const { policy, problems } = parsePolicy(FILE, text);
  expect(problems).toEqual([]);
  if (policy === null) throw new Error('no policy');
  return policy;
}

/** Each problem as `line:column kind what`. */
function wrong(text: string): readonly string[] {
  const { policy, problems } = parsePolicy(FILE, text);
  expect(policy).toBeNull();
  return problems.map(({ place, fault }) => {
    const what = 'key' in fault ? ` ${fault.key}` : '';
    const meant = 'suggestion' in fault && fault.suggestion ? ` → ${fault.suggestion}` : '';
    return `${place.line}:${place.column} ${fault.kind}${what}${meant}`;
  });
}

/** The least policy with more keys below it. */
function withMore(more: string): string {
  return `${LEAST}${more}\n`;
}

describe('a policy', () => {
  const policy = good(FULL);
  const [workflow] = policy.workflows;

  it('says who owns what, and by which paths', () => {
    expect(workflow).toMatchObject({
      id: 'checkout-pricing',
      title: 'Checkout pricing',
      owner: ['@acme/pricing', '@octocat'],
      backup: ['@hubot'],
      trigger: 'a pricing change reaches more than 1 % of traffic',
      stopWhen: 'quote errors above 0.1 % for 5 minutes',
      metric: 'quote success rate',
      escalation: '#inc-pricing, then @acme/sre-oncall',
      require: ['decision', 'rollback'],
      accept: ['pilot'],
      maintenance: 'owner',
      enforcement: 'advise',
      slis: ['quote-errors'],
      place: { file: FILE, line: 7, column: 3 },
    });
    const by = (path: string) => flaggedBy(workflow?.paths ?? [], path)?.text ?? null;
    expect(by('services/pricing/quote.ts')).toBe('services/pricing/**');
    expect(by('services/pricing/README.md')).toBeNull();
  });

  it('says all the rest', () => {
    expect(policy).toMatchObject({
      file: FILE,
      timezone: 'Europe/Berlin',
      decisions: ['docs/decisions', 'adr'],
      slis: [
        {
          name: 'quote-errors',
          objective: '<= 0.1 %',
          source: 'https://grafana.example/d/quotes',
          stop: ['@acme/sre-oncall'],
          place: { line: 22, column: 3 },
        },
      ],
      pilots: {
        cycle: 7,
        horizon: 28,
        remind: 0,
        escalate: 1,
        extensions: 1,
        graduatedFor: 364,
        hold: true,
        labels: ['stuck'],
        quietDays: ['fri'],
      },
      overrides: { allow: ['@acme/sre-oncall'], expires: 48, self: true },
      exempt: { authors: ['dependabot[bot]'], labels: ['hotfix'] },
      scorecard: {
        template: 'barbell',
        owners: new Map([['short-checkpoints', ['@octocat']]]),
        day: 3,
        weekly: true,
        rollUp: 'acme/governance',
        labels: ['scores'],
      },
    });
    expect(policy.branches?.map(({ text }) => text)).toEqual(['main', 'release/**']);
    expect(policy.sloFiles.map(({ text }) => text)).toEqual(['slo/**/*.{yaml,yml}']);
    expect(policy.novelty.perCycle).toBe(2);
  });

  it('knows where each of its values is written', () => {
    const at = (key: string) => policy.origins.get(key)?.line;
    expect(at('timezone')).toBe(2);
    expect(at('workflows.checkout-pricing.owner')).toBe(10);
    expect(at('workflows.checkout-pricing.paths.1')).toBe(9);
    expect(at('pilots.remind')).toBe(27);
    expect(at('floor.workflows.actions.owner')).toBe(49);
    expect(at('overrides.nothing')).toBeUndefined();
  });

  it('has a default for every key but the workflows', () => {
    const { origins, workflows, ...rest } = good(LEAST);
    expect(workflows).toMatchObject([
      {
        id: 'checkout',
        title: 'checkout',
        owner: [],
        backup: [],
        trigger: null,
        require: ['decision', 'guardrail', 'rollback'],
        accept: ['proposed', 'pilot', 'graduated'],
        maintenance: 'off',
        enforcement: 'block',
        slis: null,
      },
    ]);
    expect(origins.size).toBe(4);
    expect(rest).toEqual({
      file: FILE,
      timezone: 'UTC',
      branches: null,
      decisions: ['docs/decisions'],
      slis: [],
      sloFiles: [],
      pilots: {
        cycle: 14,
        horizon: 28,
        remind: 3,
        escalate: 7,
        extensions: 2,
        graduatedFor: 365,
        hold: false,
        labels: ['pilot-purgatory'],
        quietDays: ['sat', 'sun'],
      },
      overrides: { allow: null, expires: 24, self: false },
      exempt: { authors: [], labels: [] },
      scorecard: {
        template: 'systems-outcome',
        owners: new Map(),
        day: 1,
        weekly: false,
        rollUp: null,
        labels: ['belay-scorecard'],
      },
      novelty: { perCycle: 1, forbidden: [] },
    });
  });

  it.each([
    ['docs/decisions', ['docs/decisions']],
    ['/docs//decisions/', ['docs/decisions']],
    ['./adr/.', ['adr']],
    ['/', ['']],
    ['[a, b/]', ['a', 'b']],
  ])('takes %s for the folder of its log', (path, folders) => {
    expect(good(withMore(`decisions: { path: ${path} }`)).decisions).toEqual(folders);
  });

  it.each(['version: 1', 'version: "1"', 'scorecard: true'])('may say %s', (line) => {
    expect(good(withMore(line)).scorecard).not.toBeNull();
  });

  it('may flag a workflow and require nothing', () => {
    const text = 'workflows: { a: { paths: [x], require: [] } }';
    expect(good(text).workflows[0]?.require).toEqual([]);
  });

  it('may turn the scorecard off', () => {
    expect(good(withMore('scorecard: false')).scorecard).toBeNull();
  });

  it.each(['Problem framing', 'problem_framing', 'Problem-Framing'])(
    'may write the area %s in its own way',
    (area) => {
      const { scorecard } = good(withMore(`scorecard: { owners: { ${area}: "@octocat" } }`));
      expect(scorecard?.owners).toEqual(new Map([['problem-framing', ['@octocat']]]));
    },
  );

  it('stands where it names owners for an area of another template, which is told', () => {
    const text = withMore('scorecard: { owners: { shared-form: "@octocat" } }');
    const { policy, problems } = parsePolicy(FILE, text);
    expect(policy).not.toBeNull();
    expect(problems).toMatchObject([
      {
        level: 'warning',
        place: { line: 2, column: 24 },
        fault: { kind: 'idle-area', of: 'ensemble', template: 'systems-outcome' },
      },
    ]);
  });

  it('may have two workflows of one title', () => {
    const text = 'workflows: { a: { title: T, paths: [a] }, b: { title: T, paths: [b] } }';
    expect(good(text).workflows).toHaveLength(2);
  });

  it('stands with a warning', () => {
    const { policy, problems } = parsePolicy(FILE, `${LEAST}timezone: !zone UTC\n`);
    expect(policy?.timezone).toBe('UTC');
    expect(problems.map(({ level }) => level)).toEqual(['warning']);
  });
});

describe('a broken policy', () => {
  it('has all its problems told at once, in the order of the file', () => {
    const text = `version: 2
timzone: Europe/Berlin
timezone: Europe/Berln
branches: ["!main"]
decisions: { path: ../adr }
workflows:
  "check out": { path: [x] }
  checkout:
    paths: [ok, 3, "src/[a-z]"]
    owner: @octocat
    require: [decison]
    stopWhen: never
  empty:
slis:
  errors: { objective: 99.9 }
  __proto__: {}
pilots: { cycle: 14, horizon: 0d, graduated_for: 1y, extensions: 1.5, quiet-days: [saturday] }
overrides: { expires: 0h, self: }
scorecard: { day: 31, roll-up: governance }
floor: { policy: open, hold: "no" }
pilots: {}
`;
    expect(wrong(text)).toEqual([
      '1:10 bad-value version',
      '2:1 unknown-key timzone → timezone',
      '3:11 bad-value timezone',
      '4:11 bad-value branches',
      '5:20 outside-repository path',
      '7:3 bad-value workflows',
      '7:18 unknown-key path → paths',
      '9:17 wrong-type paths',
      '9:20 bad-glob',
      '10:12 unquoted-at',
      '11:15 bad-value require → decision',
      '12:5 unknown-key stopWhen → stop-when',
      '13:3 wrong-type empty',
      '15:24 wrong-type objective',
      '16:3 bad-value slis',
      '17:18 wrong-type cycle',
      '17:31 bad-value horizon',
      '17:35 unknown-key graduated_for → graduated-for',
      '17:66 bad-value extensions',
      '17:84 bad-value quiet-days',
      '18:23 bad-value expires',
      '18:27 wrong-type self',
      '19:19 bad-value day',
      '19:32 bad-value roll-up',
      '20:18 bad-value policy',
      '20:30 wrong-type hold',
      '21:1 duplicate-key pilots',
    ]);
  });

  it.each([
    ['', '1:1 empty'],
    ['# to do\n', '1:1 empty'],
    ['- workflows\n', '1:1 wrong-type the file'],
    ['workflows: {}\n', '1:12 bad-value workflows'],
    ['workflows:\n', '1:1 wrong-type workflows'],
    ['workflows: []\n', '1:12 wrong-type workflows'],
    ['version: 1\n', '1:1 missing-key workflows'],
    ['workflow: { a: { paths: [x] } }\n', '1:1 unknown-key workflow → workflows'],
    ['workflows: { a: {} }\n', '1:14 missing-key paths'],
    ['workflows: { a: { paths: [] } }\n', '1:26 bad-value paths'],
    ['workflows: { a: { paths: x } }\n', '1:26 wrong-type paths'],
    ['workflows: { a: { paths: ["!x"] } }\n', '1:26 bad-value paths'],
    ['workflows: { a.b: { paths: [x] } }\n', '1:14 bad-value workflows'],
    ['workflows: { __proto__: { paths: [x] } }\n', '1:14 bad-value workflows'],
    ['workflows: { a: { paths: [x], slis: [] } }\n', '1:37 bad-value slis'],
    ['workflows: { a: { paths: [x], accept: [killed] } }\n', '1:40 bad-value accept'],
    ['workflows: { a: { paths: [x], owner: 7 } }\n', '1:38 bad-value owner'],
    ['workflows: { a: { paths: [x], owner: [[x]] } }\n', '1:39 wrong-type owner'],
    ['workflows: { a: { paths: [x], title: " " } }\n', '1:38 bad-value title'],
  ])('%j: %s', (text, problem) => {
    expect(wrong(text)).toContain(problem);
  });

  it.each([
    ['decisions: docs/adr', 'wrong-type decisions'],
    ['decisions: { path: [] }', 'bad-value path'],
    ['decisions: { path: "docs/*" }', 'bad-value path'],
    ['decisions: { path: "docs\\\\adr" }', 'bad-value path'],
    ['scorecard: off', 'bad-value scorecard'],
    ['pilots: { remind: 1 }', 'bad-value remind'],
    [
      'scorecard: { owners: { problem-framin: "@octocat" } }',
      'unknown-key problem-framin → problem-framing',
    ],
    ['scorecard: { owners: { shared_forms: "@octocat" } }', 'shared_forms → shared-form'],
    ['scorecard: { owners: { __proto__: "@octocat" } }', 'unknown-key __proto__'],
    [
      'scorecard: { owners: { clear-aim: "@a", Clear aim: "@b" }, template: barbell }',
      'duplicate-key Clear aim',
    ],
    ['pilots: { labels: [] }', null],
    [`pilots: { labels: [${'x'.repeat(51)}] }`, 'bad-value labels'],
    ['novelty: { forbidden: [] }', null],
    ['novelty: { forbidden: ["!x"] }', 'bad-value forbidden'],
    ['overrides: { allow: [] }', null],
    ['timezone: "+01:00"', 'bad-value timezone'],
    ['version: 1.1', 'bad-value version'],
    ['constructor: x', 'unknown-key constructor'],
  ])('%s: %s', (line, problem) => {
    const text = withMore(line);
    if (problem === null) good(text);
    else expect(wrong(text).join()).toContain(problem);
  });

  it.each([
    ['workflows:\n  a: [\n', 'syntax'],
    ['workflows:\n  a:\n    paths:\n      - **/*.md\n', 'syntax'],
    [`workflows: ${'[ '.repeat(3000)}`, 'too-deep'],
    [`# ${'x'.repeat(70_000)}\n${LEAST}`, 'too-large'],
    ['workflows: \0', 'not-text'],
  ])('says only that, where the YAML cannot be read: %#', (text, kind) => {
    const { policy, problems } = parsePolicy(FILE, text);
    expect(policy).toBeNull();
    expect(problems.map(({ fault }) => fault.kind)).toEqual([kind]);
  });
});

/** The lines of the full policy, shuffled, doubled and cut: most of it is broken somehow. */
const spoiled = fc
  .array(fc.tuple(fc.constantFrom(...FULL.split('\n')), fc.integer({ min: 0, max: 12 })), {
    maxLength: 40,
  })
  .map((lines) => lines.map(([line, cut]) => line.slice(cut)).join('\n'));

describe('whatever is written', () => {
  it('there is a policy exactly when there is no error', () => {
    fc.assert(
      fc.property(spoiled, (text) => {
        const { policy, problems } = parsePolicy(FILE, text);
        expect(policy === null).toBe(problems.some(({ level }) => level === 'error'));
        for (const { place } of problems) expect(place.file).toBe(FILE);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['unknown keys', Array.from({ length: 6000 }, (_, n) => `k${n}: 1`).join('\n')],
    ['one long key', `${'stop-when'.repeat(7000)}: 1`],
    ['bad globs', `workflows: { a: { paths: [${'"[",'.repeat(15_000)}] } }`],
    ['wrong people', `workflows: { a: { paths: [x], owner: [${'1,'.repeat(30_000)}] } }`],
    ['empty workflows', `workflows: {${Array.from({ length: 6000 }, (_, n) => `w${n}: ,`)}}`],
  ])('much of the wrong is told in time: %s', (_, text) => {
    expect(parsePolicy(FILE, text).policy).toBeNull();
  });
});
