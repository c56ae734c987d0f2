import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Chunks } from './chunks.ts';

/** Feeds `wire` in pieces of the given length. */
function decode(wire: string, piece: number) {
  const chunks = new Chunks();
  let body = '';
  let used = 0;
  for (let at = 0; at < wire.length; at += piece) {
    used += chunks.feed(Buffer.from(wire.slice(at, at + piece), 'latin1'), (bytes) => {
      body += bytes.toString('latin1');
    });
  }
  return { body, used, ended: chunks.ended };
}

it('gives the same body however the bytes are cut', () => {
  const parts = fc.array(fc.string({ unit: 'binary-ascii', minLength: 1 }));
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 9 }), (bodies, piece) => {
      const coded = bodies.map((body) => `${body.length.toString(16)};x=y\r\n${body}\r\n`);
      const wire = `${coded.join('')}0\r\nTrailer: x\r\n\r\n`;
      expect(decode(wire, piece)).toEqual({
        body: bodies.join(''),
        used: wire.length,
        ended: true,
      });
    }),
  );
});

it('does not touch what follows the end', () => {
  expect(decode('0\r\n\r\nHTTP/1.1', 100)).toEqual({ body: '', used: 5, ended: true });
});

it.each([
  ['a size that is none', 'xyz\r\n'],
  ['a bare line feed', '5\nhello'],
  ['more bytes than announced', '2\r\nabc\r\n'],
  ['an endless line', '1'.repeat(9_000)],
])('refuses %s', (_, wire) => {
  expect(() => decode(wire, 10_000)).toThrow();
});
