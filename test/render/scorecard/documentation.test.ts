import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  alarmTable,
  measureTable,
  thresholdTables,
} from '../../../src/render/scorecard/documentation.js';

describe('the page about scorecards', () => {
  it.each([
    ['measures', measureTable()],
    ['thresholds', thresholdTables()],
    ['alarms', alarmTable()],
  ])('shows the %s as they are', async (_, table) => {
    const page = await readFile(new URL('../../../docs/scorecard.md', import.meta.url), 'utf8');
    expect(page).toContain(table);
  });
});
