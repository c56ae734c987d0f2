import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const VAGUE = /^(restricted|limited|some|제한적?)$/i;

export const rule = defineRule({
  id: 'network/egress-is-named',
  severity: 'error',
  title: {
    en: 'What a part may reach is listed.',
    ko: '구성 요소가 닿을 수 있는 곳이 적혀 있다.',
  },
  why: {
    en: '“Restricted” cannot be configured; and what a part needs to call must be on the list or the call fails.',
    ko: '“제한적”은 설정할 수 없다. 호출해야 하는 곳이 목록에 없으면 호출이 실패한다.',
  },
  fix: { en: 'List the destinations.', ko: '목적지를 적는다.' },
  examples: () => ({
    pass: [sketch('to the database', { statesOfService: { reaches: ['articles'] } })],
    fail: [
      sketch('somehow restricted', { statesOfService: { reaches: ['restricted'] } }),
      sketch('nowhere, yet it calls', { statesOfService: { reaches: ['none'] } }),
    ],
  }),
  check({ facts }, report) {
    for (const subject of facts.subjects('reaches')) {
      const listed = facts.of('reaches', subject);
      const all = listed.flatMap((fact) => fact.value);
      const vague = all.filter((one) => VAGUE.test(one));
      if (vague.length > 0)
        report({
          path: `${subject}.reaches`,
          because: listed,
          message: {
            en: `what ${nameOf(subject)} may reach is “${vague[0]}”: no rule can be made of that`,
            ko: `${withParticle(nameOf(subject), '이/가')} 나갈 수 있는 곳이 “${vague[0]}”이라고만 적혀 있어 규칙을 만들 수 없다`,
          },
        });
      if (!all.includes('none')) continue;
      const calls = facts.of('calls', subject);
      if (calls.length === 0) continue;
      const called = calls.flatMap((fact) => fact.value).join(', ');
      report({
        path: `${subject}.reaches`,
        because: [...listed, ...calls],
        message: {
          en: `${nameOf(subject)} may open no connection, yet it is drawn calling ${called}`,
          ko: `${withParticle(nameOf(subject), '은/는')} 밖으로 연결할 수 없다고 하면서 ${withParticle(called, '을/를')} 호출하는 것으로 그려져 있다`,
        },
      });
    }
  },
});
