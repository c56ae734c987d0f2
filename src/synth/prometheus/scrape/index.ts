import type { ResolvedPlacement } from '#model';
import type { SynthFile } from '../../file.ts';
import { groundOf } from '../../observe/place.ts';
import { sourceOfMonitoring } from '../../observe/tools.ts';
import { spanWord } from '../../observe/words.ts';
import { Said, sourceOfPart, type TreeMap } from '../../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../../target.ts';
import type { AlertRule } from '../rule.ts';
import { clusterJobs } from './cluster.ts';
import { ecsJobs } from './ecs.ts';
import type { Jobs } from './jobs.ts';
import { needOf } from './need.ts';
import { serverJobs } from './server.ts';

/** What one Prometheus is told; one file for every cluster where there are several. */
export function scrapeFiles(
  context: SynthContext,
  every: number,
  rules: readonly AlertRule[],
): readonly SynthFile[] {
  const { environment } = context.plan;
  const need = needOf(context, rules);
  const ground = groundOf(context.plan);
  if (ground !== 'cluster') {
    const jobs = ground === 'ecs' ? ecsJobs(context, need) : serverJobs(context, need);
    return [fileOf(context, 'prometheus.yml', environment.on, every, jobs)];
  }
  reportSeveral(context);
  reportExporters(
    context,
    need.stores.map(({ store }) => store.name),
  );
  const placements = [environment.on, ...environment.also];
  return placements.map((placement) => {
    const site = placement.site?.name ?? '';
    const path = placements.length === 1 ? 'prometheus.yml' : `prometheus-${site}.yml`;
    return fileOf(context, path, placement, every, clusterJobs(context.plan, placement, need));
  });
}

function fileOf(
  { plan }: SynthContext,
  path: string,
  placement: ResolvedPlacement,
  every: number,
  jobs: Jobs,
): SynthFile {
  const source = sourceOfPart(plan.environment, 'environments');
  const often = new Said(spanWord(every), sourceOfMonitoring(plan, 'every'));
  const isCluster = groundOf(plan) === 'cluster';
  const document: TreeMap = {
    global: {
      scrape_interval: often,
      evaluation_interval: often,
      external_labels: {
        plan: plan.name,
        environment: new Said(plan.environment.name, source),
        site: placement.site && new Said(placement.site.name, source),
      },
    },
    rule_files: ['rules/recording.yml', 'rules/objectives.yml', 'rules/alerts.yml'],
    alerting: {
      alertmanagers: [
        { static_configs: [{ targets: [isCluster ? 'alertmanager:9093' : '127.0.0.1:9093'] }] },
      ],
    },
    scrape_configs: jobs,
  };
  return { path, source, body: { kind: 'yaml', documents: [document] } };
}

/** Each cluster's Prometheus sees what was answered there. */
function reportSeveral(context: SynthContext): void {
  const { environment } = context.plan;
  if (environment.also.length > 0)
    cannotSay(context, 'prometheus', sourceOfPart(environment, 'environments'), {
      en: `${environment.name} has several clusters: the Prometheus of each counts its own answers, and no objective is computed over all of them`,
      ko: `${environment.name} 환경에는 클러스터가 여럿이다. Prometheus마다 자기 클러스터의 응답만 세며 모두 합친 목표는 계산하지 않는다`,
    });
}

function reportExporters(context: SynthContext, stores: readonly string[]): void {
  if (stores.length === 0) return;
  const list = stores.join(', ');
  isMissing(context, 'prometheus', sourceOfMonitoring(context.plan, 'agents'), {
    en: `exporters are not started here: each of ${list} needs one whose pod has the store's name as app.kubernetes.io/instance`,
    ko: `exporter는 여기서 띄우지 않는다. ${list} 저장소마다 app.kubernetes.io/instance 레이블에 저장소 이름을 적은 exporter 파드가 있어야 한다`,
  });
}
