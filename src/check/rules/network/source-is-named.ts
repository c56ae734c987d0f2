import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const VAGUE = /^(private|internal|vpc|내부)$/i;

export const rule = defineRule({
  id: 'network/source-is-named',
  severity: 'error',
  title: {
    en: 'A firewall rule names who may come in.',
    ko: '방화벽 규칙에는 누가 들어올 수 있는지 적혀 있다.',
  },
  why: {
    en: '“Private” lets in every host of the network: the public web server reaches the database directly.',
    ko: '“private”은 네트워크의 모든 호스트를 받는다. 공개 웹 서버가 데이터베이스에 바로 닿는다.',
  },
  fix: {
    en: 'Name the calling part; in a design, link it, and the rule follows.',
    ko: '호출하는 구성 요소를 적는다. 설계에서는 연결하면 규칙이 따라온다.',
  },
  examples: () => ({
    pass: [sketch('from the web', { statesOfDatabase: { admits: [{ from: 'web', port: 5432 }] } })],
    fail: [
      sketch('from anywhere inside', {
        statesOfDatabase: { admits: [{ from: 'private', port: 5432 }] },
      }),
    ],
  }),
  check({ facts }, report) {
    for (const rule of facts.of('admits')) {
      const vague = rule.value.filter((one) => VAGUE.test(one.split(':')[0] ?? ''));
      if (vague.length === 0) continue;
      const ports = vague.map((one) => one.split(':')[1]).join(', ');
      report({
        path: `${rule.subject}.admits`,
        because: [rule],
        message: {
          en: `port ${ports} of ${nameOf(rule.subject)} is open to “${vague[0]?.split(':')[0]}”, which is every host inside and no source`,
          ko: `${nameOf(rule.subject)}의 ${ports}번 포트는 “${vague[0]?.split(':')[0]}”에 열려 있다. ${withParticle('그것', '은/는')} 출처가 아니라 안의 모든 호스트다`,
        },
      });
    }
  },
});
