import { describe, expect, test } from 'vitest';
import type { Log } from '../../src/core/change.js';
import { entriesAtHead } from '../../src/core/log.js';
import { anEntry } from '../builders/entry.js';

const one = anEntry({ id: 'DL-1', path: 'docs/decisions/1.md' });
const two = anEntry({ id: 'DL-2', path: 'docs/decisions/2.md' });
const edited = anEntry({ id: 'DL-1', path: 'docs/decisions/1.md', title: 'Edited' });
const moved = anEntry({ id: 'DL-1', path: 'docs/decisions/one.md' });

function atHead(...changed: Log['changed']) {
  return new Set(entriesAtHead({ base: [one, two], changed }));
}

describe('the log as a change would leave it', () => {
  test('untouched it is the base', () => {
    expect(atHead()).toEqual(new Set([one, two]));
  });

  test('an edited entry stands as edited', () => {
    expect(atHead({ path: edited.path, before: one, after: edited })).toEqual(
      new Set([edited, two]),
    );
  });

  test('an added entry stands too', () => {
    const three = anEntry({ id: 'DL-3', path: 'docs/decisions/3.md' });
    expect(atHead({ path: three.path, before: null, after: three })).toEqual(
      new Set([one, two, three]),
    );
  });

  test('a removed entry is gone', () => {
    expect(atHead({ path: one.path, before: one, after: null })).toEqual(new Set([two]));
  });

  test('a moved entry stands once, under its new name', () => {
    expect(atHead({ path: moved.path, before: one, after: moved })).toEqual(new Set([moved, two]));
  });

  test('an entry put where another was moved from stands beside it', () => {
    const fresh = anEntry({ id: 'DL-3', path: one.path });
    expect(
      atHead(
        { path: moved.path, before: one, after: moved },
        { path: fresh.path, before: null, after: fresh },
      ),
    ).toEqual(new Set([moved, fresh, two]));
  });
});
