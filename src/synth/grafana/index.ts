import { digestOf } from '#kernel';
import { isStore, type ResolvedPlan } from '#model';
import type { SynthFile } from '../file.ts';
import { exporterOf } from '../observe/exporters.ts';
import { groundOf } from '../observe/place.ts';
import { isNamed, isRemote, reportOthers } from '../observe/tools.ts';
import { type Source, sourceOfPart, type TreeMap } from '../source.ts';
import { cannotSay, type EnvironmentTarget } from '../target.ts';
import { overviewOf } from './overview.ts';
import { dashboardOf } from './panel.ts';
import { storeDashboardsOf } from './stores.ts';

/** Grafana: the environment at a glance, every kind of store, and where the numbers come from. */
export const grafana: EnvironmentTarget = {
  name: 'grafana',
  scope: 'environment',
  about: {
    en: 'Grafana: dashboards of services and stores, with what provisions them',
    ko: 'Grafana. 서비스와 저장소 대시보드와 프로비저닝 파일',
  },
  appliesTo: isRemote,
  render(context) {
    const { plan } = context;
    reportOthers(context, 'grafana', { dashboards: ['grafana'] });
    // The dashboards ask for what the Prometheus rules record: without those they would be empty.
    if (!isNamed(plan, 'dashboards', 'grafana') || !isNamed(plan, 'metrics', 'prometheus'))
      return [];
    for (const store of plan.parts.filter(isStore))
      if (!exporterOf(store))
        cannotSay(context, 'grafana', sourceOfPart(store), {
          en: `no exporter gives the numbers of ${store.name} (${store.kind}): it has no dashboard`,
          ko: `${store.name}(${store.kind}) 지표를 내는 exporter가 없어 대시보드가 없다`,
        });
    return [...provisioning(plan), ...dashboards(plan)];
  },
};

/** Grafana takes forty characters: a longer name is cut, and told apart by its digest. */
export function uidOf(...names: readonly string[]): string {
  const uid = names.join('-');
  return uid.length <= MOST ? uid : `${uid.slice(0, MOST - 9)}-${digestOf(uid).slice(-8)}`;
}
const MOST = 40;

const sourceUid = ({ name, environment }: ResolvedPlan): string =>
  uidOf(name, environment.name, 'prometheus');

function dashboards(plan: ResolvedPlan): readonly SynthFile[] {
  const { name, environment } = plan;
  const tags = [name, environment.name];
  const source = sourceOfPart(environment, 'environments');
  const asks = sourceUid(plan);
  const where = `${name} / ${environment.name}`;
  const overview = dashboardOf(
    {
      uid: uidOf(name, environment.name, 'overview'),
      title: `${where}: overview`,
      description: {
        en: 'Traffic, errors, latency and saturation of every service; red lines are bounds of the plan.',
        ko: '서비스별 트래픽, 오류, 지연, 포화도. 붉은 선은 계획이 정한 한계다.',
      },
      tags,
      asks,
    },
    overviewOf(plan),
  );
  return [
    jsonFile('dashboards/overview.json', source, overview),
    ...storeDashboardsOf(plan).map(({ kind, sections }) =>
      jsonFile(
        `dashboards/${kind}.json`,
        sections[0]?.source ?? source,
        dashboardOf(
          {
            uid: uidOf(name, environment.name, kind),
            title: `${where}: ${kind}`,
            description: {
              en: `Every ${kind} of the plan; red lines are bounds of the plan.`,
              ko: `계획의 모든 ${kind}. 붉은 선은 계획이 정한 한계다.`,
            },
            tags,
            asks,
          },
          sections,
        ),
      ),
    ),
  ];
}

function provisioning(plan: ResolvedPlan): readonly SynthFile[] {
  const source: Source = { path: 'monitoring.dashboards', at: plan.at };
  const url = groundOf(plan) === 'cluster' ? 'http://prometheus:9090' : 'http://127.0.0.1:9090';
  const folder = `${plan.name}-${plan.environment.name}`;
  return [
    yamlFile('provisioning/datasources/prometheus.yaml', source, {
      apiVersion: 1,
      datasources: [
        {
          name: sourceUid(plan),
          uid: sourceUid(plan),
          type: 'prometheus',
          access: 'proxy',
          url,
          editable: false,
          jsonData: { httpMethod: 'POST' },
        },
      ],
    }),
    yamlFile('provisioning/dashboards/plan.yaml', source, {
      apiVersion: 1,
      providers: [
        {
          name: folder,
          folder,
          type: 'file',
          disableDeletion: true,
          allowUiUpdates: false,
          options: { path: `/etc/grafana/dashboards/${folder}` },
        },
      ],
    }),
  ];
}

const jsonFile = (path: string, source: Source, value: TreeMap): SynthFile => ({
  path,
  source,
  body: { kind: 'json', value },
});
const yamlFile = (path: string, source: Source, document: TreeMap): SynthFile => ({
  path,
  source,
  body: { kind: 'yaml', documents: [document] },
});
