import { claim, daily, link, postgres, says, service } from '#model';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const ruled = (name: string, area: 'europe-west3' | 'EU') => {
  const orders = postgres('orders', { backup: { full: daily() } });
  return small(name, {
    roots: [service('web', { uses: [link(orders)] })],
    statements: [
      says('document.md:4', claim.plan({ restsIn: ['europe-west3'] })),
      says('document.md:30', claim.of(orders, { backup: { restsIn: 'europe-west3' } })),
      says('document.md:80', claim.of(orders, { backup: { restsIn: area } })),
    ],
  });
};

export const rule = defineRule({
  id: 'residency/one-rule',
  severity: 'error',
  title: {
    en: 'There is one rule of where data may rest.',
    ko: '데이터가 머물 곳의 규칙은 하나다.',
  },
  why: {
    en: 'Of two rules the wider one is followed on the day it is convenient, and the stricter one is what was promised.',
    ko: '규칙이 둘이면 편한 날에는 느슨한 쪽을 따르게 되는데, 약속한 것은 엄한 쪽이다.',
  },
  fix: {
    en: 'State one area for the data and its copies, as wide as the law and the contract allow.',
    ko: '데이터와 사본에 하나의 범위를 적는다. 법과 계약이 허용하는 만큼만.',
  },
  examples: () => ({
    pass: [ruled('one region', 'europe-west3')],
    fail: [ruled('a region and a continent', 'EU')],
  }),
  check({ facts }, report) {
    const whole = facts.of('restsIn', 'plan');
    const strict = new Set(whole.flatMap((fact) => fact.value.map((one) => one.toLowerCase())));
    const rests = facts.of('backup.restsIn');
    const wider = rests.filter((fact) => !strict.has(fact.value.toLowerCase()));
    if (whole.length === 0 || wider.length === 0) return;
    const areas = [...new Set([...strict, ...rests.map((fact) => fact.value)])].join(', ');
    report({
      path: 'restsIn',
      because: [...whole, ...rests],
      message: {
        en: `data may rest in ${[...strict].join(', ')}, its copies in ${wider.map((fact) => fact.value).join(', ')}: ${areas} cannot all be the rule`,
        ko: `데이터는 ${[...strict].join(', ')}에 있어야 하는데 사본은 ${wider.map((fact) => fact.value).join(', ')}에 있어도 된다. ${areas} 모두가 규칙일 수는 없다`,
      },
    });
  },
});
