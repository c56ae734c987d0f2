import type { Severity, Text } from '#kernel';

/** A named set of severities. Data only. */
export interface Profile {
  readonly name: string;
  readonly title: Text;
  /** `group/name` or `group/*`; the narrower one counts. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}

/** What a plan may name in `profiles`, and the command line in `--profile`. */
export const PROFILES: readonly Profile[] = [
  {
    name: 'strict',
    title: {
      en: 'Every finding of a rule is an error.',
      ko: '규칙이 찾은 것은 모두 오류다.',
    },
    rules: { '*': 'error' },
  },
  {
    name: 'prototype',
    title: {
      en: 'Not yet for users: what only matters in operation is a note, what leaks is still an error.',
      ko: '아직 사용자가 없다. 운영에서만 문제 되는 것은 참고로 두고, 새어 나가는 것은 여전히 오류다.',
    },
    rules: {
      'availability/*': 'info',
      'capacity/*': 'info',
      'delivery/*': 'info',
      'observability/*': 'info',
      'recovery/*': 'info',
      'lifecycle/*': 'warning',
    },
  },
  {
    name: 'gdpr',
    title: {
      en: 'Personal data of people in the EU (GDPR): where it rests, who reads it, how it comes back.',
      ko: 'EU 이용자의 개인정보(GDPR): 어디에 있고, 누가 읽고, 어떻게 복구하는가.',
    },
    rules: {
      'residency/*': 'error',
      'security/*': 'error',
      'recovery/store-has-backup': 'error',
    },
  },
  {
    name: 'pipa',
    title: {
      en: 'Personal data of people in Korea (PIPA): encrypted, placed, not open to the internet.',
      ko: '국내 이용자의 개인정보(개인정보 보호법): 암호화, 보관 장소, 외부 접근 차단.',
    },
    rules: {
      'residency/*': 'error',
      'security/personal-data-is-encrypted': 'error',
      'security/store-is-private': 'error',
      'security/no-literal-secret': 'error',
    },
  },
  {
    name: 'diga',
    title: {
      en: 'A digital health application in Germany (DiGA): data in permitted places, recovery that holds, versions still supported.',
      ko: '독일 디지털 건강 애플리케이션(DiGA): 허용된 곳의 데이터, 지켜지는 복구 목표, 지원이 끝나지 않은 버전.',
    },
    rules: {
      'residency/*': 'error',
      'security/*': 'error',
      'recovery/*': 'error',
      'lifecycle/*': 'error',
    },
  },
];
