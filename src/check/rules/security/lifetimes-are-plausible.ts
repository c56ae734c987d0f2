import { DAY, HOUR, MINUTE } from '#kernel';
import { link, postgres, secret, service } from '#model';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { type Bound, reportOutside } from '../../said.ts';

const BOUNDS: readonly Bound[] = [
  {
    of: ['secret', 'key'],
    attribute: 'rotate',
    low: 30 * DAY,
    high: 400 * DAY,
    en: 'NIST SP 800-57 gives a key of this kind one to two years at most; below a month rotation itself becomes the outage',
    ko: 'NIST SP 800-57은 이런 키에 길어야 1–2년을 준다. 한 달보다 짧으면 교체가 곧 장애가 된다.',
  },
  {
    of: ['service'],
    attribute: 'tokens.access',
    low: 5 * MINUTE,
    high: HOUR,
    en: 'an access token cannot be called back while it lives (RFC 9700); below five minutes every clock that is off locks users out',
    ko: 'access 토큰은 살아 있는 동안 거둘 수 없다(RFC 9700). 5분보다 짧으면 시계가 어긋난 사용자가 쫓겨난다.',
  },
  {
    of: ['service'],
    attribute: 'tokens.refresh',
    low: 12 * HOUR,
    high: 90 * DAY,
    en: 'shorter than a day, users log in at every visit; longer than a quarter, a lost phone stays logged in',
    ko: '하루보다 짧으면 올 때마다 로그인하고, 석 달보다 길면 잃어버린 전화기가 계속 로그인되어 있다.',
  },
  {
    of: ['service'],
    attribute: 'image.user',
    low: 1000,
    high: 65533,
    en: '0 is root, below 1000 are the system’s own accounts (Debian Policy 9.2.2), 65534 is nobody and above it the id is cut in 16 bits',
    ko: '0은 root이고 1000 아래는 시스템 계정이다(Debian Policy 9.2.2). 65534는 nobody이고 그 위는 16비트에서 잘린다.',
  },
];

const turned = (name: string, rotate: '90 d' | '5 years') =>
  small(name, {
    roots: [service('shop', { uses: [link(postgres('stock', {})), secret('door', { rotate })] })],
  });

export const rule = defineRule({
  id: 'security/lifetimes-are-plausible',
  severity: 'warning',
  title: {
    en: 'Keys, tokens and identities live as long as they should.',
    ko: '열쇠와 토큰과 신원은 알맞은 만큼 산다.',
  },
  why: {
    en: 'What lives too long is stolen once and used for years; what lives too short fails at the rotation nobody rehearsed.',
    ko: '너무 오래 살면 한 번 훔쳐 몇 년을 쓰고, 너무 짧게 살면 연습하지 않은 교체에서 멈춘다.',
  },
  fix: { en: 'Move the value into its range.', ko: '값을 범위 안으로 옮긴다.' },
  examples: () => ({
    pass: [turned('every quarter', '90 d')],
    fail: [turned('every five years', '5 years')],
  }),
  check: (subject, report) => reportOutside(subject, BOUNDS, report),
});
