import { type Text, withParticle } from '#kernel';
import type { Attribute, ResolvedPart } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

/** What a command needs to know of each kind of part, and what else would tell it. */
type Need = readonly [Attribute, ...Attribute[]];
const DATABASE: readonly Need[] = [
  ['version'],
  ['storage'],
  ['size.cpu', 'instance'],
  ['size.memory', 'instance'],
];
const NEEDED: Readonly<Record<string, readonly Need[]>> = {
  service: [['replicas.min'], ['size.cpu', 'instance'], ['size.memory', 'instance']],
  job: [
    ['size.cpu', 'instance'],
    ['size.memory', 'instance'],
  ],
  postgres: DATABASE,
  mysql: DATABASE,
  redis: [['version'], ['memory', 'instance']],
  search: [['version'], ['storage'], ['memory']],
  'model-files': [['format'], ['storage']],
};
const WORDS: Readonly<Partial<Record<Attribute, { en: string; ko: string }>>> = {
  'replicas.min': { en: 'replicas', ko: '복제본 수' },
  'size.cpu': { en: 'CPU', ko: 'CPU' },
  'size.memory': { en: 'memory', ko: '메모리' },
  memory: { en: 'memory', ko: '메모리' },
  version: { en: 'version', ko: '버전' },
  storage: { en: 'storage', ko: '저장 용량' },
  format: { en: 'format', ko: '형식' },
};

const whole = sketch('said', {
  service: { replicas: 2, size: { cpu: 1, memory: '1 GiB' } },
  database: { version: '18', storage: '20 GiB', size: { cpu: 2, memory: '4 GiB' } },
});

export const rule = defineRule({
  id: 'consistency/nothing-needed-is-unsaid',
  severity: 'error',
  title: { en: 'The plan says what its commands need.', ko: '계획은 명령에 필요한 것을 말한다.' },
  why: {
    en: 'What is not sized, versioned or placed can be neither priced nor checked: the answer is “incomplete”, not “fine”.',
    ko: '크기, 버전, 위치를 말하지 않으면 값도 매길 수 없고 검사할 수도 없다. 답은 “문제없음”이 아니라 “불완전”이다.',
  },
  fix: { en: 'Say it in the plan.', ko: '계획에 적는다.' },
  examples: () => ({ pass: [whole], fail: [sketch('unsaid', {})] }),
  check({ facts, plan }, report) {
    if (plan.environment.on.engine === 'local') return;
    for (const part of plan.parts) {
      const subject = `parts.${part.name}`;
      const unsaid = neededOf(part)
        .filter(
          (ways) =>
            !ways.some((one) => facts.of(one, subject).some((fact) => fact.origin !== 'derived')),
        )
        .map(([first]) => first);
      if (unsaid.length === 0) continue;
      const words = (language: 'en' | 'ko') =>
        unsaid.map((one) => WORDS[one]?.[language] ?? one).join(', ');
      report({
        path: subject,
        hint: hintOf(part, unsaid),
        because: facts.of('kind', subject),
        message: {
          en: `incomplete: ${part.name} does not say its ${words('en')}`,
          ko: `불완전: ${part.name}의 ${withParticle(words('ko'), '이/가')} 계획에 없다`,
        },
      });
    }
  },
});

/** How each is written. */
const KEYS: Readonly<Partial<Record<Attribute, string>>> = {
  'replicas.min': 'replicas: 2',
  'size.cpu': "size: { cpu: 1, memory: '1 GiB' }",
  'size.memory': "size: { cpu: 1, memory: '1 GiB' }",
  memory: "memory: '512 MiB'",
  version: "version: '…'",
  storage: "storage: '20 GiB'",
  format: "format: '…'",
};

function hintOf(part: ResolvedPart, unsaid: readonly Attribute[]): Text {
  const keyOf = (one: Attribute) => KEYS[one] ?? one;
  const keys = [...new Set(unsaid.map(keyOf))].map((key) => `\`${key}\``).join(', ');
  return {
    en: `Write ${keys} in '${part.name}', with its own values.`,
    ko: `'${part.name}'에 ${withParticle(keys, '을/를')} 알맞은 값으로 적는다.`,
  };
}

const neededOf = (part: ResolvedPart): readonly Need[] => NEEDED[part.kind] ?? [];
