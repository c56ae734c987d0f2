import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const run = (runner: 'hosted' | 'self-hosted') =>
  sketch(`${runner} runner`, { plan: { pipeline: { runner } } });

export const rule = defineRule({
  id: 'delivery/runner-is-apart',
  severity: 'warning',
  title: {
    en: 'Code of a push does not run where the deploy credentials are.',
    ko: '푸시된 코드는 배포 자격 증명이 있는 곳에서 돌지 않는다.',
  },
  why: {
    en: 'One machine that builds and deploys gives every change the keys to production, and recovery waits for it.',
    ko: '빌드와 배포를 함께 하는 머신은 모든 변경에 운영의 열쇠를 주고, 복구도 그 머신을 기다린다.',
  },
  fix: {
    en: 'Build on hosted or throw-away runners; let only a protected job deploy.',
    ko: '빌드는 일회용 runner에서 하고 보호된 작업만 배포하게 한다.',
  },
  examples: () => ({ pass: [run('hosted')], fail: [run('self-hosted')] }),
  check({ facts }, report) {
    for (const runner of facts.of('pipeline.runner', 'plan')) {
      if (runner.value !== 'self-hosted') continue;
      report({
        path: 'pipeline.runner',
        because: [runner],
        message: {
          en: 'one self-hosted runner builds what is pushed and deploys it: pushed code runs beside the deploy credentials',
          ko: '자체 호스팅 runner 하나가 빌드와 배포를 함께 한다. 푸시된 코드가 배포 자격 증명 곁에서 돈다',
        },
      });
    }
  },
});
