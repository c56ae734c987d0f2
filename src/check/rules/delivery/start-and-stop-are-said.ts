import { canary } from '#model';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, type Needed, reportUnsaid } from '../../said.ts';

const strategy = (facts: FactBase, subject: string, name: string): boolean =>
  facts.of('rollout.strategy', subject).some((fact) => fact.value === name);
const hasImage = (facts: FactBase, subject: string): boolean =>
  !isSaid(facts, 'run.folder', subject);

const NEEDS: readonly Needed[] = [
  {
    of: ['service'],
    says: ['port', 'health.live', 'health.ready', 'health.within'],
    en: 'an instance that hangs, or is not ready yet, keeps getting requests',
    ko: '멈췄거나 아직 준비되지 않은 인스턴스가 요청을 계속 받는다.',
  },
  {
    of: ['service'],
    says: ['stop.drain', 'rollout.strategy', 'rollout.smoke', 'rollout.bake'],
    en: 'a release cuts what is under way, or goes out without a look at it',
    ko: '배포가 처리 중인 일을 끊거나, 아무도 보지 않은 채 나간다.',
  },
  {
    of: ['service'],
    when: (facts, subject) => strategy(facts, subject, 'canary'),
    says: [
      'rollout.split',
      'rollout.weights',
      'rollout.horizon',
      'rollout.bad.atLeast',
      'rollout.bad.thanMs',
      'rollout.promote',
    ],
    en: 'a canary that does not say whom it meets, what is bad and when it is over judges nothing',
    ko: '누가 만나고, 무엇이 나쁘고, 언제 끝나는지 말하지 않는 카나리는 아무것도 판정하지 못한다.',
  },
  {
    of: ['service'],
    when: (facts, subject) => strategy(facts, subject, 'blue-green'),
    says: ['rollout.room'],
    en: 'two full sets need twice the room while they change places',
    ko: '두 벌이 자리를 바꾸는 동안에는 자리가 두 배로 든다.',
  },
  {
    of: ['service'],
    when: hasImage,
    says: ['image.registry', 'image.user', 'image.scanned', ['image.tag', 'image.from']],
    en: 'what is deployed cannot be found again, or was not looked at',
    ko: '무엇을 배포했는지 다시 찾을 수 없거나, 살펴보지 않은 것이 나간다.',
  },
];

const rollout = canary({
  split: 'request',
  weights: [10, 50],
  bake: '10 min',
  horizon: '10 s',
  bad: ['5xx', { slowerThan: '500 ms' }],
  promote: 'not-refuted',
  smoke: ['GET /ready'],
});
const whole = {
  port: 8000,
  health: { live: '/live', ready: '/ready', within: '30 s' },
  stop: { drain: '30 s' },
  image: { registry: 'ghcr.io', name: 'shop', tag: '1.4.0', user: 1001, scanned: true },
  rollout,
} as const;

export const rule = defineRule({
  id: 'delivery/start-and-stop-are-said',
  severity: 'warning',
  title: {
    en: 'A service says how it starts, how it stops and how it is released.',
    ko: '서비스는 어떻게 시작하고 멈추고 배포되는지 말한다.',
  },
  why: {
    en: 'What is not said is left to a platform’s default, which knows nothing of this service.',
    ko: '말하지 않은 것은 플랫폼의 기본값이 정하는데, 기본값은 이 서비스를 모른다.',
  },
  fix: { en: 'Say it in the service.', ko: '서비스에 적는다.' },
  examples: () => ({
    pass: [sketch('all said', { service: whole })],
    fail: [sketch('no word of when it is ready', { service: { ...whole, health: {} } })],
  }),
  check: (subject, report) => reportUnsaid(subject, NEEDS, report),
});
