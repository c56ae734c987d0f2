import { printSpan, same, type Text } from '#kernel';
import { type Plan, saving, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

const YEAR = 365 * 24 * 3_600_000;
/** Percent off the list price, from the providers' price pages. */
const OFF: Readonly<Record<string, readonly [number, number]>> = {
  reserved: [20, 72],
  'savings-plan': [15, 72],
  spot: [40, 91],
  'cdn-cache': [30, 99],
};

const shop = service('shop', {});
const bought = (name: string, term: '1 year' | '100 d'): Plan =>
  small(name, {
    roots: [shop],
    savings: [saving('reserved', { by: 'reserved', covers: [shop], term, percent: '30%' })],
  });

export const rule = defineRule({
  id: 'cost/saving-is-sold',
  severity: 'warning',
  title: {
    en: 'A discount has a term and a share that are sold.',
    ko: '할인의 기간과 비율은 실제로 파는 것이다.',
  },
  why: {
    en: 'Commitments are sold for one year or three; a saving nobody sells is missing from the first bill.',
    ko: '약정은 1년이나 3년 단위로 판다. 아무도 팔지 않는 할인은 첫 청구서에 없다.',
  },
  fix: {
    en: 'Take a term and a share from the price page.',
    ko: '가격표에 있는 기간과 비율을 쓴다.',
  },
  examples: () => ({
    pass: [bought('one year', '1 year')],
    fail: [bought('a hundred days', '100 d')],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const subject of subjectsOf(facts, ['savings'])) {
      const by = facts.first('by', subject);
      const wrong = { term: ofTerm(facts, subject), percent: ofShare(facts, subject) };
      for (const [attribute, message] of Object.entries(wrong))
        if (message)
          report({
            path: `${subject}.${attribute}`,
            because: [
              ...facts.about(subject).filter((one) => one.attribute === attribute),
              ...(by ? [by] : []),
            ],
            message,
          });
    }
  },
});

function ofTerm(facts: FactBase, subject: string): Text | undefined {
  const by = facts.first('by', subject)?.value;
  const term = facts.first('term', subject)?.value;
  if (by !== 'reserved' && by !== 'savings-plan') return undefined;
  if (term === YEAR || term === 3 * YEAR) return undefined;
  const said = term === undefined ? { en: 'no stated time', ko: '없음' } : same(printSpan(term));
  return {
    en: `${nameOf(subject)} is for ${said.en}; ${by} is sold for one year or three`,
    ko: `${nameOf(subject)}의 기간: ${said.ko}. ${by} 약정은 1년이나 3년으로 판다`,
  };
}

function ofShare(facts: FactBase, subject: string): Text | undefined {
  const by = facts.first('by', subject)?.value ?? '';
  const percent = facts.first('percent', subject)?.value;
  const [low, high] = OFF[by] ?? [0, 100];
  if (percent === undefined || (percent >= low && percent <= high)) return undefined;
  return {
    en: `${nameOf(subject)} takes ${percent} % off; ${by} takes ${low}–${high} %`,
    ko: `${nameOf(subject)}의 할인은 ${percent} %다. ${by} 할인은 ${low}–${high} %다`,
  };
}
