import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const staged = (name: string, stages: readonly string[]) =>
  sketch(name, { states: [{ stages: [...stages, 'test', 'approve', 'rollback'] }] });

const BUILDS = /docker|image/i;
const KEEPS = /push.*(ecr|registry|ghcr|image)|publish|registry|ecr|ghcr/i;

export const rule = defineRule({
  id: 'delivery/image-has-a-home',
  severity: 'error',
  title: {
    en: 'An image that is built is stored where deploys take it from.',
    ko: '빌드한 이미지는 배포가 가져갈 곳에 보관된다.',
  },
  why: {
    en: 'Without a registry the artefact of one step never reaches the next, and there is no earlier image to return to.',
    ko: 'registry가 없으면 만든 것이 다음 단계로 가지 못하고 되돌아갈 이미지도 없다.',
  },
  fix: {
    en: 'Publish to a registry (`image.registry`, a publish stage) before deploying.',
    ko: '배포 전에 registry에 올린다 (`image.registry`, publish 단계).',
  },
  examples: () => ({
    pass: [staged('pushed', ['docker build', 'push to registry', 'deploy'])],
    fail: [staged('built and gone', ['docker build', 'deploy'])],
  }),
  check({ facts }, report) {
    const stages = facts.of('stages', 'plan');
    const builds = stages.filter((fact) => fact.value.some((one) => BUILDS.test(one)));
    const kept =
      stages.some((fact) => fact.value.some((one) => KEEPS.test(one))) ||
      facts.of('image.registry').length > 0 ||
      facts.of('does').some((fact) => fact.value === 'publish') ||
      facts.of('kind', 'outside.registry').length > 0;
    if (builds.length === 0 || kept) return;
    report({
      path: 'pipeline.stages',
      because: builds,
      message: {
        en: 'images are built, and nothing stores them: deploys have nothing to take, rollbacks nothing to return to',
        ko: '이미지를 빌드하지만 보관하는 곳이 없다. 배포할 것도, 되돌아갈 것도 없다',
      },
    });
  },
});
