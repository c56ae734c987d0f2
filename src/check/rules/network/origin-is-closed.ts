import { withParticle } from '#kernel';
import { cdn, gateway, route, service } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const fronted = (name: string, onlyFrom?: 'cdn') => {
  const edge = gateway('edge', {
    routes: [route('/', service('web', {}))],
    ...(onlyFrom && { onlyFrom }),
  });
  return small(name, { roots: [cdn('front', { origins: [edge] })] });
};

export const rule = defineRule({
  id: 'network/origin-is-closed',
  severity: 'error',
  title: {
    en: 'What stands behind a CDN admits only the CDN.',
    ko: 'CDN 뒤에 있는 것은 CDN만 받는다.',
  },
  why: {
    en: 'An origin that anybody reaches is a way around caching, rate limits and the firewall at the edge.',
    ko: '누구나 닿는 오리진은 캐시, 요청 한도, 앞단 방화벽을 모두 돌아가는 길이다.',
  },
  fix: {
    en: "Set `onlyFrom: 'cdn'` on the gateway: the provider's prefix list, a shared secret header or a private origin.",
    ko: "게이트웨이에 `onlyFrom: 'cdn'`을 적는다. 제공자의 주소 목록, 비밀 헤더, 비공개 오리진으로 지킨다.",
  },
  examples: () => ({ pass: [fronted('closed', 'cdn')], fail: [fronted('open beside it')] }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const gateways = partsOfKind(facts, 'gateway');
    for (const front of partsOfKind(facts, 'cdn')) {
      const origins = facts.of('origins', front).flatMap((fact) => fact.value);
      for (const subject of gateways.filter((one) => origins.includes(nameOf(one)))) {
        const named = facts.of('admits', subject).flatMap((fact) => fact.value);
        if (facts.of('onlyFrom', subject).some((fact) => fact.value === 'cdn')) continue;
        if (named.some((one) => one.startsWith(`${nameOf(front)}:`))) continue;
        report({
          path: `${subject}.onlyFrom`,
          because: [
            ...facts.of('admits', subject),
            ...facts.of('calls', front).filter((fact) => fact.origin === 'stated'),
            ...facts.of('kind', subject),
          ],
          message: {
            en: `${nameOf(front)} stands before ${nameOf(subject)}, but nothing keeps clients from going to ${nameOf(subject)} directly`,
            ko: `${withParticle(nameOf(front), '이/가')} ${nameOf(subject)} 앞에 있지만 클라이언트가 ${withParticle(nameOf(subject), '으로/로')} 바로 가는 것을 막는 것이 없다`,
          },
        });
      }
    }
  },
});
