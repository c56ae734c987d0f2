import { printSpan, type Text, withParticle } from '#kernel';
import { type Attribute, canary, type Fact, gateway, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { type FactBase, once } from '../../fact-base.ts';
import { waitsFor } from '../../promised.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

const released = (name: string, drain: '30 s' | '5 s') => {
  const shop = service('shop', {
    stop: { drain },
    health: { within: '30 s' },
    rollout: canary({ bake: '10 min', horizon: '30 s', bad: ['5xx'] }),
  });
  return small(name, {
    roots: [gateway('edge', { routes: [route('/', shop, { timeout: '10 s' })] })],
  });
};

export const rule = defineRule({
  id: 'delivery/times-follow-one-another',
  severity: 'warning',
  title: {
    en: 'What a release waits for has time to happen.',
    ko: '배포가 기다리는 일은 일어날 시간이 있다.',
  },
  why: {
    en: 'A wait shorter than what it waits for ends before the answer, the alert or the failure arrives.',
    ko: '기다리는 것보다 짧은 기다림은 답도 알림도 실패도 오기 전에 끝난다.',
  },
  fix: {
    en: 'Request time-out, then drain and horizon, then start, then the alert, then the bake.',
    ko: '요청 제한 시간, 종료 유예와 horizon, 시작, 알림, bake 순으로 길게 둔다.',
  },
  examples: () => ({
    pass: [released('drained for longer than a request', '30 s')],
    fail: [released('drained for half a request', '5 s')],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of subjectsOf(facts, ['service']))
      for (const { short, long, why } of pairs(facts, subject))
        if (short.value > long.value)
          report({
            path: `${subject}.${long.attribute}`,
            because: [long, short],
            message: {
              en: `${nameOf(subject)}: ${long.attribute} of ${printSpan(long.value)} is shorter than ${nameOf(short.subject)} ${short.attribute} (${printSpan(short.value)}): ${why.en}`,
              ko: `${nameOf(subject)}: ${long.attribute} ${withParticle(printSpan(long.value), '이/가')} ${nameOf(short.subject)} ${short.attribute}(${printSpan(short.value)})보다 짧다. ${why.ko}`,
            },
          });
  },
});

type Time = Fact & { readonly value: number };
interface Pair {
  readonly short: Time;
  readonly long: Time;
  readonly why: Text;
}

function pairs(facts: FactBase, subject: string): readonly Pair[] {
  const of = (attribute: Attribute) => facts.of(attribute, subject) as readonly Time[];
  const bake = of('rollout.bake');
  const waits = waitsFor(facts, subject) as readonly Time[];
  return [
    ...cross(waits, of('stop.drain'), CUT),
    ...cross(waits, of('rollout.horizon'), UNSEEN),
    ...cross(of('health.within'), bake, UNSEEN),
    // Five horizons, so that most of what a step began is over when it is judged.
    ...cross(of('rollout.horizon').map(fiveTimes), bake, UNSEEN),
    ...cross(alertsOn(facts, subject), bake, LATE),
  ];
}
const fiveTimes = (fact: Time): Time => ({ ...fact, value: fact.value * 5 });
const CUT = { en: 'requests under way are cut', ko: '처리 중인 요청이 끊긴다.' };
const UNSEEN = {
  en: 'what goes wrong is not seen before the verdict',
  ko: '판정 전에는 잘못된 것이 보이지 않는다.',
};
const LATE = {
  en: 'the alert fires when the release has already gone on',
  ko: '배포가 이미 넘어간 뒤에 알림이 울린다.',
};

const cross = (shorts: readonly Time[], longs: readonly Time[], why: Text): readonly Pair[] =>
  shorts.flatMap((short) => longs.map((long) => ({ short, long, why })));

/** Alerts by what they watch; '' for those that watch everything. */
const alertsByPart = once((facts) =>
  Map.groupBy(subjectsOf(facts, ['alerts']), (one) => {
    const of = facts.first('of', one);
    return of ? `parts.${of.value}` : '';
  }),
);

/** How long alerts on its failures wait. */
const alertsOn = (facts: FactBase, subject: string): readonly Time[] =>
  [...(alertsByPart(facts).get(subject) ?? []), ...(alertsByPart(facts).get('') ?? [])]
    .filter((one) => facts.of('errorsAbove', one).length + facts.of('slowerThan', one).length > 0)
    .flatMap((one) => facts.of('for', one) as readonly Time[]);
