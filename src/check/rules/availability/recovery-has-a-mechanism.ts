import { withParticle } from '#kernel';
import { nameOf, partsOfKind } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'availability/recovery-has-a-mechanism',
  severity: 'error',
  title: {
    en: 'What recovers by itself has something that notices.',
    ko: '스스로 복구되는 것에는 알아채는 장치가 있다.',
  },
  why: {
    en: 'Automatic recovery starts with a health check; a process that hangs looks alive to everybody else.',
    ko: '자동 복구는 헬스체크에서 시작한다. 멈춘 프로세스는 남에게는 살아 보인다.',
  },
  fix: {
    en: 'Give the service `health` paths, and an engine that restarts what fails them.',
    ko: '서비스에 `health` 경로를 주고 실패하면 다시 시작하는 엔진에 올린다.',
  },
  examples: () => ({
    pass: [
      sketch('noticed', {
        service: { health: { live: '/health' } },
        states: [{ failover: true }],
        gateway: { replicas: 2 },
      }),
    ],
    fail: [sketch('unnoticed', { states: [{ failover: true }], gateway: { replicas: 2 } })],
  }),
  check({ facts }, report) {
    const promises = facts.of('failover', 'plan').filter((fact) => fact.value);
    if (promises.length === 0) return;
    const blind = partsOfKind(facts, 'service').filter(
      (one) => !facts.first('health.live', one) && !facts.first('health.ready', one),
    );
    if (blind.length === 0) return;
    const names = blind.map(nameOf).join(', ');
    report({
      path: `${blind[0]}.health`,
      because: [...promises, ...blind.flatMap((one) => facts.of('kind', one))],
      message: {
        en: `recovery is called automatic, but ${names} has no health path: nothing notices a failure`,
        ko: `복구가 자동이라지만 ${withParticle(names, '은/는')} 헬스체크 경로가 없어 실패를 알아챌 것이 없다`,
      },
    });
  },
});
