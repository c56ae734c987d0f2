import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closeFrame, Frames } from './frames.ts';

/** A server's binary frame. */
function frame(length: number): Buffer {
  const header =
    length < 126
      ? [0x82, length]
      : length < 65_536
        ? [0x82, 126, length >> 8, length & 0xff]
        : [0x82, 127, 0, 0, 0, 0, 0, length >> 16, (length >> 8) & 0xff, length & 0xff];
  return Buffer.concat([Buffer.from(header), Buffer.alloc(length, 0x88)]);
}

it('is at a boundary exactly between frames', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 125, 126, 70_000), fc.nat(), (length, where) => {
      const bytes = frame(length);
      const cut = 1 + (where % (bytes.length - 1));
      const frames = new Frames();
      frames.feed(bytes.subarray(0, cut));
      expect(frames.atBoundary).toBe(false);
      frames.feed(bytes.subarray(cut));
      expect(frames.atBoundary).toBe(true);
      expect(frames.closed).toBe(false);
    }),
  );
});

it('notices the close frame', () => {
  const frames = new Frames();
  frames.feed(Buffer.concat([frame(3), closeFrame()]));
  expect(frames.closed).toBe(true);
});
