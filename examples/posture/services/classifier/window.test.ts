import { describe, expect, it } from 'vitest';
import { AXES, readWindow, SAMPLES } from './window.ts';

const samples = (count: number, sample: readonly unknown[] = [0, 0, 1, 0, 0, 0]) =>
  Array.from({ length: count }, () => sample);

const refusal = (body: unknown) => {
  try {
    readWindow(body);
  } catch (error) {
    const { status, code } = error as { status: number; code: string };
    return { status, code };
  }
  return undefined;
};

describe('reading a window', () => {
  it.each([
    ['nothing', undefined, 'body'],
    ['a list', [], 'body'],
    ['a rate below 20 Hz', { rateHz: 19, samples: samples(49) }, 'rate'],
    ['a rate above 200 Hz', { rateHz: 201, samples: samples(515) }, 'rate'],
    ['a rate in words', { rateHz: '50', samples: samples(128) }, 'rate'],
    ['no samples', { rateHz: 50 }, 'samples'],
    ['a sample too few', { rateHz: 50, samples: samples(127) }, 'samples'],
    ['a sample too many', { rateHz: 50, samples: samples(129) }, 'samples'],
    ['five numbers a sample', { samples: samples(128, [0, 0, 1, 0, 0]) }, 'sample'],
    ['a sample that is no list', { samples: Array(128).fill(0) }, 'sample'],
    ['a number in words', { samples: samples(128, [0, 0, '1', 0, 0, 0]) }, 'number'],
    ['null for a number', { samples: samples(128, [0, 0, null, 0, 0, 0]) }, 'number'],
    ['an infinite number', { samples: samples(128, [0, 0, Infinity, 0, 0, 0]) }, 'number'],
    ['gravity in m/s²', { samples: samples(128, [0, 0, 19.6, 0, 0, 0]) }, 'range'],
    ['turns in degrees', { samples: samples(128, [0, 0, 1, 90, 0, 0]) }, 'range'],
  ])('refuses %s', (_, body, code) => {
    expect(refusal(body)).toEqual({ status: 400, code });
  });

  it('keeps samples at 50 Hz as they are', () => {
    const window = readWindow({ rateHz: 50, samples: samples(128, [1, 2, 3, 4, 5, 6]) });
    expect([...window.slice(-6)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([20, 100, 200])('brings a ramp at %i Hz to 50 Hz', (rateHz) => {
    const count = Math.round(rateHz * 2.56);
    const ramp = Array.from({ length: count }, (_, row) => [row / count, 0, 1, 0, 0, 0]);
    const window = readWindow({ rateHz, samples: ramp });
    for (let row = 0; row < SAMPLES - 3; row++)
      expect(window[row * AXES]).toBeCloseTo(row / SAMPLES, 10);
  });
});
