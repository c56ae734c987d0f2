import { expect, it } from 'vitest';
import { readAnswerHead } from './answer-head.ts';

const head = (...lines: string[]): string => ['HTTP/1.1 200 OK', ...lines].join('\r\n');

it('passes headers on without those of the hop', () => {
  const text = head(
    'Content-Length: 5',
    'Connection: keep-alive',
    'Keep-Alive: timeout=5',
    'X-A:b',
  );
  expect(readAnswerHead(text, 'GET')).toEqual({
    status: 200,
    headers: ['Content-Length', '5', 'X-A', 'b'],
    framing: 'length',
    length: 5,
    keepAlive: true,
    idleMs: 5_000,
    says: undefined,
  });
});

it.each([
  ['an answer to HEAD has no body', 'HEAD', head('Content-Length: 5'), 'none'],
  ['204 has no body', 'GET', 'HTTP/1.1 204 No Content', 'none'],
  ['chunks end themselves', 'GET', head('Transfer-Encoding: chunked'), 'chunks'],
  ['without a length the connection ends the body', 'GET', head(), 'close'],
])('%s', (_, method, text, framing) => {
  expect(readAnswerHead(text, method).framing).toBe(framing);
});

it.each([
  ['a length and a coding', head('Content-Length: 5', 'Transfer-Encoding: chunked')],
  ['two lengths', head('Content-Length: 5', 'Content-Length: 6')],
  ['a signed length', head('Content-Length: +5')],
  ['a folded line', head('X-A: b', ' c: d')],
  ['a space before the colon', head('X-A : b')],
  ['a line without a colon', head('nothing')],
  ['another protocol', 'HTTP/2 200 OK'],
  ['a status that is none', 'HTTP/1.1 abc OK'],
])('refuses %s', (_, text) => {
  expect(() => readAnswerHead(text, 'GET')).toThrow();
});
