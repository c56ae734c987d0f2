import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const mirrored = (mirror: string) =>
  sketch(`mirrored to ${mirror}`, { plan: { pipeline: { source: 'GitHub', mirror } } });

/** 'GitHub Enterprise' and 'github' are one place. */
const place = (words: string): string => words.toLowerCase().split(/[\s-]/)[0] ?? words;

export const rule = defineRule({
  id: 'recovery/mirror-is-elsewhere',
  severity: 'error',
  title: {
    en: 'The copy of the code is somewhere the code is not.',
    ko: '코드의 사본은 코드가 있는 곳이 아닌 데 있다.',
  },
  why: {
    en: 'One locked account or one deleted organisation takes the original and its “backup” together.',
    ko: '계정 하나가 잠기거나 조직 하나가 지워지면 원본과 “백업”을 함께 잃는다.',
  },
  fix: {
    en: 'Mirror the repository to another provider or to storage of your own.',
    ko: '저장소를 다른 제공자나 자체 저장 공간에 복제한다.',
  },
  examples: () => ({ pass: [mirrored('own-server')], fail: [mirrored('github')] }),
  check({ facts }, report) {
    const sources = facts.of('pipeline.source', 'plan');
    for (const mirror of facts.of('pipeline.mirror', 'plan')) {
      const same = sources.filter((source) => place(source.value) === place(mirror.value));
      if (same.length === 0) continue;
      report({
        path: 'pipeline.mirror',
        because: [mirror, ...same],
        message: {
          en: `the code lives in ${same[0]?.value}, and so does its copy`,
          ko: `코드가 ${same[0]?.value}에 있는데 그 사본도 같은 곳에 있다`,
        },
      });
    }
  },
});
