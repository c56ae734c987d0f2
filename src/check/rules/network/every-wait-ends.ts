import { gateway, link, postgres, route, service } from '#model';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { type Needed, reportUnsaid } from '../../said.ts';

const NEEDS: readonly Needed[] = [
  {
    of: ['links'],
    // Files that are read once, at the start.
    when: (facts, subject) =>
      facts
        .of('to', subject)
        .every((fact) => facts.first('kind', `parts.${fact.value}`)?.value !== 'model-files'),
    says: ['timeout'],
    en: 'when the other side hangs, the caller hangs with it, and then its callers',
    ko: '상대가 멈추면 부르는 쪽도, 그쪽을 부른 쪽도 함께 멈춘다.',
  },
  {
    of: ['routes'],
    when: (facts, subject) => facts.of('answers', subject).every((fact) => fact.value !== 'stream'),
    says: ['timeout'],
    en: 'the user waits as long as the slowest default on the way',
    ko: '사용자는 길목에서 가장 느린 기본값만큼 기다린다.',
  },
  {
    of: ['external', 'job'],
    says: ['timeout'],
    en: 'what never ends keeps a slot for ever',
    ko: '끝나지 않는 것은 자리를 영영 차지한다.',
  },
  {
    of: ['queue'],
    says: ['visibility', 'attempts', 'deadLetters', 'retention'],
    en: 'a message that cannot be handled comes back for ever, or is gone without a trace',
    ko: '처리할 수 없는 메시지가 끝없이 돌아오거나 흔적 없이 사라진다.',
  },
];

const waits = (name: string, spec: { readonly timeout?: '2 s' }) => {
  const [stock, prices] = [postgres('stock', {}), postgres('prices', {})];
  const uses = [link(stock, { timeout: '2 s' }), link(prices, spec)];
  const shop = service('shop', { uses });
  return small(name, {
    roots: [gateway('edge', { routes: [route('/', shop, { timeout: '5 s' })] })],
  });
};

export const rule = defineRule({
  id: 'network/every-wait-ends',
  severity: 'warning',
  title: { en: 'Whoever waits says for how long.', ko: '기다리는 쪽은 얼마나 기다릴지 말한다.' },
  why: {
    en: 'One slow store without a time-out holds every thread that asks it, and stops services that never needed it.',
    ko: '제한 시간이 없으면 느린 저장소 하나가 묻는 쪽의 스레드를 모두 붙잡아, 그 저장소가 필요 없던 서비스까지 멈춘다.',
  },
  fix: { en: "Give it a `timeout`, such as '2 s'.", ko: "`timeout`을 '2 s'처럼 적는다." },
  examples: () => ({
    pass: [waits('every wait ends', { timeout: '2 s' })],
    fail: [waits('one waits for ever', {})],
  }),
  check: (subject, report) => reportUnsaid(subject, NEEDS, report),
});
