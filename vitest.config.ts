import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/testing/longest-first.ts';

/** What is waited for comes when it comes: how soon is a bench's question, and a busy machine is no fault. */
const patient = { poll: { timeout: 45_000 } };

const everywhere = ['**/node_modules/**', '**/dist/**', '**/.tillhouse/**', 'tools/check/fixtures/**'];

/** The suffix of a test tells its cost: `.test.ts` pure, `.db.test.ts` both engines, `.e2e.test.ts` built app or browser. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...everywhere, '**/*.db.test.ts', '**/*.e2e.test.ts', '**/*.bus.test.ts'],
          testTimeout: 20_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude: everywhere,
          globalSetup: ['tools/testing/postgres-setup.ts'],
          testTimeout: 60_000,
          expect: patient,
          hookTimeout: 240_000,
          // A file has a database of its own. Three go side by side on two cores, since one of them mostly waits for Postgres.
          maxWorkers: 3,
          maxConcurrency: 2,
        },
      },
      {
        test: {
          name: 'bus',
          include: ['**/*.bus.test.ts'],
          exclude: everywhere,
          globalSetup: ['tools/testing/postgres-setup.ts', 'tools/testing/kafka-setup.ts'],
          testTimeout: 120_000,
          expect: patient,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude: [...everywhere, '**/*.deep.e2e.test.ts'],
          globalSetup: ['tools/testing/postgres-setup.ts', 'tools/testing/screens-setup.ts'],
          testTimeout: 240_000,
          expect: patient,
          hookTimeout: 240_000,
          // The look at every screen on one side, everything else after each other beside it.
          maxWorkers: 2,
          maxConcurrency: 2,
        },
      },
      {
        test: {
          name: 'deep',
          include: ['**/*.deep.e2e.test.ts'],
          exclude: everywhere,
          globalSetup: ['tools/testing/postgres-setup.ts'],
          testTimeout: 900_000,
          expect: patient,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
