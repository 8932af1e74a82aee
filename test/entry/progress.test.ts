import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { expect, it } from 'vitest';
import { progressOn } from '../../src/entry/progress.js';

/** Back to the first column, and the line erased. */
const GONE = '\u001b[1G\u001b[2K';

function terminal() {
  const stream = new PassThrough();
  const clock = { now: 0 };
  const line = progressOn(stream as unknown as WriteStream, () => clock.now);
  return { line, clock, drawn: () => String(stream.read() ?? '') };
}

it('draws nothing of what is over in a moment', () => {
  const { line, drawn } = terminal();
  line.show(10, 20);
  line.clear();
  expect(drawn()).toBe('');
});

it('draws one line over and over, and takes it away', () => {
  const { line, clock, drawn } = terminal();
  clock.now = 2_000;
  line.show(10, 20);
  expect(drawn()).toBe(`${'█'.repeat(15)}${'░'.repeat(15)} 10 of 20 repositories`);
  line.show(20, 20);
  expect(drawn()).toBe(`${GONE}${'█'.repeat(30)} 20 of 20 repositories`);
  line.clear();
  expect(drawn()).toBe(GONE);
  line.clear();
  expect(drawn()).toBe('');
});
