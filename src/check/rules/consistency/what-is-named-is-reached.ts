import { withParticle } from '#kernel';
import { type Attribute, type Fact, link, postgres, service } from '#model';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

/** Where a plan names parts apart from using them. */
const NAMED: readonly Attribute[] = [
  'monitoring.watches',
  'recoveryOrder',
  'parts',
  'of',
  'tokens.revokedIn',
];

const stock = postgres('stock', {});
const named = (name: string, uses: readonly ReturnType<typeof link>[]) =>
  small(name, { roots: [service('shop', { uses })], recoveryOrder: [stock] });

export const rule = defineRule({
  id: 'consistency/what-is-named-is-reached',
  severity: 'warning',
  title: {
    en: 'What alerts, subnets and recovery name is part of the system.',
    ko: '알림과 서브넷과 복구 순서가 부르는 것은 시스템에 있다.',
  },
  why: {
    en: 'Nothing leads there any more: either a link was lost, or the list is about something that is gone.',
    ko: '그곳으로 이어지는 것이 없다. 연결이 빠졌거나, 목록이 사라진 것을 말하고 있다.',
  },
  fix: {
    en: 'Link it where it is used, or take it off the list.',
    ko: '쓰는 곳에서 연결하거나 목록에서 뺀다.',
  },
  examples: () => ({
    pass: [named('linked and recovered', [link(stock)])],
    fail: [named('recovered, and nobody uses it', [])],
  }),
  check({ facts }, report) {
    for (const fact of NAMED.flatMap((one) => facts.of(one)))
      for (const name of isList(fact) ? lost(facts, fact) : [])
        report({
          path: `${fact.subject}.${fact.attribute}.${name}`,
          because: [fact],
          message: {
            en: `${fact.subject} names ${name}, and no route or link leads there`,
            ko: `${withParticle(fact.subject, '이/가')} ${withParticle(name, '을/를')} 부르는데, 그곳에 이르는 경로도 연결도 없다`,
          },
        });
  },
});

/** 'of' and 'parts' are words of other things too. */
const isList = ({ attribute, subject }: Fact): boolean =>
  (attribute !== 'of' || subject.startsWith('alerts.')) &&
  (attribute !== 'parts' || subject.startsWith('subnets.'));

const lost = (facts: FactBase, { value }: Fact): readonly string[] =>
  (Array.isArray(value) ? value : [value])
    .map(String)
    .filter((one) => facts.of('kind', `parts.${one}`).length === 0);
