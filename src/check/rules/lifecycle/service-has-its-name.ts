import { renamedFrom } from '#facts';
import { withParticle } from '#kernel';
import { link, search, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const named = (managed: string) =>
  small(`run by ${managed}`, {
    roots: [service('logs', { uses: [link(search('index', { managed }))] })],
  });

export const rule = defineRule({
  id: 'lifecycle/service-has-its-name',
  severity: 'warning',
  title: {
    en: 'Managed services are called by the name they have now.',
    ko: '관리형 서비스는 지금 이름으로 부른다.',
  },
  why: {
    en: 'The old name stands for an engine that is frozen or gone; prices and limits are listed under the new one.',
    ko: '옛 이름은 멈췄거나 사라진 엔진을 가리킨다. 가격과 한도는 새 이름 아래에 있다.',
  },
  fix: { en: 'Use the present name.', ko: '지금 이름을 쓴다.' },
  examples: () => ({ pass: [named('opensearch')], fail: [named('Amazon Elasticsearch Service')] }),
  check({ facts }, report) {
    for (const managed of facts.of('managed')) {
      const now = renamedFrom(managed.value);
      if (!now) continue;
      report({
        path: `${managed.subject}.managed`,
        because: [managed],
        message: {
          en: `${managed.value}, which runs ${nameOf(managed.subject)}, has been called ${now.to} since ${now.since}`,
          ko: `${withParticle(nameOf(managed.subject), '을/를')} 돌리는 ${managed.value}의 이름은 ${now.since}부터 ${withParticle(now.to, '이다/다')}`,
        },
      });
    }
  },
});
