import { describe, expect, it } from 'vitest';
import { isEntryCandidate, parseEntry } from '../../src/parse/decision.js';

const STATED = '# Use a queue\n\n* Status: accepted\n';
const SILENT = '# Notes of the meeting\n\nWe met.\n';

describe('entries by their names', () => {
  it.each([
    '0042-cache.md',
    'adr-007-queue.MD',
    'ADR-0001.yaml',
    'team/adr007-use-msw.md',
    '20200925-use-prettier.md',
    '0045-queue/README.md',
    '0012-introduce-a-template-engine.md',
    '0005-add-pull-request-template.md',
  ])('%s may be one, and is even without saying so', (name) => {
    expect(isEntryCandidate(`docs/decisions/${name}`, ['docs/decisions'])).toBe(true);
    const text = /ya?ml$/.test(name) ? 'title: Use a queue\n' : SILENT;
    expect(parseEntry(`docs/decisions/${name}`, text)).not.toBeNull();
  });

  it.each([
    'README.md',
    'cache/readme.md',
    'index.md',
    '000-index.md',
    '_index.md',
    'template.md',
    'adr-template-bare-minimal.md',
    '0000-template.md',
    'adr000-template.md',
    'TeamAdrTemplate.md',
    'templates/0001-x.md',
    '0042-cache.png',
    '0042-cache.txt',
    '.drafts/0042-cache.md',
  ])('%s is none, whatever it says', (name) => {
    const path = `docs/decisions/${name}`;
    const isCandidate = isEntryCandidate(path, ['docs/decisions']);
    expect(isCandidate && parseEntry(path, STATED) !== null).toBe(false);
  });

  it('lie below a folder of the log', () => {
    expect(isEntryCandidate('docs/decisions-old/0042.md', ['docs/decisions'])).toBe(false);
    expect(isEntryCandidate('adr/0042.md', ['docs/decisions', 'adr'])).toBe(true);
    expect(isEntryCandidate('0042.md', [''])).toBe(true);
    expect(isEntryCandidate('.decisions/0042.md', ['.decisions'])).toBe(true);
    expect(isEntryCandidate('.github/workflows/1.yml', [''])).toBe(false);
  });
});

describe('files without a number', () => {
  it.each([
    ['use-a-queue.md', STATED],
    ['use-a-queue.md', '# Use a queue\n\n## Status\n\nAccepted\n'],
    ['use-a-queue.md', '---\nstatus: accepted\n---\n'],
    ['use-a-queue.md', '---\nID: DL-7\n---\n'],
    ['use-a-queue.yml', 'Status: accepted\n'],
  ])('%s with %j is an entry', (name, text) => {
    expect(parseEntry(`docs/decisions/${name}`, text)).not.toBeNull();
  });

  it.each([
    ['notes.md', SILENT],
    ['notes.md', '---\ntitle: Notes\n---\n'],
    [
      'notes.md',
      '# Register\n\n| ADR | Status | Date |\n|---|---|---|\n| 7 | Accepted | 2026-01-01 |\n',
    ],
    ['notes.md', ''],
    ['settings.yml', 'theme: dark\n'],
    ['settings.yml', '- status\n'],
  ])('%s with %j is none', (name, text) => {
    expect(parseEntry(`docs/decisions/${name}`, text)).toBeNull();
  });
});
