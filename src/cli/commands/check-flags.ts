import type { Flags } from '../command.ts';

/** The flags of `hanok check`. */
export const CHECK_FLAGS: Flags = {
  format: {
    value: 'FORMAT',
    about: {
      en: 'text (default), json, sarif (code scanning) or github (workflow commands)',
      ko: 'text (기본), json, sarif (코드 스캐닝), github (워크플로 명령)',
    },
  },
  'fail-on': {
    value: 'SEVERITY',
    about: {
      en: 'exit 1 from this severity on (default: error)',
      ko: '이 심각도부터 종료 코드 1 (기본: error)',
    },
  },
  profile: {
    value: 'NAME',
    about: {
      en: "severities by purpose, beside the plan's own `profiles`: strict, prototype, gdpr, pipa, diga",
      ko: '목적에 따른 심각도. 계획의 `profiles`에 더한다: strict, prototype, gdpr, pipa, diga',
    },
  },
  baseline: {
    value: 'FILE',
    about: {
      en: 'show only what this baseline does not know, and how many it knows',
      ko: '이 기준선에 없는 것만 보이고, 있는 것은 개수만 센다',
    },
  },
  'write-baseline': {
    value: 'FILE',
    about: {
      en: 'write what is found now as known; moved lines do not change it',
      ko: '지금 발견된 것을 기준선으로 적는다. 줄이 옮겨 가도 그대로 쓸 수 있다',
    },
  },
  'as-of': {
    value: 'DAY',
    about: {
      en: "judge by this day instead of the plan's own; `today` is allowed",
      ko: '계획의 날짜 대신 이 날짜로 판정. `today`도 된다',
    },
  },
};
