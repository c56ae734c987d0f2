import { expect, it } from 'vitest';
import { cut, widthOf, wrap } from './width.ts';

it('counts Hangul as two columns and colours as none', () => {
  expect(widthOf('계획 ok')).toBe(7);
  expect(widthOf('\u001b[31mred\u001b[39m')).toBe(3);
});

it.each([
  ['plan', 4, 'plan'],
  ['planned', 4, 'pla…'],
  ['계획이다', 5, '계획…'],
])('cuts %s to %i columns', (text, width, expected) => {
  expect(cut(text, width)).toBe(expected);
});

it('folds words under an indent, keeps how a text begins, and lets a long word stand alone', () => {
  expect(wrap('  a plan that holds', 9, '    ')).toBe('  a plan\n    that\n    holds');
  expect(wrap('unbreakable word', 4)).toBe('unbreakable\nword');
  expect(wrap('as it is', Number.POSITIVE_INFINITY)).toBe('as it is');
});
