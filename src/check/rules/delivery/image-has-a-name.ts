import { partsOf, service } from '#model';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const imaged = (name: string, image: { readonly registry: string; readonly name?: string }) =>
  small(name, { roots: [service('shop', { image: { ...image, tag: '1.4.0' } })] });

export const rule = defineRule({
  id: 'delivery/image-has-a-name',
  severity: 'warning',
  title: {
    en: 'An image that is fetched from a registry has a name there.',
    ko: '레지스트리에서 가져오는 이미지는 거기서 쓰는 이름이 있다.',
  },
  why: {
    en: 'A registry and a tag name no image; the platform asks for it in the middle of a deployment.',
    ko: '레지스트리와 태그만으로는 이미지를 가리키지 못한다. 플랫폼은 배포하는 도중에 이름을 찾는다.',
  },
  fix: { en: 'Write `name` in `image`.', ko: '`image`에 `name`을 적는다.' },
  examples: () => ({
    pass: [imaged('named', { registry: 'ghcr.io', name: 'shop' })],
    fail: [imaged('a registry and a tag', { registry: 'ghcr.io' })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const { name, image } of partsOf(plan, 'service', 'job')) {
      if (image?.registry === undefined || image.name !== undefined) continue;
      report({
        path: `parts.${name}.image`,
        because: facts.of('image.registry', `parts.${name}`),
        message: {
          en: `the image of ${name} comes from ${image.registry} and has no name`,
          ko: `${name}의 이미지는 ${image.registry}에서 오는데 이름이 없다`,
        },
      });
    }
  },
});
