import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/core/decision.js';
import { parseEntry } from '../../src/parse/decision.js';

const PATH = 'docs/decisions/0007-queue.md';

/** A record without front matter; the text of each story must be sound. */
function record(text: string, path = PATH): Decision {
  const entry = parseEntry(path, text);
  expect(entry?.problems).toEqual([]);
  if (entry?.decision == null) throw new Error('nothing was read');
  return entry.decision;
}

const NYGARD = `# 7. Use a queue

Date: 2026-02-11

## Status

Accepted

Amends [6. Refresh prices](0006-refresh-prices.md)

## Context

Status: 404 was what people saw.
`;

describe('a plain record', () => {
  it('says title, date and status in its text', () => {
    expect(record(NYGARD)).toMatchObject({
      id: '0007-queue',
      title: 'Use a queue',
      date: '2026-02-11',
      status: 'graduated',
      workflows: [],
      owner: [],
    });
  });

  it('says on which lines', () => {
    const { places } = record(NYGARD.replaceAll('\n', '\r\n'));
    const lines = ['title', 'date', 'status'].map((field) => places.get(field)?.line);
    expect(lines).toEqual([1, 3, 7]);
  });

  it.each([
    ['bullets', '* Status: accepted\n* Date: 2026-02-11\n* Deciders: octocat, Mona Lisa'],
    [
      'bold labels',
      '- **Status**: Accepted\n- **Date:** 2026-02-11\n- __Deciders__: octocat, Mona Lisa',
    ],
    [
      'lines with breaks',
      '**Status:** Accepted  \n**Date:** 2026-02-11  \n**Deciders:** octocat, Mona Lisa',
    ],
    ['one line', '**Status:** Accepted | **Date:** 2026-02-11 | **Author(s):** octocat, Mona Lisa'],
    ['one bold line', '**Status:** Accepted **Date:** 2026-02-11 **Deciders:** octocat, Mona Lisa'],
    [
      'a quote',
      '> **Status:** ✅ Accepted\n> **Date:** 2026-02-11\n> **Owner:** octocat, Mona Lisa',
    ],
    [
      'emoji',
      '📌 **Status:** Accepted\n\n📅 Date: 2026-02-11\n\n👥 Decision-makers: octocat, Mona Lisa',
    ],
    [
      'a table',
      '| | |\n|---|---|\n| Status | Accepted |\n| Date | 2026-02-11 |\n| **Deciders** | octocat, Mona Lisa |',
    ],
    [
      'a table with values in its head',
      '| Status | Accepted |\n|---|---|\n| Date | 2026-02-11 |\n| Owner | octocat, Mona Lisa |',
    ],
    [
      'a table with labels in its head',
      '| Status | Date | Author(s) |\n|---|---|---|\n| Accepted | 2026-02-11 | octocat, Mona Lisa |',
    ],
    [
      'headings',
      '## Status\nAccepted\n\n## Date\n\n2026-02-11\n\n## Deciders\n- octocat, Mona Lisa\n',
    ],
    [
      'headings with values',
      '## Status: Accepted\n\n### Date: 2026-02-11\n\n## Deciders: octocat, Mona Lisa',
    ],
    [
      'underlined headings',
      'Status\n------\nAccepted\n\nDate\n----\n2026-02-11\n\nOwner\n-----\noctocat, Mona Lisa',
    ],
    [
      'a section about itself',
      '## Metadata\n\n- Status: Accepted\n- Date: 2026-02-11 (revised)\n- Owner: octocat, Mona Lisa',
    ],
    [
      'bold lines over values',
      '**Status**\n\nAccepted\n\n**Date**\n2026-02-11\n\n**Deciders**\noctocat, Mona Lisa',
    ],
    [
      'notes in comments',
      '## Status <!-- required -->\n<!-- one of: proposed, accepted -->\nAccepted\n\n* Date: 2026-02-11 <!-- last update -->\n* Deciders: octocat, Mona Lisa',
    ],
  ])('may say it in %s', (_form, lines) => {
    expect(record(`# Use a queue\n\n${lines}\n\n## Context\n\nText.\n`)).toMatchObject({
      title: 'Use a queue',
      status: 'graduated',
      date: '2026-02-11',
      owner: ['@octocat', 'Mona Lisa'],
    });
  });

  it.each([
    ['# 7. Use a queue', 'Use a queue'],
    ['# ADR-0007: Use a queue', 'Use a queue'],
    ['# ADR 7 - Use a queue', 'Use a queue'],
    ['# [0007] – Use a queue', 'Use a queue'],
    ['# ADR: Use a `queue`', 'Use a queue'],
    ['# 3 queues are enough', '3 queues are enough'],
    ['# [Use a queue](https://example.com) <!-- x -->', 'Use a queue'],
    ['ADR 7: Use a queue\n===', 'Use a queue'],
    ['## ADR-7: Use a queue', 'Use a queue'],
    ['## Context\n\nText', null],
    ['```\n# Not this\n```\n# But this', 'But this'],
  ])('has the title of its heading: %s', (heading, title) => {
    expect(record(`${heading}\n`).title).toBe(title);
  });

  it('has the state that is ticked, and what is not struck out', () => {
    const boxes = '# A\n\n## Status\n\n- [ ] Proposed\n- [x] Accepted\n';
    expect(record(boxes).status).toBe('graduated');
    expect(record('# A\n\n## Status\n\n~~Proposed~~ Rejected\n').status).toBe('killed');
  });

  it('speaks of itself only at its head', () => {
    expect(record('# A\n\n## Context\n\nStatus: 404\n\nDate: soon\n').status).toBeNull();
    expect(record('# A\n\n```\nStatus: maybe\n```\n').status).toBeNull();
  });

  it('with an unknown state or an impossible day has problems with their lines', () => {
    const entry = parseEntry(PATH, '# A\n\n* Date: 2026-02-30\n\n## Statut\n\nAkzeptiert\n');
    expect(entry?.problems.map(({ place, fault }) => [place.line, fault.kind])).toEqual([
      [7, 'unknown-word'],
      [3, 'bad-day'],
    ]);
  });

  it('fills what a front matter leaves open', () => {
    const text = '---\nworkflows: [deploy]\n---\n# Use a queue\n\n* Status: pilot\n';
    expect(record(text)).toMatchObject({ workflows: ['deploy'], status: 'pilot' });
    const contradicting = '---\nstatus: pilot\n---\n# Use a queue\n\n* Status: accepted\n';
    expect(record(contradicting).status).toBe('pilot');
  });

  it('may begin with a rule', () => {
    expect(record('---\n\n# Use a queue\n\nBecause.\n\n---\n').title).toBe('Use a queue');
  });

  it('may hold pictures of any size', () => {
    const picture = `![](data:image/png;base64,${'A'.repeat(400_000)})`;
    expect(record(`# A\n\n${picture}\n\n## Status\n\nAccepted\n`).status).toBe('graduated');
  });
});
