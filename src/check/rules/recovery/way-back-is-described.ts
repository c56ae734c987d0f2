import { daily, every, service } from '#model';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { PERSONAL } from '../../personal.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, type Needed, reportUnsaid } from '../../said.ts';

const LASTING = ['postgres', 'mysql', 'bucket', 'warehouse', 'document-store'];
const STORES = [...LASTING, 'redis', 'search', 'model-files', 'queue'];
const isCopied = (facts: FactBase, subject: string): boolean =>
  isSaid(facts, 'backup.full.everyMs', subject) ||
  isSaid(facts, 'backup.continuous', subject) ||
  isSaid(facts, 'backup.keep', subject);

const NEEDS: readonly Needed[] = [
  {
    of: STORES,
    when: isCopied,
    says: [
      'backup.full.everyMs',
      'backup.full.at',
      'backup.keep',
      'backup.copyTo',
      'backup.encrypted',
    ],
    en: 'a copy nobody can say the age, the place and the end of is no plan to come back',
    ko: '언제 뜨고 어디에 두고 언제까지 남는지 모르는 사본은 되돌아갈 계획이 아니다.',
  },
  {
    of: LASTING,
    when: isCopied,
    says: ['backup.rehearse.everyMs', 'backup.continuous'],
    en: 'a backup that was never read back is a hope',
    ko: '한 번도 되돌려 읽지 않은 백업은 희망일 뿐이다.',
  },
  {
    of: LASTING,
    when: (facts, subject) =>
      isCopied(facts, subject) &&
      facts.of('holds', subject).some((fact) => fact.value.some((one) => PERSONAL.includes(one))),
    says: ['backup.restsIn'],
    en: 'a copy of data about people is data about people, and rests somewhere too',
    ko: '사람에 대한 데이터의 사본도 사람에 대한 데이터이고, 어딘가에 있다.',
  },
  {
    of: ['plan'],
    says: ['recoveryOrder', 'rehearse.everyMs', 'availability', 'recovery.time', 'recovery.point'],
    en: 'in a disaster the first hour goes to deciding what comes first, and when it is good enough',
    ko: '재해가 나면 처음 한 시간을 무엇이 먼저이고 어디까지면 되는지 정하는 데 쓴다.',
  },
  {
    of: ['plan'],
    says: ['throughput', 'zeroDowntime'],
    en: 'whether the system is large enough, or may stop for a release, can only be argued about',
    ko: '시스템이 충분히 큰지, 배포하느라 멈춰도 되는지 말싸움만 하게 된다.',
  },
];

const shop = service('shop', {});
const backup = {
  full: daily('02:00', 'Asia/Seoul'),
  continuous: true,
  keep: '30 d',
  encrypted: true,
  rehearse: every('30 d'),
} as const;
const objectives = {
  availability: '99.9%',
  recovery: { time: '1 h', point: '1 h' },
  throughput: '10 rps',
  zeroDowntime: true,
} as const;

export const rule = defineRule({
  id: 'recovery/way-back-is-described',
  severity: 'warning',
  title: {
    en: 'The way back after a loss is described to its end.',
    ko: '잃은 뒤 되돌아가는 길이 끝까지 적혀 있다.',
  },
  why: {
    en: 'What is missing is decided in the worst hour, by whoever is awake.',
    ko: '빠진 것은 가장 나쁜 시간에, 깨어 있는 사람이 정하게 된다.',
  },
  fix: { en: 'Say what is missing.', ko: '빠진 것을 적는다.' },
  examples: () => ({
    pass: [
      sketch('described', {
        plan: { objectives, roots: [shop], recoveryOrder: [shop], rehearse: every('90 d') },
      }),
    ],
    fail: [sketch('a copy for ever, on its own machine', { database: { backup } })],
  }),
  check: (subject, report) => reportUnsaid(subject, NEEDS, report),
});
