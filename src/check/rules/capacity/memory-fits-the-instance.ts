import { printSize, withParticle } from '#kernel';
import { knownClass } from '../../classes.ts';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

const tuned = (name: string, sharedBuffers: '4 GiB' | '12 GiB' | '512 MiB', memory: '16 GiB') =>
  sketch(name, { database: { size: { cpu: 4, memory }, memory: { sharedBuffers } } });

// PostgreSQL's manual: 25 % of memory is a reasonable start, more than 40 % is unlikely to help.
const [LEAST, MOST] = [0.1, 0.4];

export const rule = defineRule({
  id: 'capacity/memory-fits-the-instance',
  severity: 'error',
  title: {
    en: 'Memory settings fit the machine’s memory.',
    ko: '메모리 설정은 머신의 메모리에 맞는다.',
  },
  why: {
    en: 'Too much and the kernel kills the database; far too little and most of what is paid for lies idle.',
    ko: '너무 크면 커널이 데이터베이스를 죽이고, 너무 작으면 값을 치른 메모리가 논다.',
  },
  fix: {
    en: 'Set shared_buffers to about a quarter of memory, effective_cache_size to about three quarters.',
    ko: 'shared_buffers는 메모리의 4분의 1쯤, effective_cache_size는 4분의 3쯤으로 둔다.',
  },
  examples: () => ({
    pass: [tuned('a quarter', '4 GiB', '16 GiB')],
    fail: [tuned('three quarters', '12 GiB', '16 GiB'), tuned('a thirtieth', '512 MiB', '16 GiB')],
  }),
  check({ facts }, report) {
    for (const buffers of facts.of('memory.sharedBuffers')) {
      for (const has of memoryOf(facts, buffers.subject)) {
        const share = buffers.value / has.bytes;
        if (share >= LEAST && share <= MOST) continue;
        const percent = Math.round(share * 100);
        report({
          path: `${buffers.subject}.memory.sharedBuffers`,
          because: [buffers, has.fact],
          message: {
            en: `shared_buffers of ${printSize(buffers.value)} are ${percent} % of the ${printSize(has.bytes)} of ${nameOf(buffers.subject)}; ${LEAST * 100} to ${MOST * 100} % make sense`,
            ko: `shared_buffers ${withParticle(printSize(buffers.value), '은/는')} ${nameOf(buffers.subject)} 메모리 ${printSize(has.bytes)}의 ${percent} %다. ${LEAST * 100}~${MOST * 100} %가 알맞다`,
          },
        });
      }
    }
    for (const heap of facts.of('heap')) {
      const memory = facts.first('memory', heap.subject);
      if (!memory || heap.value <= memory.value / 2) continue;
      report({
        path: `${heap.subject}.heap`,
        because: [heap, memory],
        message: {
          en: `a heap of ${printSize(heap.value)} is more than half of ${printSize(memory.value)}: nothing is left for the file cache of ${nameOf(heap.subject)}`,
          ko: `heap ${withParticle(printSize(heap.value), '은/는')} 메모리 ${printSize(memory.value)}의 절반을 넘는다. ${nameOf(heap.subject)}의 파일 캐시에 남는 것이 없다`,
        },
      });
    }
  },
});

/** Every memory the part is said to have: of its class, or as a size. */
function memoryOf(facts: FactBase, subject: string) {
  const classes = facts.of('instance', subject).flatMap((fact) => {
    const known = knownClass(facts, fact);
    return known.state === 'offered' ? [{ fact, bytes: known.memory }] : [];
  });
  return classes.length > 0
    ? classes
    : facts.of('size.memory', subject).map((fact) => ({ fact, bytes: fact.value }));
}
