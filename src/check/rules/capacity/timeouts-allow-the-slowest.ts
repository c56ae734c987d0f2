import { defaultTimeout } from '#facts';
import { printSpan, withParticle } from '#kernel';
import { cdn, type Fact, gateway, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule, type Report } from '../../rule.ts';

const slow = (name: string, answers: 'job' | 'response') => {
  const api = service('api', { stop: { drain: '60 s' } });
  const edge = gateway('edge', {
    onlyFrom: 'cdn',
    routes: [route('/convert', api, { answers, objective: { p95: '30 s' } })],
  });
  return small(name, { roots: [cdn('front', { managed: 'cloudfront', origins: [edge] })] });
};

export const rule = defineRule({
  id: 'capacity/timeouts-allow-the-slowest',
  severity: 'error',
  title: {
    en: 'Every time-out along the way outlasts the slowest answer that is permitted.',
    ko: '길목의 모든 제한 시간은 허용된 가장 느린 답보다 길다.',
  },
  why: {
    en: 'The first one to give up answers 504 in the name of a service that was within its objective.',
    ko: '먼저 포기한 쪽이, 목표 안에 있던 서비스의 이름으로 504를 답한다.',
  },
  fix: {
    en: "Answer long work as a job (`answers: 'job'`), or set the `timeout` of each hop and the drain above it.",
    ko: "오래 걸리는 일은 작업으로 답하거나(`answers: 'job'`) 길목마다 `timeout`과 종료 유예를 더 길게 둔다.",
  },
  examples: () => ({
    pass: [slow('answered as a job', 'job')],
    fail: [slow('thirty seconds behind CloudFront', 'response')],
  }),
  check({ facts }, report) {
    for (const goal of facts.of('p95')) {
      if (!goal.subject.startsWith('routes.')) continue;
      const answers = facts.first('answers', goal.subject)?.value;
      if (answers === 'job' || answers === 'stream') continue;
      const gate = goal.subject.slice('routes.'.length).split('/')[0] ?? '';
      for (const hop of pathOf(facts, gate, goal.subject)) {
        if (hop.waits > goal.value) continue;
        report(toReport(facts, goal, hop));
      }
    }
  },
});

interface Hop {
  readonly subject: string;
  readonly what: { en: string; ko: string };
  readonly waits: number;
}

function pathOf(facts: FactBase, gate: string, route: string): readonly Hop[] {
  const fronts = facts.subjects('origins', (origins) => origins.includes(gate));
  const edges = [...fronts, `parts.${gate}`].flatMap((subject) => {
    const waits =
      (subject.endsWith(`.${gate}`) ? facts.first('timeout', route)?.value : undefined) ??
      facts.first('timeout', subject)?.value ??
      defaultTimeout(facts.first('managed', subject)?.value ?? '')?.value;
    const what = { en: 'waits', ko: '답을 기다리는 시간은' };
    return waits === undefined ? [] : [{ subject, what, waits }];
  });
  const to = facts.first('to', route)?.value;
  const service = `parts.${to}`;
  const drain =
    facts.first('stop.drain', service)?.value ??
    defaultTimeout(`${facts.first('managed', service)?.value ?? ''}-stop`)?.value;
  const stop = { en: 'lets a stopping instance finish for', ko: '종료 유예는' };
  return drain === undefined ? edges : [...edges, { subject: service, what: stop, waits: drain }];
}

function toReport(facts: FactBase, goal: Fact<'p95'>, hop: Hop): Report {
  const own = [
    ...facts.of('timeout', hop.subject),
    ...facts.of('stop.drain', hop.subject),
    ...facts.of('managed', hop.subject),
  ];
  const [name, waits, allowed] = [nameOf(hop.subject), printSpan(hop.waits), printSpan(goal.value)];
  return {
    path: `${hop.subject}.timeout`,
    because: [goal, ...own],
    message: {
      en: `${nameOf(goal.subject)} may take ${allowed}, but ${name} ${hop.what.en} ${waits}${own.some((fact) => fact.attribute !== 'managed') ? '' : ' by default'}`,
      ko: `${nameOf(goal.subject)}의 답은 ${allowed}까지 걸려도 되는데 ${name}의 ${hop.what.ko} ${withParticle(waits, '이다/다')}`,
    },
  };
}
