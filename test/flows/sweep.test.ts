import { describe, expect, it } from 'vitest';
import type { IssueWrite } from '../../src/core/pilot/pilot-issue.js';
import type { RepositoryLog } from '../../src/core/pilot/repository-log.js';
import type { Written } from '../../src/core/pilot/sweep.js';
import { type SweepPorts, type SweepReport, sweep } from '../../src/flows/sweep.js';
import { paper } from '../../src/write/paper.js';
import { anEntry } from '../builders/entry.js';
import { aKnownIssue, aPilot, aWantedIssue } from '../builders/pilot.js';
import { aPolicy } from '../builders/policy.js';

const TODAY = '2026-11-18';

/** A repository with so many pilots past their checkpoint, none of which has an issue. */
function aLog(name: string, pilots = 1, changes: Partial<RepositoryLog> = {}): RepositoryLog {
  const entries = Array.from({ length: pilots }, (_, at) =>
    anEntry({ id: `DL-${at + 1}`, path: `docs/decisions/${at + 1}.md` }),
  );
  const url = `https://github.com/acme/${name}`;
  return {
    repository: { owner: 'acme', name, url, defaultBranch: 'main' },
    policy: aPolicy(),
    policyProblems: [],
    today: TODAY,
    entries,
    pilots: entries.map((entry) => aPilot(TODAY, entry)),
    known: [],
    labels: [],
    shut: null,
    ...changes,
  };
}

/** Ports at which everything succeeds; what is written is kept. */
function portsFor(
  groups: readonly (readonly RepositoryLog[])[],
  changes: Partial<SweepPorts> = {},
) {
  const sink = paper<IssueWrite>();
  const asked: string[] = [];
  const ports: SweepPorts = {
    logs: (async function* () {
      for (const group of groups) yield group.map((log) => ({ kind: 'log' as const, log }));
    })(),
    assignable: async (candidates) => {
      asked.push(...candidates.flatMap(({ logins }) => logins));
      return candidates.map(() => ({ kind: 'good', value: new Set(['octocat']) }));
    },
    issues: async (logs) => logs.map(({ known }) => ({ kind: 'good', value: known })),
    write: (write) => sink.write(write),
    docs: null,
    ...changes,
  };
  return { ports, writes: sink.writes, asked };
}

const opens = (writes: readonly IssueWrite[]) =>
  writes.filter(({ kind }) => kind === 'open').length;
const waiting = (report: SweepReport) =>
  report.map((one) => (one.kind === 'swept' ? one.waiting : null));

describe('new issues', () => {
  it('are at most five in a repository', async () => {
    const { ports, writes, asked } = portsFor([[aLog('shop', 7)]]);
    expect(waiting(await sweep(ports))).toEqual([2]);
    expect(opens(writes)).toBe(5);
    expect(asked).toHaveLength(10);
  });

  it('are at most forty in a run, over all groups', async () => {
    const many = (from: number) => [1, 2, 3, 4, 5].map((at) => aLog(`r${from + at}`, 5));
    const { ports, writes } = portsFor([many(0), many(5)]);
    expect(waiting(await sweep(ports))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 5, 5]);
    expect(opens(writes)).toBe(40);
  });

  it('are not opened where nobody knows who can be assigned', async () => {
    const trouble = { kind: 'network', detail: 'no' } as const;
    const { ports, writes } = portsFor([[aLog('shop'), aLog('till')]], {
      assignable: async () => [
        { kind: 'trouble', trouble },
        { kind: 'good', value: new Set(['octocat']) },
      ],
    });
    expect(await sweep(ports)).toMatchObject([{ trouble }, { trouble: null }]);
    expect(opens(writes)).toBe(1);
  });

  it('of another run that was faster make way', async () => {
    const [older, newer] = [31, 32].map((number) =>
      aKnownIssue(aWantedIssue({ key: { id: 'DL-1', path: 'docs/decisions/1.md' } }), { number }),
    );
    const { ports, writes } = portsFor([[aLog('shop')]], {
      issues: async () => [{ kind: 'good', value: [older, newer].flatMap((one) => one ?? []) }],
    });
    await sweep(ports);
    expect(writes.slice(1)).toEqual([
      { kind: 'close', number: 32, reason: 'duplicate', duplicateOf: 31 },
    ]);
  });
});

describe('trouble', () => {
  const refusing = (trouble: Extract<Written, { kind: 'trouble' }>['trouble'], name: string) => {
    const tried: string[] = [];
    const write: SweepPorts['write'] = async (_, { repository }) => {
      tried.push(repository.name);
      if (repository.name !== name) return { kind: 'done', number: 1 };
      return { kind: 'trouble', trouble };
    };
    return { tried, write };
  };

  it('of one repository stops only itself', async () => {
    const { tried, write } = refusing({ kind: 'github', status: 500, request: null }, 'shop');
    const { ports } = portsFor([[aLog('shop', 3), aLog('till')]], { write });
    const report = await sweep(ports);
    expect(tried).toEqual(['shop', 'till']);
    expect(report).toMatchObject([{ done: [], trouble: { status: 500 } }, { done: [{}] }]);
  });

  it('of asking too much stops all writing, and is told of each', async () => {
    const { tried, write } = refusing({ kind: 'rate-limit', wait: 60, request: null }, 'shop');
    const { ports } = portsFor([[aLog('shop'), aLog('till')], [aLog('desk')]], { write });
    const report = await sweep(ports);
    expect(tried).toEqual(['shop']);
    expect(report).toHaveLength(3);
    for (const one of report) expect(one).toMatchObject({ trouble: { kind: 'rate-limit' } });
  });
});

describe('nothing is written', () => {
  it('on a quiet day', async () => {
    const { ports, writes, asked } = portsFor([[aLog('shop', 1, { today: '2026-11-21' })]]);
    expect(waiting(await sweep(ports))).toEqual([0]);
    expect([writes, asked]).toEqual([[], []]);
  });

  it('where issues are shut, which is told', async () => {
    const { ports, writes } = portsFor([[aLog('shop', 1, { shut: 'archived' })]]);
    expect(await sweep(ports)).toMatchObject([{ told: 'archived', trouble: null }]);
    expect(writes).toEqual([]);
  });
});
