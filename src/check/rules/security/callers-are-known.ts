import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { PERSONAL } from '../../personal.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'security/callers-are-known',
  severity: 'error',
  title: {
    en: 'A service that handles personal data knows who calls.',
    ko: '개인정보를 다루는 서비스는 누가 호출하는지 안다.',
  },
  why: {
    en: 'Without an identity there is no permission, no limit per caller, no audit and no way to shut one out.',
    ko: '신원이 없으면 권한도, 호출자별 한도도, 감사도, 차단도 없다.',
  },
  fix: {
    en: "Say how callers are known: `authenticates: ['session']`, 'jwt', 'api-key', 'device-key' or 'mtls'.",
    ko: "호출자를 아는 방법을 적는다: `authenticates: ['session']`, 'jwt', 'api-key', 'device-key', 'mtls'.",
  },
  examples: () => ({
    pass: [
      sketch('with sessions', {
        service: { authenticates: ['session'] },
        database: { holds: ['personal'] },
      }),
    ],
    fail: [sketch('anybody', { database: { holds: ['health'] } })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const entered = new Set(facts.of('to').map((fact) => `parts.${fact.value}`));
    for (const subject of entered) {
      if (facts.first('kind', subject)?.value !== 'service') continue;
      const called = facts.of('calls', subject).flatMap((fact) => fact.value);
      const holds = called
        .flatMap((one) => facts.of('holds', `parts.${one}`))
        .filter((fact) => fact.value.some((one) => PERSONAL.includes(one)));
      if (holds.length === 0 || facts.first('authenticates', subject)) continue;
      const stores = [...new Set(holds.map((fact) => nameOf(fact.subject)))].join(', ');
      report({
        path: `${subject}.authenticates`,
        because: [...facts.of('kind', subject), ...holds],
        message: {
          en: `${nameOf(subject)} is reached from outside and works on personal data of ${stores}, but nothing says how it knows its callers`,
          ko: `밖에서 닿는 ${nameOf(subject)} 서비스가 ${stores}의 개인정보를 다루는데 호출자를 어떻게 아는지 적혀 있지 않다`,
        },
      });
    }
  },
});
