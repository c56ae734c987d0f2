import { expect, it } from 'vitest';
import { withParticle } from './particle.ts';

it.each([
  ['메모리', '을/를', '메모리를'],
  ['저장 용량', '을/를', '저장 용량을'],
  ['처리량', '과/와', '처리량과'],
  ['서울', '으로/로', '서울로'],
  ['부산', '으로/로', '부산으로'],
  ['대구', '으로/로', '대구로'],
])('reads Hangul: %s %s', (words, particle, said) => {
  expect(withParticle(words, particle as '을/를')).toBe(said);
});

it.each([
  ['models', 'models를'],
  ['cache', 'cache를'],
  ['nginx', 'nginx를'],
  ['classifier', 'classifier를'],
  ['database', 'database를'],
  ['fastapi', 'fastapi를'],
  ['redis', 'redis를'],
  ['web', 'web을'],
  ['session', 'session을'],
  ['engine', 'engine을'],
  ['mail', 'mail을'],
  ['pickle', 'pickle을'],
  ['backup', 'backup을'],
  ['stack', 'stack을'],
  ['CPU', 'CPU를'],
  ['SQL', 'SQL을'],
  ['db', 'db를'],
])('guesses how %s is said', (words, said) => {
  expect(withParticle(words, '을/를')).toBe(said);
});

it.each([
  ['10', '10은'],
  ['8.2', '8.2는'],
  ['7.0', '7.0은'],
  ['16', '16은'],
  ['99.9 %', '99.9 %는'],
  ['24 h', '24 h은'],
  ['30 min', '30 min은'],
  ['10 s', '10 s는'],
  ['90 d', '90 d은'],
  ['512 MiB', '512 MiB는'],
  ['200 rps', '200 rps는'],
  ['$50', '$50는'],
  ['$1,234.50', '$1,234.50는'],
])('reads numbers and units: %s', (words, said) => {
  expect(withParticle(words, '은/는')).toBe(said);
});

it('looks through quotes and brackets, and takes ㄹ for 로', () => {
  expect(withParticle("'10 GiBs'", '이다/다')).toBe("'10 GiBs'다");
  expect(withParticle('`canary`', '은/는')).toBe('`canary`는');
  expect(withParticle('정수 (1–65535)', '이어야/여야')).toBe('정수 (1–65535)여야');
  expect(withParticle("`memory: '1 GiB'`", '을/를')).toBe("`memory: '1 GiB'`를");
  expect(withParticle('1', '으로/로')).toBe('1로');
  expect(withParticle('3', '으로/로')).toBe('3으로');
  expect(withParticle('…', '은/는')).toBe('…는');
});
