import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Scenarios beside which others can run. */
const WAITING = [
  'test/scenarios/kubernetes-commands.test.ts',
  'test/scenarios/kubernetes-tree.test.ts',
];

/** What waits longest begins first, so that nobody waits for it in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isWaiting = ({ moduleId }: TestSpecification) =>
      WAITING.some((file) => moduleId.endsWith(file));
    return [...sorted.filter(isWaiting), ...sorted.filter((file) => !isWaiting(file))];
  }
}

// Scenarios raise real systems: one file at a time keeps two cores from judging each other's time-outs.
export default defineConfig({
  resolve: { conditions: ['hanok-source'] },
  ssr: { resolve: { conditions: ['hanok-source'] } },
  test: {
    // Two of them wait beside two that work.
    maxWorkers: Math.max(4, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/*.test.ts', 'examples/**/*.test.ts'],
          // Scenarios and benches work on copies of an example beside it.
          exclude: ['examples/.*/**'],
          // Some ask a real tool about every golden, and a busy machine takes its time.
          testTimeout: 30_000,
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
