import { describe, expect, it } from 'vitest';
import type { MeasureId } from '../../../src/core/scorecard/measures/measure.js';
import type { RememberedMove } from '../../../src/core/scorecard/month/month.js';
import { anEntry, aRollback } from '../../builders/entry.js';
import { aHumanScore, aMemory, aRememberedArea } from '../../builders/month.js';

import { read, rowOf } from './reading.js';

const NET = 'constraint-aware-design';
const EXERCISED = anEntry({ rollback: aRollback({ tested: '2026-11-09' }) });

/** October, in which one area scored so. */
function october(area: Parameters<typeof aRememberedArea>[0], month = '2026-10') {
  return { earlier: [aMemory({ month, areas: [aRememberedArea(area)] })] };
}

function promised(move: RememberedMove) {
  return october({ id: NET, move });
}

const UNEXERCISED = {
  readings: [{ measure: 'rollbacks-exercised', value: 0, of: 2 }],
  measured: 2,
  score: 2,
  id: NET,
} as const;

describe('what became better or worse', () => {
  it('is told with what moved it, before and now', () => {
    expect(read({ entries: [EXERCISED], ...october(UNEXERCISED) })).toMatch(
      /^Better: Constraint-aware design 2 → 5 \(rollbacks exercised in 90 days 0 of 2 → 1 of 1\)\. Worse: none\./,
    );
  });

  it('has no cause where a score by hand stands between, nor was it measured', () => {
    const body = read({ entries: [EXERCISED], ...october({ ...UNEXERCISED, human: true }) });
    expect(body).toMatch(/^Better: Constraint-aware design 2 \(by hand\) → 5\. Worse: none\./);
    expect(body).toContain('what caused it?** No area rose by its measures.');
  });

  it('names who scored it by hand, and why', () => {
    const human = [aHumanScore({ area: NET, score: 4, because: 'it was tried in October' })];
    const body = read({ human, ...october(UNEXERCISED) });
    expect(body).toContain('2 → 4 (by hand, @octocat: *it was tried in October*)');
    expect(rowOf(body, 'Constraint-aware design')[1]).toBe('4 ▲ 2 (by hand)');
  });

  it('is said to be nothing where nothing moved', () => {
    const same = october({ id: NET, score: 5, measured: 5 });
    expect(read({ entries: [EXERCISED], ...same })).toMatch(
      /^No area rose or fell\. Same: Constraint-aware design\. Measured for the first time: 4 areas\.\n/,
    );
  });

  it('is no drop where there was nothing to measure', () => {
    const idle = { entries: [], changes: [] };
    expect(read({ ...idle, ...october({ id: NET, score: 5, measured: 5 }) })).toContain(
      'Nothing to measure in Constraint-aware design, which is no drop.',
    );
  });

  it('says which month it is compared with, where it is not the last one', () => {
    const body = read(october(UNEXERCISED, '2026-08'));
    expect(body).toContain('Compared with August, the last one before.');
    expect(body).toContain('| area | score, since Aug |');
    expect(body).toContain('No scorecard stands for September and October.');
  });
});

describe('what was promised', () => {
  const lack = (measure: MeasureId, subject: string) =>
    ({ kind: 'lack', measure, subject }) as const;

  it.each([
    [
      lack('rollbacks-exercised', 'entry:dl-42'),
      {},
      '**missed**: exercise the rollback of [DL-0042]',
    ],
    [
      lack('rollbacks-exercised', 'entry:dl-42'),
      { entries: [EXERCISED] },
      'done: exercise the rollback of [DL-0042]',
    ],
    [lack('rollbacks-exercised', 'entry:dl-9'), {}, 'moot, dl-9 is gone: exercise its rollback'],
    [
      lack('operator-cards', 'workflow:search'),
      {},
      'moot, search is no longer flagged: complete its operator card',
    ],
    [
      { kind: 'next', measure: 'changes-cleared', subject: 'workflow:checkout-pricing' },
      { changes: [] },
      'not yet: merge changes of Checkout pricing when they are clear',
    ],
    [
      { kind: 'next', measure: 'evidence-one-click', subject: 'entry:dl-42' },
      {},
      'not yet: link evidence in the next review of [DL-0042]',
    ],
    [{ kind: 'words', text: 'ask five users.' }, {}, 'only people can tell: *ask five users.*'],
    [
      { kind: 'measurable', measure: 'evidence-one-click' },
      {},
      '**missed**: review a pilot at its checkpoint and record the verdict',
    ],
  ] as const)('is told again as the move it was: %o', (move, changes, said) => {
    expect(read({ ...changes, ...promised(move) })).toContain(
      `- Constraint-aware design: ${said}\n`,
    );
  });

  it('is counted without zeros, and not at all where nothing was promised', () => {
    const moves = [lack('rollbacks-exercised', 'entry:dl-42'), lack('ownership', 'entry:dl-42')];
    const areas = moves.map((move, at) =>
      aRememberedArea({ id: [NET, 'operating-model-design'][at] ?? '', move }),
    );
    expect(read({ earlier: [aMemory({ areas })] })).toContain('Promised: 1 done, 1 missed.\n');
    expect(read(october({}))).not.toContain('Promised');
  });
});

describe('the trend', () => {
  const area = (id: string) => aRememberedArea({ id });
  const two = ['problem-framing', NET].map(area);

  it('is drawn of three areas at least, and says of which', () => {
    const body = read({ earlier: [aMemory({ areas: [...two, area('operating-model-design')] })] });
    expect(body).toContain('x-axis ["Oct", "Nov"]');
    expect(body).toContain(
      'Mean of the 3 areas measured every month; not of Cross-functional communication and Evidence-driven iteration.',
    );
    expect(body).toContain('| mean of 3 | 3 | ');
  });

  it('is a table alone, where fewer were measured every month', () => {
    const body = read({ earlier: [aMemory({ areas: two })] });
    expect(body).toContain('| area | Oct | Nov |');
    expect(body).not.toContain('mermaid');
    expect(body).not.toContain('| mean');
  });
});
