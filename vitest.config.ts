import { defineConfig } from 'vitest/config';

/**
 * Three tiers, by the ends of the files' names. Quick tests run with each change (npm test), medium ones before a change
 * lands (npm run test:medium), slow ones before a release (npm run test:slow).
 */
const MEDIUM = ['test/**/*.medium.test.ts', 'lab/test/**/*.medium.test.ts'];
const SLOW = ['test/**/*.slow.test.ts', 'lab/test/**/*.slow.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts', 'lab/test/**/*.test.ts'],
          exclude: [...MEDIUM, ...SLOW],
          testTimeout: 60_000,
          // Files share a process: a third of the time is to load modules. A test that needs its own is a medium one.
          isolate: false,
        },
      },
      { test: { name: 'medium', include: MEDIUM, testTimeout: 120_000 } },
      { test: { name: 'slow', include: SLOW, testTimeout: 3_600_000 } },
    ],
  },
});
