import { expect, it } from 'vitest';
import { pilotsOf } from '../../src/core/pilot.js';
import { sweepCommands } from '../../src/render/github-commands.js';
import type { SweptRepository } from '../../src/render/sweep.js';
import { anEntry } from '../builders/entry.js';
import { aPolicy } from '../builders/policy.js';

const POLICY = aPolicy();
const ENTRIES = [
  anEntry({ checkpoint: { date: '2026-11-17', continueIf: 'p95 -25 %' } }),
  anEntry({ id: 'DL-0043', path: 'docs/decisions/0043.md', title: '::error::caught\n::error::me' }),
];

function swept(today: string): SweptRepository {
  return {
    kind: 'swept',
    log: {
      repository: { owner: 'acme', name: 'shop', url: null, defaultBranch: 'main' },
      policy: POLICY,
      policyProblems: [],
      pilots: pilotsOf(ENTRIES, POLICY, today),
    },
    done: [],
    waiting: 0,
    told: null,
    trouble: null,
  };
}

const DOWN: SweptRepository = {
  kind: 'trouble',
  repository: { owner: 'acme', name: 'books' },
  trouble: { kind: 'github', status: 502, request: null },
};

it('warns of the pilots past their checkpoint, at their files, and of nothing else', () => {
  expect(sweepCommands([swept('2026-11-16')])).toEqual([]);
  const commands = sweepCommands([swept('2027-01-31')]);
  expect(commands).toHaveLength(2);
  expect(commands[0]).toMatch(/^::warning file=\S+,title=Pilot past its checkpoint::DL-0042 /);
});

it('is no way for an entry to give commands of its own', () => {
  for (const command of sweepCommands([swept('2027-01-31')])) expect(command).not.toContain('\n');
});

it('names no file of many repositories, and calls trouble an error', () => {
  const commands = sweepCommands([swept('2027-01-31'), DOWN]);
  expect(commands.filter((command) => command.includes('file='))).toEqual([]);
  expect(commands[0]).toMatch(/^::error title=Belay::.*502/);
});
