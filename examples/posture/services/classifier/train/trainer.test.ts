import { describe, expect, it } from 'vitest';
import { classify } from '../model/forest.ts';
import { printForest } from '../model/format.ts';
import { addConfusions, balancedAccuracy, confusionOf } from './evaluate.ts';
import { seeded } from './random.ts';
import { type TrainingSet, trainForest } from './trainer.ts';

const RECIPE = { trees: 10, depth: 6, minLeaf: 2, tries: 2, seed: 7 };

/** Three labels that the first two of four features tell apart; the others are noise. */
const aSet = (): TrainingSet => {
  const random = seeded(3);
  const answers = Array.from({ length: 300 }, (_, i) => i % 3);
  const rows = answers.map((answer) =>
    Float64Array.of(answer + 0.8 * random(), -answer + 0.8 * random(), random(), random()),
  );
  return { version: '1', labels: ['a', 'b', 'c'], features: ['f', 'g', 'h', 'i'], rows, answers };
};

describe('the trainer', () => {
  it('learns a set that can be told apart', () => {
    const set = aSet();
    const forest = trainForest(set, RECIPE);
    expect(balancedAccuracy(confusionOf(forest, set.rows, set.answers))).toBeGreaterThan(0.98);
    expect(classify(forest, Float64Array.of(2.4, -1.6, 0, 0)).label).toBe('c');
  });

  it('makes the same bytes from the same seed and other bytes from another', () => {
    const printed = (seed: number) => printForest(trainForest(aSet(), { ...RECIPE, seed }));
    expect(printed(7)).toEqual(printed(7));
    expect(printed(8)).not.toEqual(printed(7));
  });

  it('ends in one leaf when nothing tells the labels apart', () => {
    const rows = [1, 1, 1, 1].map(() => Float64Array.of(5));
    const set = { version: '1', labels: ['a', 'b'], features: ['f'], rows, answers: [0, 1, 0, 1] };
    const forest = trainForest(set, { ...RECIPE, trees: 1 });
    expect(forest.feature).toHaveLength(1);
  });
});

describe('balanced accuracy', () => {
  it('counts every label alike, however often it occurs', () => {
    const counts = [
      [90, 10],
      [5, 5],
    ];
    expect(balancedAccuracy({ labels: ['a', 'b'], counts })).toBeCloseTo(0.7);
  });

  it('of folds is that of their sum', () => {
    const fold = {
      labels: ['a', 'b'],
      counts: [
        [1, 1],
        [0, 2],
      ],
    };
    expect(addConfusions([fold, fold]).counts).toEqual([
      [2, 2],
      [0, 4],
    ]);
  });
});
