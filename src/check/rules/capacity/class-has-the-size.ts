import { printSize, withParticle } from '#kernel';
import { knownClass } from '../../classes.ts';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

const sized = (cpu: number, memory: '16 GiB' | '64 GiB') =>
  sketch(`r6g.large with ${cpu} cores and ${memory}`, {
    database: { managed: 'rds', instance: 'db.r6g.large', size: { cpu, memory } },
  });
const GB = 1e9 / 2 ** 30;

export const rule = defineRule({
  id: 'capacity/class-has-the-size',
  severity: 'error',
  title: {
    en: 'The size that is planned is the size of the class.',
    ko: '계획한 크기는 그 클래스의 크기다.',
  },
  why: {
    en: 'Capacity, memory settings and price are computed from one of the two; the other is wrong.',
    ko: '용량, 메모리 설정, 가격을 둘 중 하나로 계산한다. 나머지는 틀린 값이다.',
  },
  fix: {
    en: 'Choose the class that has the size, or write the size of the class.',
    ko: '그 크기의 클래스를 고르거나 클래스의 크기를 적는다.',
  },
  examples: () => ({ pass: [sized(2, '16 GiB')], fail: [sized(8, '64 GiB')] }),
  check({ facts }, report) {
    for (const fact of facts.of('instance')) {
      const known = knownClass(facts, fact);
      const shares = facts.first('kind', fact.subject)?.value === 'service';
      if (known.state !== 'offered' || shares) continue;
      const wrong = otherThan(facts, fact.subject, known);
      if (wrong.length === 0) continue;
      const said = wrong.map((one) => one.text).join(', ');
      const has = `${known.vcpu} CPU, ${printSize(known.memory)}`;
      report({
        path: `${fact.subject}.size`,
        because: [fact, ...wrong.map((one) => one.fact)],
        message: {
          en: `${nameOf(fact.subject)} is to have ${said}; ${fact.value} has ${has}`,
          ko: `${nameOf(fact.subject)}에 ${withParticle(said, '을/를')} 계획했는데 ${fact.value}의 크기는 ${withParticle(has, '이다/다')}`,
        },
      });
    }
  },
});

/** What is said of a size that a class does not have; its system may keep a quarter of the memory. */
function otherThan(facts: FactBase, subject: string, has: { vcpu: number; memory: number }) {
  const cpu = facts.of('size.cpu', subject).find((one) => one.value !== has.vcpu);
  const memory = [...facts.of('size.memory', subject), ...facts.of('memory', subject)].find(
    (one) => one.value > has.memory * 1.02 || one.value < has.memory * GB * 0.98 * 0.75,
  );
  return [
    ...(cpu ? [{ fact: cpu, text: `${cpu.value} CPU` }] : []),
    ...(memory ? [{ fact: memory, text: printSize(memory.value) }] : []),
  ];
}
