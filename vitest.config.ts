import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'lab/test/**/*.test.ts'],
    exclude: ['test/slow/**'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
