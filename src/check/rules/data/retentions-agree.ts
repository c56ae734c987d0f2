import { printSpan, type Text } from '#kernel';
import { bucket, type Fact, type Plan, search } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const kept = (name: string, keep: '90 d' | '365 d'): Plan => {
  const lines = search('lines', { retention: '90 d' });
  return small(name, { roots: [lines], logs: { to: lines, keep } });
};

export const rule = defineRule({
  id: 'data/retentions-agree',
  severity: 'warning',
  title: {
    en: 'What is kept in two places, or ends in two ways, ends at one time.',
    ko: '두 곳에 두거나 두 가지로 끝나는 것은 한때에 끝난다.',
  },
  why: {
    en: 'The shorter of two times decides when it is gone, and the longer one is what people were told.',
    ko: '사라지는 때는 짧은 쪽이 정하고, 사람들이 들은 것은 긴 쪽이다.',
  },
  fix: { en: 'Say one time.', ko: '한 시간으로 맞춘다.' },
  examples: () => ({
    pass: [kept('ninety days of logs', '90 d')],
    fail: [
      kept('a year of logs in a store that keeps ninety days', '365 d'),
      small('deleted after a year, kept for three', {
        roots: [
          bucket('files', { retention: '3 years', lifecycle: [{ after: '1 year', to: 'delete' }] }),
        ],
      }),
    ],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const compare = (one: Fact, other: Fact | undefined, isWrong: boolean, why: Text) => {
      if (!other || !isWrong) return;
      const [own, its] = [Number(one.value), Number(other.value)].map(printSpan);
      report({
        path: `${one.subject}.${one.attribute}`,
        because: [one, other],
        message: {
          en: `${nameOf(one.subject)} ${one.attribute} is ${own}, ${nameOf(other.subject)} ${other.attribute} ${its}: ${why.en}`,
          ko: `${nameOf(one.subject)} ${one.attribute}: ${own}, ${nameOf(other.subject)} ${other.attribute}: ${its}. ${why.ko}`,
        },
      });
    };
    for (const keep of facts.of('logs.keep', 'plan'))
      for (const to of facts.of('logs.to', 'plan')) {
        const store = facts.first('retention', `parts.${to.value}`);
        compare(keep, store, keep.value !== store?.value, LINES);
      }
    for (const after of facts.of('lifecycle.after')) {
      const isDelete = facts.of('lifecycle.to', after.subject).some((to) => to.value === 'delete');
      const store = facts.first('retention', after.subject);
      compare(after, store, isDelete && after.value !== store?.value, DELETED);
    }
    for (const erasure of facts.of('erasure')) {
      const store = facts.first('retention', erasure.subject);
      compare(erasure, store, erasure.value > (store?.value ?? Number.POSITIVE_INFINITY), ERASED);
    }
  },
});

const LINES = { en: 'lines end with the store', ko: '로그는 저장소와 함께 끝난다.' };
const DELETED = { en: 'the earlier one deletes', ko: '먼저 오는 쪽이 지운다.' };
const ERASED = {
  en: 'a request to erase would come after the end',
  ko: '지워 달라는 요청이 끝난 뒤에 이루어진다.',
};
