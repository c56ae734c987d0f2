/** A periodic motion of one axis: mean, then a cosine and a sine amplitude for each harmonic. */
export type Harmonics = readonly number[];

/** The value at a phase in turns of the fundamental. */
export function valueAt(harmonics: Harmonics, phase: number): number {
  let value = harmonics[0] ?? 0;
  for (let k = 1; 2 * k <= harmonics.length; k++) {
    const angle = 2 * Math.PI * k * phase;
    value +=
      (harmonics[2 * k - 1] ?? 0) * Math.cos(angle) + (harmonics[2 * k] ?? 0) * Math.sin(angle);
  }
  return value;
}

/** Least squares: the harmonics that come closest to `values`, `turns` of the fundamental per sample. */
export function fitHarmonics(values: readonly number[], turns: number, count: number): number[] {
  const width = 2 * count + 1;
  const basis = values.map((_, i) =>
    Array.from({ length: width }, (_, j) => {
      const angle = 2 * Math.PI * Math.ceil(j / 2) * turns * i;
      return j % 2 === 1 ? Math.cos(angle) : j === 0 ? 1 : Math.sin(angle);
    }),
  );
  const system = Array.from({ length: width }, (_, a) => [
    ...Array.from({ length: width }, (_, b) => sum(basis, (row) => at(row, a) * at(row, b))),
    sum(basis, (row, i) => at(row, a) * at(values, i)),
  ]);
  return solve(system);
}

/** Gauss and Jordan, with the largest pivot. */
function solve(system: number[][]): number[] {
  system.forEach((_, column) => {
    const rest = system.map((row, i) => (i < column ? -1 : Math.abs(at(row, column))));
    const pivot = rest.indexOf(Math.max(...rest));
    const row = system[pivot] as number[];
    system[pivot] = system[column] as number[];
    system[column] = row.map((value) => value / at(row, column));
    system.forEach((other, i) => {
      const factor = at(other, column);
      if (i !== column)
        system[i] = other.map((value, j) => value - factor * at(system[column] as number[], j));
    });
  });
  return system.map((row) => row.at(-1) as number);
}

function sum<T>(values: readonly T[], of: (value: T, index: number) => number): number {
  return values.reduce((total, value, index) => total + of(value, index), 0);
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}
