import { createSecureContext } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readCertificate } from './tls.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/tls/${name}`, import.meta.url));
const cert = fixture('one.cert.pem');
const key = fixture('one.key.pem');

it('reads a certificate and its key for TLS 1.2 and later', () => {
  const read = readCertificate({ cert, key });
  expect(read.minVersion).toBe('TLSv1.2');
  expect(() => createSecureContext(read)).not.toThrow();
});

it.each([
  ['a key of another certificate', { cert, key: fixture('two.key.pem') }, 'listen.tls: '],
  ['a certificate that is none', { cert: fixture('README.md'), key }, 'listen.tls: '],
  ['a file that is not there', { cert, key: fixture('none.pem') }, 'listen.tls.key: cannot read'],
])('refuses %s', (_, files, where) => {
  expect(() => readCertificate(files)).toThrow(`gateway table: ${where}`);
});
