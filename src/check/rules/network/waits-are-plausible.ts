import { link, postgres, service } from '#model';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { type Bound, reportOutside } from '../../said.ts';

const BOUNDS: readonly Bound[] = [
  {
    of: ['links'],
    attribute: 'timeout',
    low: 250,
    high: 60_000,
    en: 'below a quarter of a second one garbage collection fails the call; whoever waits a minute has lost the user',
    ko: '0.25초보다 짧으면 가비지 컬렉션 한 번에 호출이 실패하고, 1분을 기다리면 사용자가 떠난다.',
  },
  {
    of: ['routes'],
    attribute: 'timeout',
    low: 1_000,
    high: 60_000,
    en: 'below a second a cold start answers 504; nobody looks at a page for a minute',
    ko: '1초보다 짧으면 첫 시작이 504가 되고, 1분을 기다려 보는 화면은 없다.',
  },
  {
    of: ['gateway', 'cdn'],
    attribute: 'timeout',
    low: 5_000,
    high: 120_000,
    en: 'every hang holds a connection of the edge for that long',
    ko: '멈출 때마다 입구의 연결 하나를 그동안 붙잡는다.',
  },
  {
    of: ['routes'],
    attribute: 'maxBody',
    low: 32 * 1_024,
    high: 50 * 1_024 * 1_024,
    en: 'headers and a form take some KiB; a larger upload goes to a bucket by a signed address',
    ko: '헤더와 양식만으로도 몇 KiB이고, 더 큰 파일은 서명한 주소로 버킷에 바로 올린다.',
  },
  {
    of: ['external'],
    attribute: 'timeout',
    low: 1_000,
    high: 60_000,
    en: 'a call over the internet takes a second on a bad day, and a minute holds the caller’s slot',
    ko: '인터넷 너머의 호출은 나쁜 날 1초가 걸리고, 1분이면 부른 쪽의 자리를 붙잡는다.',
  },
  {
    of: ['queue'],
    attribute: 'visibility',
    low: 10_000,
    high: 12 * 3_600_000,
    en: 'work that is shown again while it is done is done twice; SQS hides for 12 hours at most',
    ko: '하는 중에 다시 보이는 일은 두 번 한다. SQS는 12시간까지 숨긴다.',
  },
  {
    of: ['queue'],
    attribute: 'retention',
    low: 24 * 3_600_000,
    high: 14 * 24 * 3_600_000,
    en: 'a weekend’s outage must not lose work; SQS keeps 14 days at most',
    ko: '주말 장애에 일을 잃어서는 안 된다. SQS는 14일까지 둔다.',
  },
  {
    of: ['links'],
    attribute: 'pool',
    low: 4,
    high: 200,
    en: 'with fewer than four connections one slow statement stops a replica; more than 200 are a pooler’s work',
    ko: '연결이 넷보다 적으면 느린 문장 하나에 복제본이 멈추고, 200이 넘으면 pooler가 할 일이다.',
  },
];

const asked = (name: string, timeout: '2 s' | '20 ms') =>
  small(name, { roots: [service('shop', { uses: [link(postgres('stock', {}), { timeout })] })] });

export const rule = defineRule({
  id: 'network/waits-are-plausible',
  severity: 'warning',
  title: {
    en: 'Waits and pools are long and large enough to answer, and no more.',
    ko: '기다림과 연결 풀은 답할 만큼 길고 크며, 그 이상은 아니다.',
  },
  why: {
    en: 'A wait too short fails healthy calls; one too long passes a hang on to everybody before it.',
    ko: '너무 짧으면 멀쩡한 호출이 실패하고, 너무 길면 멈춤이 앞쪽 모두에게 번진다.',
  },
  fix: { en: 'Move the value into its range.', ko: '값을 범위 안으로 옮긴다.' },
  examples: () => ({
    pass: [asked('two seconds', '2 s')],
    fail: [asked('twenty milliseconds', '20 ms')],
  }),
  check: (subject, report) => reportOutside(subject, BOUNDS, report),
});
