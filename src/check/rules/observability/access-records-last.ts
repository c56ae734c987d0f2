import { printSpan } from '#kernel';
import { sketch } from '../../example.ts';
import { PERSONAL } from '../../personal.ts';
import { defineRule } from '../../rule.ts';

const YEAR = 365 * 86_400_000;
const kept = (keep: '30 d' | '1 year') =>
  sketch(`access records for ${keep}`, {
    database: { holds: ['personal'] },
    plan: { profiles: ['pipa'], logs: { to: 'cloudwatch', keep } },
  });

// Korea: Standards for Measures to Ensure the Safety of Personal Information, article 8:
// access records at least one year, two for large or sensitive processing.
export const rule = defineRule({
  id: 'observability/access-records-last',
  severity: 'warning',
  title: {
    en: 'Records of access to personal data last as long as the law asks.',
    ko: '개인정보 접속 기록은 법이 정한 만큼 남는다.',
  },
  why: {
    en: 'Korean rules ask for a year of access records, two for sensitive or large-scale data.',
    ko: '한국 기준은 접속 기록을 1년, 민감하거나 대규모이면 2년 이상 보관하도록 한다.',
  },
  fix: {
    en: "Keep audit records apart from application logs: `audit: { keep: '2 years' }`.",
    ko: "감사 기록을 애플리케이션 로그와 따로 둔다: `audit: { keep: '2 years' }`.",
  },
  examples: () => ({ pass: [kept('1 year')], fail: [kept('30 d')] }),
  check({ facts }, report) {
    const profile = facts.of('profiles', 'plan').find((fact) => fact.value.includes('pipa'));
    const holds = facts
      .of('holds')
      .find((fact) => fact.value.some((one) => PERSONAL.includes(one)));
    const kept = facts.first('audit.keep', 'plan') ?? facts.first('logs.keep', 'plan');
    if (!profile || !holds || !kept || kept.value >= YEAR) return;
    report({
      path: 'audit.keep',
      because: [kept, holds, profile],
      message: {
        en: `access records last ${printSpan(kept.value)}; for personal data in Korea it is a year at the least`,
        ko: `접속 기록을 ${printSpan(kept.value)} 보관한다. 국내 개인정보라면 1년 이상이어야 한다`,
      },
    });
  },
});
