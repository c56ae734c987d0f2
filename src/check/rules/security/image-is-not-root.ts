import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const imaged = (name: string, user: number) => sketch(name, { service: { image: { user } } });

export const rule = defineRule({
  id: 'security/image-is-not-root',
  severity: 'error',
  title: { en: 'What runs does not run as root.', ko: '실행되는 것은 root가 아니다.' },
  why: {
    en: 'A break-in into the process is then a break-in into everything the container may touch.',
    ko: '프로세스가 뚫리면 컨테이너가 만질 수 있는 모든 것이 뚫린다.',
  },
  fix: {
    en: 'Set a numeric `image.user` in the final stage, not 0.',
    ko: '마지막 단계에서 0이 아닌 `image.user`를 정한다.',
  },
  examples: () => ({ pass: [imaged('user 1001', 1001)], fail: [imaged('user 0', 0)] }),
  check({ facts }, report) {
    for (const user of facts.of('image.user')) {
      if (user.value !== 0) continue;
      report({
        path: `${user.subject}.image.user`,
        because: [user],
        message: {
          en: `the image of ${nameOf(user.subject)} runs as root`,
          ko: `${nameOf(user.subject)} 이미지가 ${withParticle('root', '으로/로')} 실행된다`,
        },
      });
    }
  },
});
