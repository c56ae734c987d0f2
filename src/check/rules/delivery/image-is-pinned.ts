import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const MOVING = /^(latest|stable|main|master|edge|nightly)$/i;
const tagged = (tag: string) => sketch(`tagged ${tag}`, { service: { image: { tag } } });

export const rule = defineRule({
  id: 'delivery/image-is-pinned',
  severity: 'error',
  title: {
    en: 'What runs is named so that it cannot change.',
    ko: '실행되는 이미지는 바뀔 수 없는 이름을 갖는다.',
  },
  why: {
    en: 'A tag that moves is another program after the next push: replicas differ, and there is no earlier version to go back to.',
    ko: '움직이는 태그는 다음 푸시 뒤 다른 프로그램이다. 복제본이 서로 달라지고 돌아갈 이전 버전이 없다.',
  },
  fix: {
    en: 'Deploy by digest or by a tag made of the commit.',
    ko: 'digest나 커밋으로 만든 태그로 배포한다.',
  },
  examples: () => ({ pass: [tagged('1.4.2')], fail: [tagged('latest')] }),
  check({ facts }, report) {
    const images = facts
      .of('image.from')
      .flatMap((fact) =>
        fact.value
          .filter((one) => MOVING.test(one.split(':')[1] ?? ''))
          .map((one) => ({ fact, words: one })),
      );
    const tags = facts
      .of('image.tag')
      .filter((fact) => MOVING.test(fact.value))
      .map((fact) => ({ fact, words: fact.value }));
    for (const { fact, words } of [...tags, ...images])
      report({
        path: `${fact.subject}.${fact.attribute}`,
        because: [fact],
        message: {
          en: `${nameOf(fact.subject)} uses ${words}, which names another image after the next push`,
          ko: `${withParticle(nameOf(fact.subject), '이/가')} 쓰는 ${withParticle(words, '은/는')} 다음 푸시 뒤에 다른 이미지를 가리킨다`,
        },
      });
  },
});
