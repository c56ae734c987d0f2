import { expect, it } from 'vitest';
import { readInbound, toOutbound, vouch } from './headers.ts';

it('drops hop-by-hop headers, those that connection names, and a forged identity', () => {
  const inbound = readInbound([
    'Host',
    'a.test',
    'Connection',
    'keep-alive, X-Secret',
    'X-Secret',
    '1',
    'TE',
    'trailers',
    'X-Hanok-Client',
    'forged',
    'X-Forwarded-For',
    '9.9.9.9',
  ]);
  vouch(inbound, { client: 'kim', address: '10.0.0.1', secure: false });
  expect(inbound.forward).toEqual([
    'Host',
    'a.test',
    'x-hanok-client',
    'kim',
    'x-forwarded-for',
    '10.0.0.1',
    'x-forwarded-proto',
    'http',
    'x-forwarded-host',
    'a.test',
  ]);
});

it('believes what this machine says about where a request came from', () => {
  const inbound = readInbound(['X-Forwarded-For', '9.9.9.9', 'X-Forwarded-Proto', 'https']);
  vouch(inbound, { client: 'kim', address: '127.0.0.1', secure: false });
  expect(inbound.forward.slice(2)).toEqual([
    'x-forwarded-for',
    '9.9.9.9, 127.0.0.1',
    'x-forwarded-proto',
    'https',
    'host',
    'localhost',
  ]);
});

it('names a subject that it verified, and drops every imitation of what it vouches for', () => {
  const inbound = readInbound([
    'X-Hanok-Subject',
    'root',
    'x_hanok_subject',
    'root',
    'X-Hanok_Client',
    'root',
    'X_Forwarded_For',
    '9.9.9.9',
    'x_other',
    'kept',
  ]);
  expect(inbound.subject).toBe('root');
  expect(inbound.forward).toEqual(['x_other', 'kept']);
  inbound.subject = 'kim';
  vouch(inbound, { client: undefined, address: '10.0.0.1', secure: true });
  expect(inbound.forward.slice(2, 4)).toEqual(['x-hanok-subject', 'kim']);
});

it('keeps every cookie that an answer sets', () => {
  const out = toOutbound({
    'set-cookie': ['a=1', 'b=2'],
    connection: 'close',
    'x-hanok-side': 'c',
  });
  expect(out).toEqual(['set-cookie', 'a=1', 'set-cookie', 'b=2']);
});
