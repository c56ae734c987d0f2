import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const due = (review: string) => sketch(`due ${review}`, { plan: { document: { review } } });

export const rule = defineRule({
  id: 'lifecycle/review-is-not-overdue',
  severity: 'warning',
  title: {
    en: 'The plan was reviewed when it said it would be.',
    ko: '계획은 정한 날에 검토되었다.',
  },
  why: {
    en: 'Versions, prices and people change; a plan past its review describes last year.',
    ko: '버전, 가격, 사람이 바뀐다. 검토일이 지난 계획은 지난해를 말한다.',
  },
  fix: { en: 'Review it and set the next day.', ko: '검토하고 다음 날짜를 적는다.' },
  examples: () => ({ pass: [due('2027-02-20')], fail: [due('2025-09-23')] }),
  check({ facts, asOf }, report) {
    for (const review of facts.of('document.review')) {
      if (review.value >= asOf) continue;
      report({
        path: 'document.review',
        because: [review],
        message: {
          en: `the next review was due on ${review.value}; the plan is judged as of ${asOf}`,
          ko: `다음 검토는 ${review.value}까지였다. 계획은 ${asOf} 기준으로 본다`,
        },
      });
    }
  },
});
