import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'observability/audit-is-kept',
  severity: 'error',
  title: {
    en: 'An audit log says how long it lives and that nobody can change it.',
    ko: '감사 로그에는 보존 기간과 변경할 수 없다는 것이 적혀 있다.',
  },
  why: {
    en: 'Evidence that can be edited or that ends before the question is asked proves nothing.',
    ko: '고칠 수 있거나 물음보다 먼저 사라지는 증거는 아무것도 증명하지 못한다.',
  },
  fix: {
    en: "Set `audit: { keep: '2 years', immutable: true }`.",
    ko: "`audit: { keep: '2 years', immutable: true }`를 적는다.",
  },
  examples: () => ({
    pass: [
      sketch('kept', {
        plan: { audit: { of: ['data-access'], keep: '2 years', immutable: true } },
      }),
    ],
    fail: [sketch('somewhere, for some time', { plan: { audit: { of: ['data-access'] } } })],
  }),
  check({ facts }, report) {
    const about = [
      ...facts.of('audit.of', 'plan'),
      ...facts.of('accessAudited').filter((fact) => fact.value),
    ];
    const keep = facts.first('audit.keep', 'plan');
    const fixed = facts.of('audit.immutable', 'plan').some((fact) => fact.value);
    const missing = [
      ...(keep ? [] : [{ en: 'how long it is kept', ko: '보존 기간' }]),
      ...(fixed ? [] : [{ en: 'that it cannot be changed', ko: '변경할 수 없다는 것' }]),
    ];
    if (about.length === 0 || missing.length === 0) return;
    report({
      path: 'audit',
      because: about,
      message: {
        en: `access is recorded, but the plan does not say ${missing.map((one) => one.en).join(' nor ')}`,
        ko: `접근을 기록하지만 계획에 다음이 없다: ${missing.map((one) => one.ko).join(', ')}`,
      },
    });
  },
});
