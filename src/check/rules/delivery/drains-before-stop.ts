import { printSpan, withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

// A stream cut at its start has waited for nothing; below a second no client can be told to reconnect.
const LEAST = 1_000;

export const rule = defineRule({
  id: 'delivery/drains-before-stop',
  severity: 'error',
  title: {
    en: 'A service with long connections says how they are drained.',
    ko: '오래가는 연결을 가진 서비스는 어떻게 비우는지 말한다.',
  },
  why: {
    en: 'Every deploy and every scale-in cuts live streams where nobody lets them end.',
    ko: '끝낼 틈을 주지 않으면 배포할 때마다, 줄일 때마다 살아 있는 스트림이 끊긴다.',
  },
  fix: { en: "Set `stop: { drain: '10 s' }`.", ko: "`stop: { drain: '10 s' }`를 적는다." },
  examples: () => ({
    pass: [sketch('drained', { service: { streams: true, stop: { drain: '10 s' } } })],
    fail: [sketch('cut', { service: { streams: true } })],
  }),
  check({ facts }, report) {
    const streaming = facts
      .subjects('answers', (answers) => answers === 'stream')
      .flatMap((one) => facts.of('to', one).map((fact) => `parts.${fact.value}`));
    const subjects = new Set([...facts.subjects('streams', (streams) => streams), ...streaming]);
    for (const subject of subjects) {
      if (!facts.of('kind', subject).some((fact) => fact.value === 'service')) continue;
      const drain = facts.first('stop.drain', subject);
      if (drain && drain.value >= LEAST) continue;
      const said = drain
        ? { en: `only ${printSpan(drain.value)}`, ko: `${printSpan(drain.value)}뿐이다` }
        : { en: 'no time', ko: '계획에 없다' };
      report({
        path: `${subject}.stop`,
        because: [
          ...facts.of('streams', subject),
          ...(drain ? [drain] : facts.of('kind', subject)),
          ...facts.of('replicas.min', subject).filter((fact) => fact.origin === 'stated'),
        ],
        message: {
          en: `${nameOf(subject)} holds long connections, and the plan gives them ${said.en} to end`,
          ko: `${withParticle(nameOf(subject), '은/는')} 오래가는 연결을 받는데, 그 연결을 끝낼 시간이 ${said.ko}`,
        },
      });
    }
  },
});
