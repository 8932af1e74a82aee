import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/bundles.ts'],
    maxWorkers: '100%',
    // Files share a worker's modules, which spares most of the time. So no test leaves anything behind
    // in one: no mocked module, no listener, no variable of the environment.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
