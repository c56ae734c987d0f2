import { type Text, withParticle } from '#kernel';
import type { Attribute, Fact } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { printValue } from '../../print-value.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

/** How one value of a subject stands to another of it. */
interface Ratio extends Text {
  readonly of: readonly string[];
  readonly value: Attribute;
  readonly to: Attribute;
  readonly low: number;
  readonly high: number;
}
const GIB = 2 ** 30;
const DATABASES = ['postgres', 'mysql'];

const RATIOS: readonly Ratio[] = [
  {
    of: ['service', 'gateway', ...DATABASES],
    value: 'size.memory',
    to: 'size.cpu',
    low: GIB / 4,
    high: 8 * GIB,
    en: 'providers sell a quarter to eight GiB a core; outside it one of the two is bought and never used',
    ko: '공급자는 코어당 0.25–8 GiB를 판다. 그 밖이면 둘 가운데 하나는 사 두고 쓰지 못한다.',
  },
  {
    of: ['pools'],
    value: 'max',
    to: 'min',
    low: 1,
    high: 5,
    en: 'a pool cannot end below its floor, and five times the floor is a quota to ask for first',
    ko: '상한이 하한보다 낮을 수 없고, 하한의 다섯 배는 먼저 한도를 늘려야 한다.',
  },
  {
    of: ['service'],
    value: 'replicas.max',
    to: 'replicas.min',
    low: 1,
    high: 10,
    en: 'replicas start one after another: ten times the floor is not there when the peak comes',
    ko: '복제본은 차례로 시작한다. 하한의 열 배는 피크가 올 때 아직 없다.',
  },
  {
    of: DATABASES,
    value: 'maxStorage',
    to: 'storage',
    low: 1.1,
    high: 5,
    en: 'storage has to grow before it is full, and beyond five times the backup no longer fits its time',
    ko: '저장 용량은 차기 전에 늘어야 하고, 다섯 배가 넘으면 백업이 제 시간에 끝나지 않는다.',
  },
  {
    of: DATABASES,
    value: 'readers.size.cpu',
    to: 'size.cpu',
    low: 1,
    high: 2,
    en: 'a reader replays every write of the primary: a smaller one falls behind',
    ko: '읽기 복제본은 주 인스턴스의 쓰기를 모두 따라 한다. 작으면 뒤처진다.',
  },
  {
    of: DATABASES,
    value: 'readers.size.memory',
    to: 'size.memory',
    low: 0.9,
    high: 2,
    en: 'a reader replays every write of the primary: a smaller one falls behind',
    ko: '읽기 복제본은 주 인스턴스의 쓰기를 모두 따라 한다. 작으면 뒤처진다.',
  },
  {
    of: ['search'],
    value: 'heap',
    to: 'memory',
    low: 0.25,
    high: 0.5,
    en: 'Elasticsearch wants half of the memory at most as heap, the rest for the file cache',
    ko: 'Elasticsearch는 메모리의 절반까지를 heap으로, 나머지를 파일 캐시로 쓴다.',
  },
  {
    of: DATABASES,
    value: 'memory.sharedBuffers',
    to: 'size.memory',
    low: 0.15,
    high: 0.4,
    en: 'PostgreSQL’s manual recommends a quarter, and more than 40 % gains nothing',
    ko: 'PostgreSQL 설명서는 4분의 1을 권하고, 40%를 넘으면 나아지지 않는다.',
  },
  {
    of: DATABASES,
    value: 'memory.effectiveCache',
    to: 'size.memory',
    low: 0.5,
    high: 0.8,
    en: 'it tells the planner what the machine can cache: half to three quarters of its memory',
    ko: '머신이 캐시할 수 있는 크기를 알리는 값이다. 메모리의 절반에서 4분의 3이다.',
  },
  {
    of: ['service'],
    value: 'tokens.refresh',
    to: 'tokens.access',
    low: 4,
    high: 4_000,
    en: 'a refresh token that ends with the access token refreshes nothing',
    ko: 'access 토큰과 함께 끝나는 refresh 토큰은 아무것도 갱신하지 못한다.',
  },
  {
    of: ['service'],
    value: 'replicas.scaleOn.rps',
    to: 'handles',
    low: 0.5,
    high: 1,
    en: 'a replica that is asked for more than it handles fails before another is added; below half of it machines idle',
    ko: '감당하는 것보다 많이 받으면 늘어나기 전에 실패하고, 절반보다 적으면 머신이 논다.',
  },
  {
    of: ['service'],
    value: 'handles',
    to: 'size.cpu',
    low: 0.2,
    high: 1_000,
    en: 'a core that answers requests with a store behind it handles fewer than a thousand a second, and more than one in five seconds',
    ko: '뒤에 저장소가 있는 요청을 코어 하나가 초당 천 건 처리하지는 못하고, 5초에 하나보다는 많이 처리한다.',
  },
];

export const rule = defineRule({
  id: 'capacity/ratios-hold',
  severity: 'warning',
  title: {
    en: 'Values that belong together are in proportion.',
    ko: '함께 가는 값은 비율이 맞는다.',
  },
  why: {
    en: 'One of two was changed and the other forgotten: the system pays for one and runs out of the other.',
    ko: '둘 가운데 하나만 바꾸고 하나는 잊었다. 하나는 값을 치르고 하나는 모자란다.',
  },
  fix: { en: 'Change both, or neither.', ko: '둘 다 바꾸거나 둘 다 그대로 둔다.' },
  examples: () => ({
    pass: [sketch('two GiB a core', { service: { size: { cpu: 1, memory: '2 GiB' } } })],
    fail: [sketch('twenty GiB a core', { service: { size: { cpu: 1, memory: '20 GiB' } } })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const ratio of RATIOS)
      for (const subject of subjectsOf(facts, ratio.of)) {
        const value = facts.first(ratio.value, subject) as Fact | undefined;
        const to = facts.first(ratio.to, subject) as Fact | undefined;
        const is = Number(value?.value) / Number(to?.value);
        if (!value || !to || (is >= ratio.low && is <= ratio.high)) continue;
        const what = `${ratio.value} ${printValue(value)}, ${ratio.to} ${printValue(to)}`;
        report({
          path: `${subject}.${ratio.value}`,
          because: [value, to],
          message: {
            en: `${nameOf(subject)}: ${what}: ${ratio.en}`,
            ko: `${withParticle(nameOf(subject), '은/는')} ${withParticle(what, '이다/다')}. ${ratio.ko}`,
          },
        });
      }
  },
});
