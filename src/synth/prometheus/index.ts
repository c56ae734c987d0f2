import { SECOND } from '#kernel';
import type { SynthFile } from '../file.ts';
import { isNamed, isRemote, reportOthers } from '../observe/tools.ts';
import { from, type Source, sourceOfPart, type TreeMap } from '../source.ts';
import { cannotSay, type EnvironmentTarget, type SynthContext } from '../target.ts';
import { alertRules } from './alerts.ts';
import { objectiveRules } from './objectives.ts';
import { promisesOf, reportPromises } from './promises.ts';
import { recordingOf } from './recording.ts';
import { type AlertRule, printRule } from './rule.ts';
import { scrapeFiles } from './scrape/index.ts';
import { unitTestsOf } from './unit-test.ts';
import { unwatchedRules } from './unwatched.ts';

/** Nothing said of how often metrics are read. */
const EVERY = 15 * SECOND;
/** Rates over five minutes need four readings within. */
const SELDOM = 75 * SECOND;

/** Prometheus: what it reads, what it computes, when it alerts, and the proof that it does. */
export const prometheus: EnvironmentTarget = {
  name: 'prometheus',
  scope: 'environment',
  about: {
    en: 'Prometheus: scraping, recording rules, objectives and alerts, with their tests',
    ko: 'Prometheus. 수집 설정, 기록 규칙, 목표와 알림, 그 테스트',
  },
  appliesTo: isRemote,
  render(context) {
    const { plan } = context;
    reportOthers(context, 'prometheus', {
      metrics: ['prometheus'],
      errors: [],
      traces: [],
      uptime: ['prometheus'],
      agents: KNOWN,
    });
    if (!isNamed(plan, 'metrics', 'prometheus')) {
      reportLeft(context);
      return [];
    }
    const every = plan.policy.monitoring?.every ?? EVERY;
    if (every > SELDOM)
      cannotSay(
        context,
        'prometheus',
        { path: 'monitoring.every', at: plan.at },
        {
          en: `rates over 5 minutes need a reading every ${SELDOM / SECOND} s or more often`,
          ko: `5분 단위 비율을 구하려면 ${SELDOM / SECOND}초에 한 번 이상 읽어야 한다`,
        },
      );
    reportPromises(context);
    const promised = objectiveRules(context);
    const alerts = [...alertRules(context), ...unwatchedRules(context)];
    return [
      ...scrapeFiles(context, every, [...promised, ...alerts]),
      ...ruleFiles(context, promised, alerts),
    ];
  },
};

/** Another product watches: every alert of the plan is its to raise. */
function reportLeft(context: SynthContext): void {
  const { plan } = context;
  const tools = (plan.policy.monitoring?.metrics ?? []).join(', ');
  for (const { name, at } of [...plan.alerts].sort((a, b) => (a.name < b.name ? -1 : 1)))
    cannotSay(
      context,
      'prometheus',
      { path: `alerts.${name}`, at },
      {
        en: `the alert ${name} is not written: ${tools} has to raise it`,
        ko: `${name} 알림은 만들지 않는다. ${tools} 쪽에서 정한다`,
      },
    );
}

/** Agents whose numbers the rules know. */
const KNOWN = [
  'node-exporter',
  'kube-state-metrics',
  'blackbox-exporter',
  'postgres-exporter',
  'mysqld-exporter',
  'redis-exporter',
  'elasticsearch-exporter',
];

function ruleFiles(
  { plan }: SynthContext,
  promised: readonly AlertRule[],
  alerts: readonly AlertRule[],
): readonly SynthFile[] {
  const objectives: Source = { path: 'objectives', at: plan.at };
  const ofAlerts: Source = { path: 'alerts', at: plan.at };
  const recording = recordingOf(plan, promisesOf({ plan }));
  return [
    yamlFile('rules/recording.yml', sourceOfPart(plan.environment, 'environments'), recording),
    yamlFile('rules/objectives.yml', objectives, groupOf('objectives', objectives, promised)),
    yamlFile('rules/alerts.yml', ofAlerts, groupOf('alerts', ofAlerts, alerts)),
    yamlFile('rules/objectives.test.yml', objectives, unitTestsOf(promised, 'objectives', '10m')),
    yamlFile('rules/alerts.test.yml', ofAlerts, unitTestsOf(alerts, 'alerts', '1m')),
  ];
}

const groupOf = (name: string, source: Source, rules: readonly AlertRule[]): TreeMap =>
  from(source, { groups: rules.length === 0 ? [] : [{ name, rules: rules.map(printRule) }] });

const yamlFile = (path: string, source: Source, document: TreeMap): SynthFile => ({
  path,
  source,
  body: { kind: 'yaml', documents: [document] },
});
