import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/core/decision.js';
import type { Amendment } from '../../src/core/pilot/amendment.js';
import { amendEntry } from '../../src/parse/amend.js';
import { parseEntry } from '../../src/parse/decision.js';
import { ENTRY_PATH } from '../builders/entry.js';
import { entryText, entryYaml } from '../builders/entry-text.js';

const YAML_PATH = 'docs/decisions/0042-read-through-cache.yml';

const KILL: Amendment = {
  status: 'killed',
  review: {
    date: '2026-11-18',
    verdict: 'kill',
    because: 'p95 did not move',
    by: '@octocat',
    checkpoint: null,
  },
};

const CONTINUE: Amendment = {
  status: null,
  review: { ...KILL.review, verdict: 'continue', checkpoint: '2026-12-01' },
};

function amended(text: string, amendment = KILL, path = ENTRY_PATH): string {
  const result = amendEntry(path, text, amendment);
  if (result === null) throw new Error(`was not amended: ${text}`);
  return result;
}

function decisionOf(text: string, path = ENTRY_PATH): Decision {
  const decision = parseEntry(path, text)?.decision;
  if (decision == null) throw new Error(`is no entry: ${text}`);
  return decision;
}

/** What the amended lines are between front matter fences, on top of `status` and `id`. */
function inFront(...lines: readonly string[]): string {
  return ['---', 'id: DL-0042', ...lines, '---', '', 'Text.', ''].join('\n');
}

const NEW = [
  '  - date: 2026-11-18',
  '    verdict: kill',
  '    because: "p95 did not move"',
  '    by: "@octocat"',
];
const FLOW = '{ date: 2026-11-18, verdict: kill, because: "p95 did not move", by: "@octocat" }';

describe('an amended entry', () => {
  it('has the status and the review, and else every line it had', () => {
    const text = entryText();
    const lines = amended(text).split('\n');
    expect(decisionOf(lines.join('\n'))).toMatchObject({
      status: 'killed',
      reviews: [
        { date: '2026-11-18', verdict: 'kill', because: 'p95 did not move', by: ['@octocat'] },
      ],
    });
    const kept = lines.filter((line) => !['reviews:', ...NEW].includes(line));
    expect(kept.join('\n')).toBe(text.replace('status: pilot', 'status: killed'));
  });

  it('keeps its status where the pilot goes on, and sets the checkpoint', () => {
    const text = amended(entryText(), CONTINUE);
    expect(text).toContain('status: pilot\n');
    expect(text).toContain('    checkpoint: 2026-12-01\n');
    expect(decisionOf(text).reviews[0]).toMatchObject({ checkpoint: '2026-12-01' });
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['without reviews', ['status: pilot'], ['status: killed', 'reviews:', ...NEW]],
    [
      'with comments around',
      ['# first', 'status: pilot # since November', '', 'owner: "@octocat"', '# last'],
      [
        '# first',
        'status: killed # since November',
        '',
        'owner: "@octocat"',
        'reviews:',
        ...NEW,
        '# last',
      ],
    ],
    ['with empty reviews', ['status: pilot', 'reviews:'], ['status: killed', 'reviews:', ...NEW]],
    [
      'with empty reviews and a comment',
      ['reviews: # none yet', 'status: pilot'],
      ['reviews: # none yet', ...NEW, 'status: killed'],
    ],
    [
      'with an empty list',
      ['status: pilot', 'reviews: []', 'owner: "@octocat"'],
      ['status: killed', 'reviews:', ...NEW, 'owner: "@octocat"'],
    ],
    [
      'with an empty list and a comment',
      ['status: pilot', 'reviews: []  # none yet'],
      ['status: killed', 'reviews:  # none yet', ...NEW],
    ],
    [
      'with a comment in an empty list',
      ['status: pilot', 'reviews: [ # none yet', ']'],
      ['status: killed', `reviews: [${FLOW} # none yet`, ']'],
    ],
    [
      'with null',
      ['status: pilot', 'reviews: ~ # no'],
      ['status: killed', 'reviews: # no', ...NEW],
    ],
    [
      'with a block list',
      [
        'status: pilot',
        'reviews:',
        '  # the first',
        '  - date: 2026-11-10 # Tuesday',
        '    verdict: continue',
        '    because: |',
        '      It looks',
        '      good.',
        '',
        '# after',
        'owner: "@octocat"',
      ],
      [
        'status: killed',
        'reviews:',
        '  # the first',
        '  - date: 2026-11-10 # Tuesday',
        '    verdict: continue',
        '    because: |',
        '      It looks',
        '      good.',
        ...NEW,
        '',
        '# after',
        'owner: "@octocat"',
      ],
    ],
    [
      'with a list that is not indented',
      ['status: pilot', 'reviews:', '- date: 2026-11-10', '  verdict: continue'],
      [
        'status: killed',
        'reviews:',
        '- date: 2026-11-10',
        '  verdict: continue',
        ...NEW.map((line) => line.slice(2)),
      ],
    ],
    [
      'with a list of maps on one line',
      ['reviews:', "  - { date: 2026-11-10, verdict: 'continue' } # well", 'status: pilot'],
      [
        'reviews:',
        "  - { date: 2026-11-10, verdict: 'continue' } # well",
        `  - ${FLOW}`,
        'status: killed',
      ],
    ],
    [
      'with a list on one line',
      ['status: pilot', 'reviews: [{ date: 2026-11-10, verdict: continue }] # one'],
      ['status: killed', `reviews: [{ date: 2026-11-10, verdict: continue }, ${FLOW}] # one`],
    ],
    [
      'with a list in brackets over several lines',
      ['status: pilot', 'reviews: [', '  { date: 2026-11-10, verdict: continue }, # one', ']'],
      [
        'status: killed',
        'reviews: [',
        `  { date: 2026-11-10, verdict: continue }, ${FLOW}, # one`,
        ']',
      ],
    ],
    [
      'with other spellings',
      ['Status:  "✅ Pilot (since 2026)"', 'Review: []'],
      ['Status:  killed', 'Review:', ...NEW],
    ],
    [
      'without a status',
      ['owner: "@octocat"'],
      ['owner: "@octocat"', 'status: killed', 'reviews:', ...NEW],
    ],
    [
      'with an empty status',
      ['status: # ?', 'x: 1'],
      ['status: killed # ?', 'x: 1', 'reviews:', ...NEW],
    ],
    [
      'with a status in a block',
      ['status: >', '  pilot', 'x: 1'],
      ['status: killed', 'x: 1', 'reviews:', ...NEW],
    ],
    [
      'whose last field is a block of text',
      ['status: pilot', 'note: |+', '  It goes on', '', ''],
      ['status: killed', 'note: |+', '  It goes on', '', '', 'reviews:', ...NEW],
    ],
    [
      'with reviews that are not in order',
      [
        'status: pilot',
        'reviews:',
        '  - { date: 2026-11-12, verdict: continue }',
        '  - { date: 2026-11-10, verdict: change }',
      ],
      [
        'status: killed',
        'reviews:',
        '  - { date: 2026-11-12, verdict: continue }',
        '  - { date: 2026-11-10, verdict: change }',
        `  - ${FLOW}`,
      ],
    ],
  ])('keeps its layout: %s', (_, before, after) => {
    expect(amended(inFront(...before))).toBe(inFront(...after));
  });

  it('keeps the layout of a whole map in braces', () => {
    const whole = `{ id: DL-0042, status: killed, reviews: [${FLOW}] } # all\n`;
    for (const reviews of ['', ', reviews: []', ', reviews:'])
      expect(amended(`{ id: DL-0042, status: pilot${reviews} } # all\n`, KILL, YAML_PATH)).toBe(
        whole,
      );
    expect(amended('---\n{\n  id: DL-0042,\n  status: pilot,\n}\n---\n')).toBe(
      `---\n{\n  id: DL-0042,\n  status: killed, reviews: [${FLOW}],\n}\n---\n`,
    );
  });

  it('keeps an indented map indented', () => {
    expect(amended('---\n  id: DL-0042\n  status: pilot\n---\n')).toBe(
      [
        '---',
        '  id: DL-0042',
        '  status: killed',
        '  reviews:',
        ...NEW.map((line) => `  ${line}`),
        '---',
        '',
      ].join('\n'),
    );
  });

  it('keeps what YAML files have besides', () => {
    const text = '%YAML 1.2\n---\nid: DL-0042\nstatus: pilot\n...\n# the end\n';
    expect(amended(text, KILL, YAML_PATH)).toBe(
      `%YAML 1.2\n---\nid: DL-0042\nstatus: killed\nreviews:\n${NEW.join('\n')}\n...\n# the end\n`,
    );
    expect(amended('id: DL-0042\nstatus: pilot', KILL, YAML_PATH)).toBe(
      `id: DL-0042\nstatus: killed\nreviews:\n${NEW.join('\n')}`,
    );
  });

  it('keeps line ends, the byte order mark and what follows', () => {
    const text = `\ufeff${entryText({}, 'Text with\n\n---\nstatus: pilot\n')}`.replaceAll(
      '\n',
      '\r\n',
    );
    const result = amended(text);
    expect(result.startsWith('\ufeff---\r\n')).toBe(true);
    expect(result.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(result.endsWith('---\r\nText with\r\n\r\n---\r\nstatus: pilot\r\n')).toBe(true);
    expect(decisionOf(result).status).toBe('killed');
    const yaml = `\ufeff${entryYaml()}`.replaceAll('\n', '\r\n');
    expect(amended(yaml, KILL, YAML_PATH).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('keeps anchors that other values repeat', () => {
    expect(amended(inFront('status: &s pilot', 'note: *s'), CONTINUE)).toContain(
      'status: &s pilot',
    );
  });
});

describe('a plain record', () => {
  const plain = '# 42. A cache\n\nDate: 2026-11-03\n\n## Status\n\nTrial\n\n## Context\n\nSlow.\n';

  it('is given front matter, and keeps its text', () => {
    const result = amended(plain);
    expect(result).toBe(`---\nstatus: killed\nreviews:\n${NEW.join('\n')}\n---\n\n${plain}`);
    expect(decisionOf(result)).toMatchObject({
      title: 'A cache',
      date: '2026-11-03',
      status: 'killed',
    });
  });

  it('keeps its status in its text where the pilot goes on', () => {
    const result = amended(plain, CONTINUE);
    expect(result).toMatch(/^---\nreviews:\n/);
    expect(decisionOf(result).status).toBe('pilot');
  });

  it('keeps its line ends and byte order mark', () => {
    const result = amended(`\ufeff${plain.replaceAll('\n', '\r\n')}`);
    expect(result).toMatch(/^\ufeff---\r\n/);
    expect(result.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('is not taken for front matter because it begins with a rule', () => {
    const result = amended(`---\n\nWords.\n\n${plain}`);
    expect(result.endsWith(`---\n\n---\n\nWords.\n\n${plain}`)).toBe(true);
    expect(decisionOf(result).status).toBe('killed');
  });

  it('with empty front matter has it filled', () => {
    expect(amended(`---\n---\n${plain}`)).toBe(
      `---\nstatus: killed\nreviews:\n${NEW.join('\n')}\n---\n${plain}`,
    );
  });
});

describe('an entry that is left to people', () => {
  it.each([
    ['broken YAML', inFront('status: [pilot')],
    ['two fields of one name', inFront('status: pilot', 'status: killed')],
    ['front matter that is never closed', '---\nid: DL-0042\nstatus: pilot\n'],
    ['reviews that are no list', inFront('status: pilot', 'reviews: soon')],
    [
      'one review as a map',
      inFront('status: pilot', 'review: { date: 2026-11-10, verdict: change }'),
    ],
    ['a status that another field repeats', inFront('status: &s pilot', 'note: *s')],
    ['a list by reference', inFront('old: &r []', 'status: pilot', 'reviews: *r')],
    ['old line ends', inFront('status: pilot').replaceAll('\n', '\r')],
    ['nested too deep', inFront(`note: ${'['.repeat(100)}${']'.repeat(100)}`, 'status: pilot')],
    ['too large', inFront(`note: ${'x'.repeat(70_000)}`, 'status: pilot')],
    ['at its limit', inFront(`note: ${'x'.repeat(65_450)}`, 'status: pilot')],
    ['not an entry', '---\ntitle: Notes\n'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(amendEntry(ENTRY_PATH, text, KILL)).toBeNull();
  });
});

describe('any entry', () => {
  const eol = fc.constantFrom('\n', '\r\n');
  const theirs = fc.string({ unit: 'grapheme', maxLength: 20 });
  const comment = fc.constantFrom('', '  # note', ' # status: killed');
  const scalar = theirs.map((text) => JSON.stringify(text));
  const filler = fc.oneof(
    fc.constantFrom('', '# a comment', '  # indented', 'tags: [a, "b: c"]', 'note: >-', 'meta: {}'),
    scalar.map((text) => `remark: ${text}`),
    scalar.map((text) => `text: |\n  ${text}\n\n`),
  );
  const status = fc
    .tuple(fc.constantFrom('pilot', '"pilot"', "'Proposed'", 'pilot (since May)'), comment)
    .map(([word, note]) => `status: ${word}${note}`);
  const review = fc.tuple(fc.constantFrom('2026-11-01', '2026-11-18', '2026-10-01'), scalar);
  const reviews = fc.oneof(
    fc.constantFrom('', 'reviews:', 'reviews: []', 'reviews: null # no', 'reviews: [ ]  # no'),
    fc
      .tuple(review, comment)
      .map(
        ([[date, because], note]) =>
          `reviews:${note}\n  - date: ${date}${note}\n    verdict: continue\n    because: ${because}`,
      ),
    review.map(
      ([date, because]) => `reviews:\n- { date: ${date}, verdict: change, because: ${because} }`,
    ),
    review.map(
      ([date, because]) => `reviews: [{ date: ${date}, verdict: change, because: ${because} }]`,
    ),
  );
  const lines = fc
    .tuple(
      status,
      reviews,
      fc.uniqueArray(filler, { selector: (line) => line.split(':')[0], maxLength: 4 }),
    )
    .chain(([one, two, more]) =>
      fc.shuffledSubarray(['id: DL-0042', one, two, ...more], {
        minLength: 3 + more.length,
        maxLength: 3 + more.length,
      }),
    );
  const text = fc
    .tuple(
      lines,
      eol,
      fc.constantFrom('', '\ufeff'),
      fc.constantFrom('', 'Text.\n', '\n\n# Title\n'),
    )
    .map(
      ([all, end, start, body]) =>
        start + `---\n${all.join('\n')}\n---\n${body}`.replaceAll('\n', end),
    );
  const amendment = fc.tuple(fc.constantFrom(KILL, CONTINUE), theirs).map(([one, why]) => ({
    ...one,
    review: { ...one.review, because: `because of ${why}`.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim() },
  }));

  it('says what it said before and the amendment; only status and reviews are touched', () => {
    fc.assert(
      fc.property(text, amendment, (before, change) => {
        const after = amendEntry(ENTRY_PATH, before, change);
        const entry = parseEntry(ENTRY_PATH, before);
        if (after === null) {
          expect(entry?.problems).not.toEqual([]);
          return;
        }
        const decision = decisionOf(after);
        expect(decision.status).toBe(change.status ?? entry?.decision?.status);
        expect(decision.reviews).toHaveLength((entry?.decision?.reviews.length ?? 0) + 1);
        expect(decision.reviews.some(({ because }) => because === change.review.because)).toBe(
          true,
        );
        const end = before.includes('\r\n') ? '\r\n' : '\n';
        expect(after.split(end).join('')).not.toMatch(/[\r\n]/);
        const touched = /^(?:status|reviews|- )/;
        const kept = before.split(end).filter((line) => !touched.test(line));
        expect(isWithin(kept, after.split(end))).toBe(true);
        expect(after.split(end).length - before.split(end).length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 500 },
    );
  });

  it('is amended or left, and never stalls', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (any) => {
        for (const path of [ENTRY_PATH, YAML_PATH]) {
          const after = amendEntry(path, any, KILL);
          if (after !== null) expect(decisionOf(after, path).status).toBe('killed');
        }
      }),
    );
  });
});

/** Whether the lines stand in the others in this order. */
function isWithin(lines: readonly string[], others: readonly string[]): boolean {
  let at = 0;
  for (const other of others) if (other === lines[at]) at += 1;
  return at === lines.length;
}
