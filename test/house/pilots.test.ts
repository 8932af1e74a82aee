import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addDays, type Day } from '../../src/core/day.js';
import { MOST_NEW_IN_REPOSITORY, MOST_NEW_IN_RUN } from '../../src/core/pilot/sweep.js';
import { type PilotState, pilotState } from '../../src/core/pilot.js';
import { readCommand } from '../../src/parse/command.js';
import { SMELL_NAMES } from '../../src/render/pilot/smells.js';
import { PILOT_RULES } from '../builders/policy.js';
import { blocksOf, codesIn, tableOf } from './pages.js';
import { read } from './tree.js';

const PAGE = 'docs/pilots.md';

describe('what the page says of pilots', () => {
  it('has the states on the days that are told', () => {
    const head = 'when, for the checkpoint `2026-11-17` with `remind: 3d` and `escalate: 7d`';
    const rows = tableOf(PAGE, ['state', head, 'what there is']);
    const rules = { ...PILOT_RULES, remind: 3, escalate: 7 };
    const stateOn = (day: Day) => pilotState('2026-11-17', rules, day);
    for (const [state = '', days = ''] of rows) {
      const named = codesIn(days);
      expect(named.map(stateOn)).toEqual(named.map(() => state.replace(' ', '-') as PilotState));
    }
    const [, due = ''] = rows[1] ?? [];
    expect(stateOn(addDays(codesIn(due)[0] ?? '', -1))).toBe('on-time');
    expect(rows).toHaveLength(4);
  });

  it('names the smells as the issue does', () => {
    const rows = tableOf(PAGE, ['smell', 'there when']);
    expect(rows.map(([smell]) => smell)).toEqual(Object.values(SMELL_NAMES));
  });

  it('shows commands that are understood', () => {
    const rows = tableOf(PAGE, ['command', 'where', 'who']);
    for (const [command = ''] of rows)
      expect(readCommand(codesIn(command)[0] ?? '')).toMatchObject({ fault: null });
    expect(rows).toHaveLength(8);
  });

  it('tells how many issues are opened at most', () => {
    expect(read(PAGE).text).toContain(
      `At most ${MOST_NEW_IN_REPOSITORY} new issues a repository and run, and ${MOST_NEW_IN_RUN} a run`,
    );
  });
});

describe('the manifest for verdict pull requests', () => {
  const least = parse(read('app.yml').text) as Manifest;
  const full = parse(read('docs/app-full.yml').text) as Manifest;

  it('is the least one with leave to write contents and pull requests', () => {
    expect(full).toEqual({
      ...least,
      default_permissions: {
        ...least.default_permissions,
        contents: 'write',
        pull_requests: 'write',
      },
    });
  });

  it('subscribes to what is answered', () => {
    const used = [...read('src/entry/events.ts').text.matchAll(/^ {2}\['(\w+)', read/gm)];
    // GitHub sends every App what happens to its own installations.
    const own = ['installation', 'installation_repositories'];
    const events = used.map(([, event = '']) => event).filter((event) => !own.includes(event));
    expect(least.default_events.toSorted()).toEqual(events.toSorted());
  });
});

describe('the workflow for pilots', () => {
  const shown = blocksOf('docs/install.md').find(({ info }) => info === 'yaml workflow');
  const workflow = parse(shown?.text ?? '') as Workflow;

  it('runs at what the Action answers, and may write what it has to', () => {
    const inputs = read('src/entry/action/inputs.ts').text;
    for (const event of Object.keys(workflow.on)) expect(inputs).toContain(`['${event}', `);
    expect(workflow.permissions).toEqual({
      contents: 'write',
      issues: 'write',
      'pull-requests': 'write',
    });
  });
});

interface Manifest {
  readonly default_permissions: Readonly<Record<string, string>>;
  readonly default_events: readonly string[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
}
