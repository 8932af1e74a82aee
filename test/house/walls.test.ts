import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, sources } from './tree.js';

/** A house of its own with the project's lint rules, in which every wall is tried once. */
interface Breach {
  readonly says: string;
  readonly file: string;
  readonly source: string;
  /** The lint rule that must object; `null`: nothing may. */
  readonly rule: string | null;
}

const IMPORTS = 'lint/style/noRestrictedImports';
const GLOBALS = 'lint/style/noRestrictedGlobals';

const importing = (from: string) => `import { x } from '${from}';\nexport const y = x;\n`;
const using = (expression: string) => `export const y = () => ${expression};\n`;

const ROOMS: readonly Breach[] = [
  ...['parse', 'read', 'render', 'write', 'flows', 'entry'].map((room) => ({
    says: `core may not reach into ${room}`,
    file: `src/core/reaches-${room}.ts`,
    source: importing(`../${room}/thing.js`),
    rule: IMPORTS,
  })),
  ...['read', 'render', 'write', 'flows', 'entry'].map((room) => ({
    says: `parse may not reach into ${room}`,
    file: `src/parse/reaches-${room}.ts`,
    source: importing(`../${room}/thing.js`),
    rule: IMPORTS,
  })),
  ...['parse', 'read', 'write', 'flows', 'entry'].map((room) => ({
    says: `render may not reach into ${room}`,
    file: `src/render/reaches-${room}.ts`,
    source: importing(`../${room}/thing.js`),
    rule: IMPORTS,
  })),
  ...['render', 'write', 'flows', 'entry'].map((room) => ({
    says: `read may not reach into ${room}`,
    file: `src/read/reaches-${room}.ts`,
    source: importing(`../${room}/thing.js`),
    rule: IMPORTS,
  })),
  ...['parse', 'read', 'render', 'flows', 'entry'].map((room) => ({
    says: `write may not reach into ${room}`,
    file: `src/write/reaches-${room}.ts`,
    source: importing(`../${room}/thing.js`),
    rule: IMPORTS,
  })),
  ...['parse', 'read', 'write', 'entry'].map((room) => ({
    says: `flows may not reach into ${room}`,
    file: `src/flows/reaches-${room}.ts`,
    source: importing(`../${room}/thing.js`),
    rule: IMPORTS,
  })),
];

/** A folder within a room has the walls of the room. */
const FOLDERS: readonly Breach[] = [
  ['core/rules', 'parse'],
  ['parse/decision', 'read'],
  ['read/github', 'render'],
  ['render/check', 'parse'],
].map(([folder = '', room = '']) => ({
  says: `${folder} may not reach into ${room}`,
  file: `src/${folder}/reaches-${room}.ts`,
  source: importing(`../../${room}/thing.js`),
  rule: IMPORTS,
}));

const PACKAGES: readonly Breach[] = [
  ['core', 'node:fs'],
  ['core', 'zod'],
  ['core', '@octokit/rest'],
  ['parse', 'node:fs'],
  ['parse', '@octokit/rest'],
  ['render', 'node:fs'],
  ['render', 'yaml'],
  ['read', 'zod'],
  ['write', 'node:fs'],
  ['flows', '@octokit/rest'],
  ['flows', 'probot'],
].map(([room, name], at) => ({
  says: `${room} does not use ${name}`,
  file: `src/${room}/package-${at}.ts`,
  source: importing(name ?? ''),
  rule: IMPORTS,
}));

const SURROUNDINGS: readonly Breach[] = ['core', 'parse', 'render', 'flows'].flatMap((room) =>
  ['new Date()', 'process.env', "fetch('x')", "Buffer.from('x')", 'console', 'setTimeout'].map(
    (expression, at) => ({
      says: `${room} knows no ${expression}`,
      file: `src/${room}/surroundings-${at}.ts`,
      source: using(expression),
      rule: GLOBALS,
    }),
  ),
);

const STEPS = Array.from({ length: 41 }, (_, at) => `  list.push(${at});`).join('\n');
const LOOPS =
  'for (const a of list) if (a > 0) for (const b of list) if (b > a) while (b < c) c--;';

const SHAPES: readonly Breach[] = [
  {
    says: 'a function has 40 lines at most',
    file: 'src/entry/long.ts',
    source: `export function long(list: number[]): void {\n${STEPS}\n}\n`,
    rule: 'lint/complexity/noExcessiveLinesPerFunction',
  },
  {
    says: 'a function is no maze',
    file: 'src/entry/maze.ts',
    source: `export function maze(list: number[], c: number): number {\n  ${LOOPS}\n  return c;\n}\n`,
    rule: 'lint/complexity/noExcessiveCognitiveComplexity',
  },
  {
    says: 'exports have names',
    file: 'src/entry/nameless.ts',
    source: 'export default 1;\n',
    rule: 'lint/style/noDefaultExport',
  },
  {
    says: 'nothing is any',
    file: 'src/entry/anything.ts',
    source: 'export const y = (x: any) => x;\n',
    rule: 'lint/suspicious/noExplicitAny',
  },
  {
    says: 'file names are kebab-case',
    file: 'src/entry/CamelCase.ts',
    source: 'export const y = 1;\n',
    rule: 'lint/style/useFilenamingConvention',
  },
  ...(['one', 'two'] as const).map((name) => ({
    says: `modules do not go round in circles (${name})`,
    file: `src/entry/circle-${name}.ts`,
    source: `import { ${name === 'one' ? 'two' : 'one'} } from './circle-${name === 'one' ? 'two' : 'one'}.js';\nexport const ${name} = (): unknown => ${name === 'one' ? 'two' : 'one'};\n`,
    rule: 'lint/suspicious/noImportCycles',
  })),
];

const CLEAN: readonly Breach[] = [
  ['core', '../core/day.js'],
  ['core', 'temporal-polyfill'],
  ['parse', '../core/day.js'],
  ['parse', 'yaml'],
  ['render', '../core/day.js'],
  ['read', '../parse/yaml.js'],
  ['parse/decision', '../../core/day.js'],
  ['read', 'node:child_process'],
  ['write', '@octokit/rest'],
  ['flows', '../render/check.js'],
  ['entry', '../flows/gate.js'],
  ['entry', 'probot'],
].map(([room, name], at) => ({
  says: `${room} may use ${name}`,
  file: `src/${room}/clean-${at}.ts`,
  source: importing(name ?? ''),
  rule: null,
}));

const ALL = [...ROOMS, ...FOLDERS, ...PACKAGES, ...SURROUNDINGS, ...SHAPES, ...CLEAN];

describe('the walls between the rooms', () => {
  let house: string;
  let objections: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    house = mkdtempSync(join(tmpdir(), 'house-'));
    for (const file of ['biome.json', '.gitignore']) cpSync(join(ROOT, file), join(house, file));
    for (const { file, source } of ALL) {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), source);
    }
    objections = await lint(house);
  });
  afterAll(() => rmSync(house, { recursive: true, force: true }));

  it.each(ALL)('$says', ({ file, rule }) => {
    expect(objections.get(file) ?? []).toEqual(rule === null ? [] : [rule]);
  });

  it('leave no way around the clock and the environment', () => {
    const pure = sources().filter(({ path }) => /^src\/(core|parse|render|flows)\//.test(path));
    const around = pure.filter(({ text }) =>
      /\bglobalThis\b|\bTemporal\.Now\b|\beval\(|\bimport\(/.test(text),
    );
    expect(around.map(({ path }) => path)).toEqual([]);
  });
});

/** The lint rules that object to each file. Biome exits with an error when there are any. */
async function lint(house: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', 'src'];
  const report = await new Promise<string>((resolve) => {
    execFile(biome, args, { cwd: house, maxBuffer: 10_000_000 }, (_, stdout) => resolve(stdout));
  });
  const found = new Map<string, string[]>();
  for (const { category, location } of parsed(report).diagnostics) {
    const rules = found.get(location.path) ?? [];
    found.set(location.path, rules.includes(category) ? rules : [...rules, category]);
  }
  return found;
}

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly location: { readonly path: string };
  }[];
}

function parsed(report: string): Report {
  return JSON.parse(report.slice(report.indexOf('{'))) as Report;
}
