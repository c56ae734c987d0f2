import { withParticle } from '#kernel';
import { type Plan, stage } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

const tested = stage('tests', { does: 'test', on: ['main'], blocks: true });
const scanned = stage('scan', { does: 'scan', on: ['main'], blocks: true });
const deploy = (after: readonly string[]) =>
  stage('ship', { does: 'deploy', to: 'production', after });
const way = (name: string, after: readonly string[]): Plan =>
  small(name, { roots: [], pipeline: { stages: [tested, scanned, deploy(after)] } });

export const rule = defineRule({
  id: 'delivery/production-comes-last',
  severity: 'warning',
  title: {
    en: 'A release reaches production after every gate on its way.',
    ko: '릴리스는 길목의 관문을 모두 지난 뒤에 운영에 닿는다.',
  },
  why: {
    en: 'A gate beside the way judges what users already have.',
    ko: '길 옆에 선 관문은 사용자가 이미 받은 것을 판정한다.',
  },
  fix: {
    en: 'Put the deployment `after` the gate, or after what comes after it.',
    ko: '배포를 관문 다음(`after`)이나 관문을 지난 단계 다음에 둔다.',
  },
  examples: () => ({
    pass: [way('after both', ['tests', 'scan'])],
    fail: [way('the scan runs beside it', ['tests'])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const target = plan.environment.name;
    const stages = subjectsOf(facts, ['stages']);
    const is = (one: string, ...words: readonly string[]) =>
      facts.of('does', one).some((fact) => words.includes(fact.value));
    const last = stages.filter(
      (one) => is(one, 'deploy') && facts.of('to', one).some((fact) => fact.value === target),
    );
    const gates = stages.filter((one) => is(one, 'check', 'test', 'scan', 'verify', 'approve'));
    for (const one of last) {
      const before = comesAfter(facts, one);
      for (const gate of gates.filter((each) => !before.has(each) && !isEarly(facts, each))) {
        const [own, other] = [nameOf(one), nameOf(gate)];
        report({
          path: `${one}.after`,
          because: [...facts.of('after', one), ...facts.of('does', gate)],
          message: {
            en: `${own} goes to ${target} without waiting for ${other}`,
            ko: `${withParticle(own, '은/는')} ${withParticle(other, '을/를')} 기다리지 않고 ${target}에 나간다`,
          },
        });
      }
    }
  },
});

/** A gate of the change itself: the branch, not the release, waits for it. */
const isEarly = (facts: FactBase, stage: string): boolean =>
  facts.of('on', stage).some((fact) => fact.value.includes('pull-request')) &&
  facts.of('after', stage).length + facts.of('to', stage).length === 0;

function comesAfter(facts: FactBase, stage: string, seen = new Set<string>()): Set<string> {
  for (const name of facts.of('after', stage).flatMap((fact) => fact.value)) {
    const before = `stages.${name}`;
    if (seen.has(before)) continue;
    seen.add(before);
    comesAfter(facts, before, seen);
  }
  return seen;
}
