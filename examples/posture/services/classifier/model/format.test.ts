import { describe, expect, it } from 'vitest';
import { classify, type Forest, LEAF } from './forest.ts';
import { printForest, readForest } from './format.ts';

/** One tree: at most 0.5 is "low", above it "high". */
const aForest = (overrides: Partial<Forest> = {}): Forest => ({
  version: '1.0',
  labels: ['high', 'low'],
  features: ['height'],
  roots: Uint32Array.of(0),
  feature: Uint8Array.of(0, LEAF, LEAF),
  threshold: Float32Array.of(0.5, 0, 0),
  next: Uint32Array.of(2, 0, 1),
  leaves: Uint8Array.of(0, 255, 204, 51),
  ...overrides,
});

const altered = (at: number, by = 1) => {
  const file = printForest(aForest());
  const place = at < 0 ? file.length + at : at;
  file[place] = ((file[place] as number) + by) & 255;
  return file;
};

describe('a model file', () => {
  it('gives back the forest it was made from', () => {
    const { forest, digest } = readForest(printForest(aForest()));
    expect(forest).toEqual(aForest());
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('answers with the mean of its leaves', () => {
    expect(classify(aForest(), Float64Array.of(0.5))).toEqual({ label: 'low', probability: 1 });
    expect(classify(aForest(), Float64Array.of(0.6))).toEqual({ label: 'high', probability: 0.8 });
  });

  it('is refused wherever it is cut off', () => {
    const file = printForest(aForest());
    for (let length = 0; length < file.length; length++)
      expect(() => readForest(file.subarray(0, length)), `cut at ${length}`).toThrow();
  });

  it('is refused whichever byte is changed', () => {
    const { length } = printForest(aForest());
    for (let at = 0; at < length; at++)
      expect(() => readForest(altered(at)), `changed at ${at}`).toThrow();
  });

  it.each([
    [
      'it has more bytes than its header says',
      Buffer.concat([printForest(aForest()), Buffer.of(0)]),
    ],
    ['it is larger than a model can be', Buffer.alloc(9 * 1024 * 1024)],
    ['it is of another kind', Buffer.from('\x80\x04\x95pickle', 'latin1')],
  ])('is refused when %s', (_, file) => {
    expect(() => readForest(file)).toThrow();
  });

  // The digest of each of these is right: a well-signed file may still be malformed.
  it.each([
    ['a walk could go back', { next: Uint32Array.of(0, 0, 1) }, 'leaves its tree'],
    ['a walk could leave the tree', { next: Uint32Array.of(3, 0, 1) }, 'leaves its tree'],
    ['a leaf is missing', { next: Uint32Array.of(2, 0, 2) }, 'no such leaf'],
    ['a feature is missing', { feature: Uint8Array.of(1, LEAF, LEAF) }, 'no such feature'],
    ['a threshold is no number', { threshold: Float32Array.of(Number.NaN, 0, 0) }, 'no threshold'],
    ['a tree has no nodes', { roots: Uint32Array.of(0, 3) }, 'has no nodes'],
    ['a leaf votes for nothing', { leaves: Uint8Array.of(0, 0, 204, 51) }, 'votes for nothing'],
    ['a label is no plain word', { labels: ['high', '<script>'] }, 'not a plain word'],
    ['a label comes twice', { labels: ['high', 'high'] }, 'repeats a word'],
  ])('is refused when %s', (_, overrides, message) => {
    expect(() => readForest(printForest(aForest(overrides)))).toThrow(message);
  });
});
