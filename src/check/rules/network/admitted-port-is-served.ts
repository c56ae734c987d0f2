import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'network/admitted-port-is-served',
  severity: 'error',
  title: {
    en: 'An open port is one the part listens on.',
    ko: '열린 포트는 구성 요소가 듣는 포트다.',
  },
  why: {
    en: 'A rule for another port than the process listens on lets nothing through and opens what nobody serves.',
    ko: '프로세스가 듣지 않는 포트의 규칙은 아무것도 통과시키지 못하고 쓸데없는 포트만 연다.',
  },
  fix: {
    en: 'Say the `port` of the part, and admit that one.',
    ko: '구성 요소의 `port`를 적고 그 포트를 허용한다.',
  },
  examples: () => ({
    pass: [
      sketch('the same port', {
        service: { port: 8000 },
        statesOfService: { admits: [{ from: 'edge', port: 8000 }] },
      }),
    ],
    fail: [
      sketch('another port', {
        service: { port: 3000 },
        statesOfService: { admits: [{ from: 'edge', port: 80 }] },
      }),
      sketch('a port nobody said', {
        statesOfService: {
          admits: [
            { from: 'edge', port: 80 },
            { from: 'edge', port: 443 },
          ],
        },
      }),
    ],
  }),
  check({ facts }, report) {
    for (const subject of facts.subjects('admits')) {
      const kind = facts.first('kind', subject)?.value;
      const rules = facts.of('admits', subject);
      const open = [
        ...new Set(rules.flatMap((one) => one.value.map((each) => Number(each.split(':')[1])))),
      ];
      const served = facts.of('port', subject);
      const odd = open.filter((port) => !served.some((fact) => fact.value === port));
      const unsaid = served.length === 0 && open.length > 1;
      if (kind !== 'service' || odd.length === 0 || (served.length === 0 && !unsaid)) continue;
      const listens = [...new Set(served.map((fact) => fact.value))].join(', ');
      report({
        path: `${subject}.port`,
        because: [...rules, ...served],
        message: {
          en: `${nameOf(subject)} is open on ${odd.join(', ')}, ${listens === '' ? 'and nothing says which port it listens on' : `but listens on ${listens}`}`,
          ko: `${withParticle(nameOf(subject), '은/는')} ${odd.join(', ')}번 포트가 열려 있는데 ${listens === '' ? '어느 포트에서 듣는지 적혀 있지 않다' : `듣는 포트는 ${listens}번이다`}`,
        },
      });
    }
  },
});
