import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'network/plain-http-only-redirects',
  severity: 'error',
  title: {
    en: 'Plain HTTP is open only to send people to HTTPS.',
    ko: '평문 HTTP는 HTTPS로 보내기 위해서만 열려 있다.',
  },
  why: {
    en: 'Whatever is answered on port 80 can be read and changed on the way.',
    ko: '80번 포트에서 답한 것은 오가는 길에 읽히고 바뀔 수 있다.',
  },
  fix: {
    en: 'Set `redirectsToHttps: true`, or close port 80.',
    ko: '`redirectsToHttps: true`를 적거나 80번 포트를 닫는다.',
  },
  examples: () => ({
    pass: [
      sketch('redirected', { gateway: { ports: [80, 443], redirectsToHttps: true } }),
      sketch('only HTTPS', { gateway: { ports: [443] } }),
    ],
    fail: [sketch('answered in the clear', { gateway: { ports: [80, 443] } })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const open = [
      ...facts.of('ports').filter((fact) => fact.value.includes(80)),
      ...facts.of('admits').filter((fact) => fact.value.includes('internet:80')),
    ];
    for (const subject of new Set(open.map((fact) => fact.subject))) {
      if (facts.of('redirectsToHttps', subject).some((fact) => fact.value)) continue;
      report({
        path: `${subject}.redirectsToHttps`,
        because: [...open.filter((fact) => fact.subject === subject), ...facts.of('tls.minimum')],
        message: {
          en: `${nameOf(subject)} answers the internet on port 80, and nothing says that it only redirects`,
          ko: `${nameOf(subject)}의 80번 포트가 인터넷에 열려 있는데 HTTPS로 보내기만 한다는 말이 없다`,
        },
      });
    }
  },
});
