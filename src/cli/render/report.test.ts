import { expect, it } from 'vitest';
import type { CheckReport } from '#app';
import type { Call } from '../command.ts';
import { renderReport } from './report.ts';
import { widthOf } from './width.ts';

const REPORT: CheckReport = {
  file: '/plans/hanok.plan.ts',
  plan: 'shop',
  asOf: '2026-11-20',
  rules: 21,
  profiles: [],
  environments: [
    {
      environment: 'production',
      waived: [],
      known: [],
      findings: [
        {
          code: 'recovery/point-is-covered',
          severity: 'error',
          at: { file: '/plans/hanok.plan.ts', line: 9 },
          path: 'parts.articles.backup',
          message: { en: 'copies are a whole day apart', ko: '사본 간격이 하루다' },
          hint: { en: 'Archive continuously, or copy more often.', ko: '더 자주 복사한다.' },
          related: [{ file: '/plans/hanok.plan.ts', line: 120 }],
          document: ['document.md:7'],
        },
      ],
    },
  ],
};
const EXCERPTS = {
  '/plans/hanok.plan.ts:9':
    "  const articles = postgres('articles', { backup: { full: daily() } });",
  '/plans/hanok.plan.ts:120': "objectives: { recovery: { point: '1 h' } },",
};
const call = (more: Partial<Call>) =>
  ({ language: 'en', folder: '/plans', terminal: false, width: Infinity, ...more }) as Call;

it('keeps within a narrow terminal', () => {
  expect(
    renderReport(REPORT, EXCERPTS, call({ width: 44 })),
  ).toBe(`error[recovery/point-is-covered]: copies are
  a whole day apart
   --> hanok.plan.ts:9
       (parts.articles.backup)
  9 |   const articles = postgres('articles…
    |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
with: hanok.plan.ts:120
120 | objectives: { recovery: { point: '1 h…
    | --------------------------------------
document: document.md:7
help: Archive continuously, or copy more
      often.

shop / production: 1 error, 0 warnings, 0 notes
21 rules, as of 2026-11-20
`);
});

it('is as wide in colour as without', () => {
  const plain = renderReport(REPORT, EXCERPTS, call({ width: 60 })).split('\n');
  const colour = renderReport(REPORT, EXCERPTS, call({ width: 60, terminal: true })).split('\n');
  expect(colour.map(widthOf)).toEqual(plain.map(widthOf));
});
