import { reachable, withParticle } from '#kernel';
import { stage } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { type FactBase, once } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

const way = (name: string, tested: boolean) => {
  const [first, second] = [
    stage('to-staging', { does: 'deploy', to: 'staging', on: ['main'] }),
    stage('smoke', { does: 'test', after: ['to-staging'] }),
  ];
  const last = stage('to-production', {
    does: 'deploy',
    to: 'production',
    after: [tested ? 'smoke' : 'to-staging'],
  });
  return small(name, {
    roots: [],
    pipeline: { stages: tested ? [first, second, last] : [first, last] },
  });
};

export const rule = defineRule({
  id: 'delivery/staging-is-tested',
  severity: 'error',
  title: {
    en: 'Something is tested on staging before production.',
    ko: '운영에 앞서 스테이징에서 무엇인가를 시험한다.',
  },
  why: {
    en: 'A deploy that only passes through staging proves that it can be deployed, and nothing of what it does.',
    ko: '스테이징을 지나가기만 한 배포는 배포된다는 것만 보여 줄 뿐, 무엇을 하는지는 보여 주지 않는다.',
  },
  fix: {
    en: 'Put a stage that tests or verifies between the two deploys.',
    ko: '두 배포 사이에 시험하거나 확인하는 단계를 둔다.',
  },
  examples: () => ({ pass: [way('smoke tests between', true)], fail: [way('straight on', false)] }),
  check({ facts }, report) {
    const deploys = facts.of('does').filter((fact) => fact.value === 'deploy');
    for (const last of deploys.filter((one) => goesTo(facts, one.subject, 'production'))) {
      const before = ancestors(facts, last.subject);
      const staged = deploys.find((one) => before.has(one.subject) && one !== last);
      if (!staged) continue;
      const between = [...before].filter(
        (one) => isTest(facts, one) && ancestors(facts, one).has(staged.subject),
      );
      if (between.length > 0) continue;
      const [from, to] = [nameOf(staged.subject), nameOf(last.subject)];
      report({
        path: `${last.subject}.after`,
        because: [...facts.of('after', last.subject), last, staged],
        message: {
          en: `${to} follows ${from}, and nothing is tested in between`,
          ko: `${withParticle(to, '은/는')} ${from} 다음인데 그 사이에 시험하는 것이 없다`,
        },
      });
    }
  },
});

const TESTS = ['test', 'verify', 'check'];
const isTest = (facts: FactBase, subject: string): boolean =>
  facts.of('does', subject).some((fact) => TESTS.includes(fact.value));

const goesTo = (facts: FactBase, subject: string, environment: string): boolean =>
  facts.of('to', subject).some((fact) => fact.value === environment);

const parents = once((facts) =>
  Map.groupBy(
    facts
      .of('after')
      .flatMap((fact) =>
        fact.value.map((name) => ({ stage: fact.subject, before: `stages.${name}` })),
      ),
    (one) => one.stage,
  ),
);

/** Everything a stage comes after. */
const ancestors = (facts: FactBase, stage: string): ReadonlySet<string> =>
  reachable([stage], (one) => (parents(facts).get(one) ?? []).map(({ before }) => before));
