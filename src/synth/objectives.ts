import { printSpan, type Text } from '#kernel';
import { partsOf, type ResolvedPlan } from '#model';

/** A promise of the plan that something serves. */
export interface Behind {
  /** `objectives.availability`, `parts.edge.routes[/api].objective.p95`. */
  readonly path: string;
  readonly text: Text;
}

/** Which fields of a part serve which promise: the last named step of a path decides. */
const SERVES: readonly (readonly [RegExp, readonly (keyof Known)[]])[] = [
  [/\.(replicas|zones|failover|stop|health)\b/, ['availability', 'zeroDowntime']],
  [/\.(rollout|image|run)\b/, ['deployment', 'zeroDowntime']],
  [/\.(size|handles|concurrency|pool)\b/, ['throughput', 'latency']],
  [/\.(timeout|objective|cached)\b/, ['latency']],
  [/\.(backup|readers|standby|recoveryOrder)\b/, ['point', 'time']],
];

interface Known {
  readonly availability: Behind;
  readonly throughput: Behind;
  readonly latency: Behind;
  readonly deployment: Behind;
  readonly zeroDowntime: Behind;
  readonly time: Behind;
  readonly point: Behind;
}

/** The promises that a place of the plan serves: its part's own, those of routes to it, then the plan's. */
export function objectivesBehind(plan: ResolvedPlan, path: string): readonly Behind[] {
  const name = /^parts\.([^.]+)/.exec(path)?.[1];
  const known = promised(plan);
  const served = SERVES.filter(([field]) => field.test(path)).flatMap(([, keys]) => keys);
  return [
    ...(name === undefined ? [] : ofRoutes(plan, name)),
    ...[...new Set(served)].flatMap((key) => known[key] ?? []),
  ];
}

const ofRoutes = (plan: ResolvedPlan, name: string): readonly Behind[] =>
  partsOf(plan, 'gateway').flatMap((gateway) =>
    gateway.routes
      .filter((route) => route.objective && (route.to === name || gateway.name === name))
      .flatMap(({ path, objective }) =>
        Object.entries(objective ?? {}).flatMap(([share, ms]) =>
          ms === undefined
            ? []
            : [
                {
                  path: `parts.${gateway.name}.routes[${path}].objective.${share}`,
                  text: same(`${path}: ${share} ${printSpan(ms)}`),
                },
              ],
        ),
      ),
  );

function promised({ objectives }: ResolvedPlan): Partial<Known> {
  const { availability, recovery, throughput, latency, deployment, zeroDowntime } = objectives;
  const slowest = latency?.p95 ?? latency?.p99 ?? latency?.p50;
  const texts: Readonly<Record<keyof Known, Text | false | undefined>> = {
    availability: availability !== undefined && {
      en: `availability ${availability}%`,
      ko: `가용성 ${availability}%`,
    },
    throughput: throughput !== undefined && same(`${throughput} rps`),
    latency: slowest !== undefined && {
      en: `latency ${printSpan(slowest)}`,
      ko: `지연 ${printSpan(slowest)}`,
    },
    deployment: deployment !== undefined && {
      en: `a release within ${printSpan(deployment)}`,
      ko: `배포 ${printSpan(deployment)} 안`,
    },
    zeroDowntime: zeroDowntime && {
      en: 'no request lost to a deploy',
      ko: '배포 중 잃는 요청 없음',
    },
    time: recovery?.time !== undefined && same(`RTO ${printSpan(recovery.time)}`),
    point: recovery?.point !== undefined && same(`RPO ${printSpan(recovery.point)}`),
  };
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) =>
      text ? [[key, { path: `objectives.${PATHS[key] ?? key}`, text }]] : [],
    ),
  );
}

const PATHS: Readonly<Record<string, string>> = { time: 'recovery.time', point: 'recovery.point' };

const same = (words: string): Text => ({ en: words, ko: words });
