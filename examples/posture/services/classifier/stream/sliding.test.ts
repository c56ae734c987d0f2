import { expect, it } from 'vitest';
import { AXES } from '../window.ts';
import { openSliding } from './sliding.ts';

it('gives a window for each half window after the first, whatever the batches', () => {
  const sliding = openSliding();
  const samples = Float64Array.from({ length: 320 * AXES }, (_, i) => Math.floor(i / AXES));
  const firsts: (number | undefined)[] = [];
  for (let at = 0; at < 320; at += 50)
    for (const window of sliding.push(samples.slice(at * AXES, (at + 50) * AXES)))
      firsts.push(window[0]);
  expect(firsts).toEqual([0, 64, 128, 192]);
});
