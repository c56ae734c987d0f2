import { defineConfig } from 'vitest/config';

/** Scenarios beside which others can run. */
const WAITING = [
  'test/scenarios/kubernetes-commands.test.ts',
  'test/scenarios/kubernetes-tree.test.ts',
];

// Scenarios raise real systems: one file at a time keeps two cores from judging each other's time-outs.
export default defineConfig({
  resolve: { conditions: ['hanok-source'] },
  ssr: { resolve: { conditions: ['hanok-source'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/*.test.ts', 'examples/**/*.test.ts'],
          // Scenarios and benches work on copies of an example beside it.
          exclude: ['examples/.*/**'],
        },
      },
      {
        extends: true,
        test: {
          // They mostly wait for looks and scrapes, and judge nothing by the clock of this machine.
          name: 'waiting',
          include: WAITING,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'scenario',
          include: ['test/scenarios/**/*.test.ts'],
          exclude: WAITING,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
