import { expect, it } from 'vitest';
import type { Finding, Severity } from '#kernel';
import { renderBriefly } from './briefly.ts';

const call = { language: 'en', folder: '/plans', width: 200, terminal: false } as Parameters<
  typeof renderBriefly
>[1];
const findings = (severity: Severity, many: number): Finding[] =>
  Array.from({ length: many }, (_, index) => ({
    code: `synth/${severity}`,
    severity,
    at: { file: '/plans/hanok.plan.ts', line: index + 1 },
    path: 'parts.api',
    message: { en: `number ${index + 1}`, ko: `${index + 1}번` },
    hint: { en: 'Do this.', ko: '이렇게 한다.' },
  }));

it('tells every warning in a line with its place, and what helps once', () => {
  expect(renderBriefly(findings('warning', 4), call)).toEqual([
    'warning[synth/warning]: number 1 (hanok.plan.ts:1)',
    '  help: Do this.',
    'warning[synth/warning]: number 2 (hanok.plan.ts:2)',
    'warning[synth/warning]: number 3 (hanok.plan.ts:3)',
    'warning[synth/warning]: number 4 (hanok.plan.ts:4)',
  ]);
});

it('tells three notes of a kind and how many there are besides', () => {
  expect(renderBriefly(findings('info', 9), call)).toHaveLength(5);
  expect(renderBriefly(findings('info', 9), call).at(-1)).toBe(
    '  … 6 more of these notes (--json has them all)',
  );
  expect(renderBriefly(findings('info', 3), call)).toHaveLength(4);
});
