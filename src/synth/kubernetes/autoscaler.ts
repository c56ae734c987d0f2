import { type ResolvedService, settleReplicas } from '#model';
import { sayer, type TreeMap } from '../source.ts';
import { objectOf } from './object.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** Whether an autoscaler counts the replicas of a service: it has room, and something to go by. */
export const isScaled = (service: ResolvedService): boolean => {
  const { min, max, scaleOn = [] } = settleReplicas(service);
  return max > min && scaleOn.some((signal) => Object.keys(signal).length > 0);
};

/** What the metrics adapter answers for a signal that the cluster does not measure itself. */
export const METRICS = {
  rps: 'http_requests_per_second',
  users: 'active_users',
  queued: 'queue_messages_waiting',
} as const;

/** The most demanding signal wins, as the API has it. */
export function autoscalerOf(site: KubeSite, service: ResolvedService): readonly TreeMap[] {
  const { min, max } = settleReplicas(service);
  const say = sayer(service);
  if (!isScaled(service)) {
    if (max > min) sayUnmeasured(site, service);
    return [];
  }
  const autoscaler = objectOf(
    site,
    sourceOf(service),
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: service.name },
    {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.name },
        minReplicas: say('replicas.min', Math.max(1, min)),
        maxReplicas: say('replicas.max', max),
        metrics: metricsOf(service),
      },
    },
  );
  return [autoscaler];
}

const sayUnmeasured = (site: KubeSite, { name, at }: ResolvedService): void =>
  site.isMissing(
    { path: `parts.${name}.replicas.scaleOn`, at },
    {
      en: `${name} may grow, and nothing says on what: it stays at its least`,
      ko: `${name} 서비스는 늘 수 있다고만 하고 기준이 없어 최소 개수로 둔다`,
    },
    { en: 'Write `scaleOn`.', ko: '`scaleOn`을 적는다.' },
  );

function metricsOf(service: ResolvedService): readonly TreeMap[] {
  const say = sayer(service);
  return (
    settleReplicas(service).scaleOn?.flatMap((signal, index) => {
      const field = `replicas.scaleOn[${index}]`;
      const { cpu, memory: share, rps, users, queued } = signal;
      const resource = (name: 'cpu' | 'memory', percent: number | undefined) =>
        percent === undefined
          ? []
          : [
              {
                type: 'Resource',
                resource: {
                  name,
                  target: {
                    type: 'Utilization',
                    averageUtilization: say(`${field}.${name}`, Math.round(percent)),
                  },
                },
              },
            ];
      return [
        ...resource('cpu', cpu),
        ...resource('memory', share),
        ...ofPods(METRICS.rps, rps, (value) => say(`${field}.rps`, value)),
        ...ofPods(METRICS.users, users, (value) => say(`${field}.users`, value)),
        ...ofQueue(service, queued, (value) => say(`${field}.queued`, value)),
      ];
    }) ?? []
  );
}

type Say = (value: string) => ReturnType<ReturnType<typeof sayer>>;

/** A number as a quantity: whole, or in thousandths. */
const quantity = (value: number): string =>
  Number.isInteger(value) ? String(value) : `${Math.ceil(value * 1_000)}m`;

const ofPods = (name: string, value: number | undefined, say: Say): readonly TreeMap[] =>
  value === undefined
    ? []
    : [
        {
          type: 'Pods',
          pods: {
            metric: { name },
            target: { type: 'AverageValue', averageValue: say(quantity(value)) },
          },
        },
      ];

const ofQueue = (
  { name }: ResolvedService,
  value: number | undefined,
  say: Say,
): readonly TreeMap[] =>
  value === undefined
    ? []
    : [
        {
          type: 'External',
          external: {
            metric: { name: METRICS.queued, selector: { matchLabels: { service: name } } },
            target: { type: 'AverageValue', averageValue: say(quantity(value)) },
          },
        },
      ];
