import { partsOfKind } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'consistency/parts-are-as-many-as-said',
  severity: 'warning',
  title: {
    en: 'What is called microservices is several services.',
    ko: '마이크로서비스라 부르는 것은 여러 서비스다.',
  },
  why: {
    en: 'Modules of one process cannot be scaled, released or lost apart, whatever the drawing says.',
    ko: '한 프로세스의 모듈은 그림이 무엇이라 하든 따로 확장하거나 배포하거나 실패할 수 없다.',
  },
  fix: {
    en: 'Draw the services that run apart, or call it one service.',
    ko: '따로 도는 서비스를 그리거나 하나의 서비스라고 부른다.',
  },
  examples: () => ({
    pass: [sketch('one, called one', {})],
    fail: [sketch('one, called many', { states: [{ nature: 'microservices' }] })],
  }),
  check({ facts }, report) {
    const words = facts
      .of('nature')
      .filter((fact) => /micro-?services?|마이크로/i.test(fact.value));
    const services = partsOfKind(facts, 'service', 'job');
    if (words.length === 0 || services.length > 1) return;
    report({
      path: 'plan',
      because: [...words, ...services.flatMap((one) => facts.of('kind', one))],
      message: {
        en: `it is called microservices, and ${services.length} service runs`,
        ko: `마이크로서비스라고 부르지만 도는 서비스는 ${services.length}개다`,
      },
    });
  },
});
