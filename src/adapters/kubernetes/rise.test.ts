import { describe, expect, it } from 'vitest';
import { SECOND } from '#kernel';
import { readUntil, riseOf, type Series } from './rise.ts';

const series = (labels: Series['labels'], ...samples: [number, number][]): Series => ({
  labels,
  samples: samples.map(([at, value]) => [at * SECOND, value]),
});
const rises = (all: readonly Series[], from: number, to: number) => [
  ...riseOf(all, { from: from * SECOND, to: to * SECOND }).values(),
];

describe('the rise of counters', () => {
  it.each<[string, Series, number]>([
    ['is the difference of what was scraped', series({ pod: 'p' }, [0, 5], [10, 7], [20, 15]), 10],
    ['goes on from 0 after a restart', series({ pod: 'p' }, [0, 5], [10, 20], [20, 3]), 18],
    ['stands still once a target has gone', series({ pod: 'p' }, [0, 5], [10, 9]), 4],
    ['counts a target from its birth', series({ pod: 'p' }, [12, 4], [20, 9]), 9],
    ['is 0 for a series without samples', series({ pod: 'p' }), 0],
  ])('%s', (_, one, rise) => {
    expect(rises([one], 0, 20)).toEqual([rise]);
  });

  it('takes a new series of a known target to have been 0 when that was last scraped', () => {
    const good = series({ pod: 'p', code: '200' }, [0, 100], [10, 110], [20, 120]);
    const bad = series({ pod: 'p', code: '500' }, [20, 2]);
    expect(rises([good, bad], 0, 20)).toEqual([20, 2]);
    expect(rises([good, bad], 0, 10)).toEqual([10, 0]);
  });

  it('cuts targets that are scraped at different instants at the same ones', () => {
    const a = series({ pod: 'a' }, [0, 0], [10, 100], [20, 200]);
    const b = series({ pod: 'b' }, [5, 50], [15, 150], [25, 250]);
    expect(rises([a, b], 8, 18)).toEqual([100, 100]);
  });

  it('is always a whole number, and its parts sum to the whole', () => {
    const one = series({ pod: 'p' }, [0, 0], [10, 7], [20, 13]);
    const [whole = 0] = rises([one], 1, 19);
    const parts = [3, 6, 11, 17].map((at, index, all) => rises([one], all[index - 1] ?? 1, at)[0]);
    const [rest = 0] = rises([one], 17, 19);
    expect(whole).toBe(parts.reduce((sum: number, part = 0) => sum + part, 0) + rest);
    expect(Number.isInteger(whole)).toBe(true);
  });
});

describe('the instant up to which all was read', () => {
  it('is that of the target that was scraped first', () => {
    const a = series({ pod: 'a' }, [0, 0], [10, 1], [20, 2]);
    const b = series({ pod: 'b' }, [5, 0], [15, 1]);
    expect(readUntil([a, b], 22 * SECOND)).toBe(15 * SECOND);
  });

  it('does not wait for a target that has gone', () => {
    const a = series({ pod: 'a' }, [0, 0], [10, 1], [20, 2], [30, 2], [40, 2], [50, 2], [60, 2]);
    const gone = series({ pod: 'b' }, [5, 0], [15, 1]);
    expect(readUntil([a, gone], 62 * SECOND)).toBe(60 * SECOND);
  });
});
