import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { blocksOf, codesIn, tableOf } from './pages.js';
import { read } from './tree.js';

const README = 'README.md';
const INSTALL = 'docs/install.md';

describe('the App, as the pages describe it', () => {
  const app = parse(read('app.yml').text) as Manifest;

  it('asks for the permissions of its manifest and no others', () => {
    const told = tableOf(README, ['permission', 'why']).map(([permission = '']) => {
      const [name = '', level = ''] = permission.split(': ');
      return [name.replaceAll(' ', '_'), level];
    });
    expect(Object.fromEntries(told)).toEqual(app.default_permissions);
  });

  it('listens to its environment, each variable told', () => {
    const named = read('src/entry/config.ts').text.matchAll(/'([A-Z][A-Z]*_[A-Z_]+|PORT|HOST)'/g);
    const used = new Set([...named].map(([, name]) => name));
    const told = tableOf(INSTALL, ['variable', 'meaning', 'default']).flatMap(([names = '']) =>
      codesIn(names),
    );
    expect([...told].sort()).toEqual([...used].sort());
  });

  it('answers at the paths that are told', () => {
    const server = read('src/entry/server.ts').text;
    const told = tableOf(INSTALL, ['path', 'answers']).flatMap(([path = '']) => codesIn(path));
    for (const path of told) expect(server).toContain(`'${path.split(' ')[1]}'`);
    expect(told.length).toBeGreaterThan(3);
  });
});

describe('the Action, as the pages describe it', () => {
  const action = parse(read('action.yml').text) as Action;

  it('takes the inputs that are told, with these defaults', () => {
    const told = tableOf(INSTALL, ['input', 'meaning', 'default']);
    expect(told.map(([input = '']) => codesIn(input)[0]).sort()).toEqual(
      Object.keys(action.inputs).sort(),
    );
    for (const [input = '', , preset = ''] of told)
      expect([input, codesIn(preset)[0] ?? '']).toEqual([
        input,
        String(action.inputs[codesIn(input)[0] ?? '']?.default ?? ''),
      ]);
  });

  it('gives the outputs that are told', () => {
    const told = tableOf(INSTALL, ['output', 'meaning']).map(([output = '']) => codesIn(output)[0]);
    expect(told.sort()).toEqual(Object.keys(action.outputs).sort());
  });

  it('is shown in a workflow that can only read, and checks nothing out', () => {
    const shown = blocksOf(README).find(({ info }) => info === 'yaml workflow');
    const workflow = parse(shown?.text ?? '') as Workflow;
    expect(Object.values(workflow.permissions)).toEqual(['read', 'read']);
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps.map(({ uses }) => uses));
    expect(steps).toEqual([expect.stringMatching(/^OWNER\/belay@v\d+$/)]);
  });
});

describe('the scripts, as the pages describe them', () => {
  it('are those of package.json', () => {
    const { scripts } = JSON.parse(read('package.json').text) as { scripts: object };
    const told = tableOf('CONTRIBUTING.md', ['script', 'does']).map(([script = '']) =>
      (codesIn(script)[0] ?? '').replace(/^npm (?:run )?/, ''),
    );
    expect(told.sort()).toEqual(Object.keys(scripts).sort());
  });
});

interface Manifest {
  readonly default_permissions: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly outputs: object;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { uses: string }[] }>>;
}
