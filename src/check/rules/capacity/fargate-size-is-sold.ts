import { printSize, withParticle } from '#kernel';
import { service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

/** GB of memory by vCPU, from "Task CPU and memory" of the Amazon ECS developer guide. */
const SOLD: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0.25, [0.5, 2]],
  [0.5, [1, 4]],
  [1, [2, 8]],
  [2, [4, 16]],
  [4, [8, 30]],
  [8, [16, 60]],
  [16, [32, 120]],
]);

const task = (name: string, memory: '4 GiB' | '1 GiB') =>
  small(name, { roots: [service('shop', { managed: 'fargate', size: { cpu: 2, memory } })] });

export const rule = defineRule({
  id: 'capacity/fargate-size-is-sold',
  severity: 'error',
  title: {
    en: 'A Fargate task has a size that Fargate has.',
    ko: 'Fargate 태스크의 크기는 Fargate에 있는 크기다.',
  },
  why: {
    en: 'ECS refuses the task definition: “No Fargate configuration exists for given values”.',
    ko: 'ECS가 태스크 정의를 거절한다. “No Fargate configuration exists for given values”.',
  },
  fix: {
    en: 'Take 0.25, 0.5, 1, 2, 4, 8 or 16 vCPU with the memory that goes with it.',
    ko: '0.25, 0.5, 1, 2, 4, 8, 16 vCPU 가운데 하나와 그에 맞는 메모리를 고른다.',
  },
  examples: () => ({
    pass: [task('two cores, four GiB', '4 GiB')],
    fail: [task('two cores, one GiB', '1 GiB')],
  }),
  check({ facts }, report) {
    for (const subject of subjectsOf(facts, ['service', 'job'])) {
      const managed = facts.first('managed', subject);
      const cpu = facts.first('size.cpu', subject);
      const memory = facts.first('size.memory', subject);
      if (managed?.value !== 'fargate' || !cpu || !memory) continue;
      const range = SOLD.get(cpu.value);
      const gib = memory.value / 2 ** 30;
      // '2 GB' is meant as '2 GiB' here: ECS counts in MiB and calls it GB.
      if (range && Math.ceil(gib * 2) / 2 >= range[0] && gib <= range[1]) continue;
      const sold = range ? `${range[0]}–${range[1]} GB` : [...SOLD.keys()].join(', ');
      report({
        path: `${subject}.size`,
        because: [cpu, memory, managed],
        message: {
          en: `${nameOf(subject)} asks for ${cpu.value} vCPU and ${printSize(memory.value)}; Fargate has ${sold}`,
          ko: `${nameOf(subject)}: ${cpu.value} vCPU에 ${withParticle(printSize(memory.value), '이다/다')}. Fargate에 있는 것은 ${sold}`,
        },
      });
    }
  },
});
