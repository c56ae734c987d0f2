import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { type Bound, reportOutside } from '../../said.ts';

const BOUNDS: readonly Bound[] = [
  {
    of: ['service'],
    attribute: 'replicas.scaleOn.cpu',
    low: 40,
    high: 85,
    en: 'below it machines are paid for and idle; above it requests queue before a new replica is ready',
    ko: '아래면 머신이 값만 치르고 놀고, 위면 새 복제본이 준비되기 전에 요청이 줄을 선다.',
  },
  {
    of: ['service'],
    attribute: 'replicas.scaleOn.memory',
    low: 50,
    high: 90,
    en: 'memory does not come back when load falls: a low threshold only ever adds',
    ko: '메모리는 부하가 줄어도 돌아오지 않는다. 낮은 임계값은 늘리기만 한다.',
  },
  {
    of: ['gateway'],
    attribute: 'replicas',
    low: 2,
    high: 12,
    en: 'one is lost with its machine; a dozen gateways carry more than the services behind them',
    ko: '하나면 머신과 함께 잃고, 열둘이면 뒤의 서비스보다 많이 나른다.',
  },
  {
    of: ['postgres', 'mysql'],
    attribute: 'replicas',
    low: 1,
    high: 3,
    en: 'without a standby a loss is a restore; a primary writes to every standby, and managed services offer few',
    ko: '대기 인스턴스가 없으면 잃는 것이 곧 복원이다. 주 인스턴스는 모든 대기에 쓰며, 관리형은 몇 개만 준다.',
  },
  {
    of: ['postgres', 'mysql'],
    attribute: 'readers.count',
    low: 1,
    high: 15,
    en: 'RDS takes 15 read replicas of one primary at most',
    ko: 'RDS는 주 인스턴스 하나에 읽기 복제본을 15개까지만 준다.',
  },
  {
    of: ['redis'],
    attribute: 'replicas',
    low: 1,
    high: 5,
    en: 'ElastiCache takes up to five replicas a shard, and without one a loss empties the cache',
    ko: 'ElastiCache는 샤드마다 복제본을 다섯까지 두고, 하나도 없으면 잃을 때 캐시가 빈다.',
  },
  {
    of: ['search'],
    attribute: 'nodes',
    low: 3,
    high: 20,
    en: 'two nodes cannot agree who leads (Elasticsearch asks for three)',
    ko: '노드 둘은 누가 이끌지 정하지 못한다(Elasticsearch는 셋을 요구한다).',
  },
  {
    of: ['sites'],
    attribute: 'zones',
    low: 1,
    high: 6,
    en: 'no region has more than six zones',
    ko: '영역이 여섯보다 많은 리전은 없다.',
  },
  {
    of: ['traffic'],
    attribute: 'peak.times',
    low: 1.5,
    high: 10,
    en: 'people sleep, so a peak is well above the mean; ten times the mean is a launch, and planned as one',
    ko: '사람은 자므로 피크는 평균보다 높다. 열 배는 출시이며 따로 계획한다.',
  },
  {
    of: ['queue'],
    attribute: 'attempts',
    low: 2,
    high: 10,
    en: 'once is no retry; what failed ten times needs a person',
    ko: '한 번은 재시도가 아니고, 열 번 실패한 것은 사람이 봐야 한다.',
  },
  {
    of: ['gateway'],
    attribute: 'ejectAfter',
    low: 2,
    high: 10,
    en: 'one failure happens to everybody; after ten every user has met the broken instance',
    ko: '한 번은 누구나 실패하고, 열 번이면 모두가 고장 난 인스턴스를 만났다.',
  },
];

const scaled = (name: string, cpu: number) =>
  sketch(name, { service: { replicas: { min: 2, max: 4, scaleOn: [{ cpu }] } } });

export const rule = defineRule({
  id: 'capacity/sizes-are-plausible',
  severity: 'warning',
  title: {
    en: 'Counts and thresholds are such that the system can work with them.',
    ko: '개수와 임계값은 시스템이 그것으로 일할 수 있는 크기다.',
  },
  why: {
    en: 'A zero too many is bought, or runs into a provider’s limit on the day of the release.',
    ko: '0 하나를 더 쓰면 그만큼 사게 되거나, 배포하는 날 공급자의 한도에 걸린다.',
  },
  fix: { en: 'Move the value into its range.', ko: '값을 범위 안으로 옮긴다.' },
  examples: () => ({
    pass: [scaled('at seventy percent', 70)],
    fail: [scaled('at seven percent', 7)],
  }),
  check: (subject, report) => reportOutside(subject, BOUNDS, report),
});
