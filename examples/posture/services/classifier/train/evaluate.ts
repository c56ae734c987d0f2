import { classify, type Forest } from '../model/forest.ts';

/** Counts by [true label][said label], in the order of `labels`. */
export interface Confusion {
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

export function confusionOf(
  forest: Forest,
  rows: readonly Float64Array[],
  answers: readonly number[],
): Confusion {
  const counts = forest.labels.map(() => forest.labels.map(() => 0));
  rows.forEach((row, i) => {
    const said = forest.labels.indexOf(classify(forest, row).label);
    const line = counts[answers[i] as number] as number[];
    line[said] = (line[said] as number) + 1;
  });
  return { labels: forest.labels, counts };
}

export function addConfusions(all: readonly [Confusion, ...Confusion[]]): Confusion {
  const cell = (i: number, j: number) =>
    all.reduce((sum, { counts }) => sum + (counts[i]?.[j] ?? 0), 0);
  const { labels } = all[0];
  return { labels, counts: labels.map((_, i) => labels.map((_, j) => cell(i, j))) };
}

/** The mean of each label's recall, so that frequent labels do not count more. */
export function balancedAccuracy({ counts }: Confusion): number {
  const recalls = counts
    .map((line, i) => (line[i] as number) / line.reduce((sum, count) => sum + count, 0))
    .filter((recall) => !Number.isNaN(recall));
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}

/** A Markdown table: rows are the true labels, columns what the model said. */
export function printConfusion({ labels, counts }: Confusion): string {
  const lines = counts.map((line, i) => {
    const recall = (line[i] as number) / line.reduce((sum, count) => sum + count, 0);
    return `| ${labels[i]} | ${line.join(' | ')} | ${recall.toFixed(3)} |`;
  });
  return [
    `| true \\ said | ${labels.join(' | ')} | recall |`,
    `| --- |${' ---: |'.repeat(labels.length + 1)}`,
    ...lines,
  ].join('\n');
}
