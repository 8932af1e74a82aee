import { defineConfig } from 'vitest/config';

/** Rooms without any state of their own: their tests may share modules, which spares most of the time. */
const PURE = ['core', 'flows', 'house', 'parse', 'render', 'write'].map(
  (room) => `test/${room}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    globalSetup: ['test/bundles.ts'],
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'world', include: ['test/**/*.test.ts'], exclude: PURE } },
    ],
  },
});
