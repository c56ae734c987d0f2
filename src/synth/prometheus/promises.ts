import { partsOf, type ResolvedPlan, type ResolvedRoute } from '#model';
import { byName, entriesOf } from '../observe/place.ts';
import type { Source } from '../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../target.ts';
import { LATENCY, type Level, REQUESTS } from './names.ts';

/** One objective that numbers of requests can keep or break. */
export interface Promised {
  readonly is: 'availability' | 'p50' | 'p95' | 'p99';
  readonly level: Level;
  /** What it is said of: a name for alerts. */
  readonly of: string;
  /** Percent, or milliseconds. */
  readonly bound: number;
  readonly source: Source;
  /** What its recorded series are told apart by. */
  readonly labels: Readonly<Record<string, string>>;
  /** A service whose answers count. */
  readonly by: string;
}

/** A route whose requests can be told from others. */
export interface MeasuredRoute {
  readonly gateway: string;
  readonly route: ResolvedRoute;
  readonly source: Source;
  readonly selector: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The service has to say which route a request came by. */
  readonly needsLabel: boolean;
}

/** Routes with an objective that a request can keep: a stream and a job are over much later. */
export function measuredRoutes(plan: ResolvedPlan): readonly MeasuredRoute[] {
  const gateways = byName(partsOf(plan, 'gateway'));
  const ways = Map.groupBy(
    gateways.flatMap(({ routes }) => routes),
    ({ to }) => to,
  );
  return gateways.flatMap((gateway) =>
    [...gateway.routes]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .filter(({ objective, answers = 'response' }) => objective && answers === 'response')
      .map((route) => {
        const labels = { service: route.to, route: route.path };
        const needsLabel = (ways.get(route.to)?.length ?? 0) > 1;
        return {
          gateway: gateway.name,
          route,
          source: { path: `parts.${gateway.name}.routes[${route.path}].objective`, at: route.at },
          selector: `service="${route.to}"${needsLabel ? `,route="${route.path}"` : ''}`,
          labels,
          needsLabel,
        };
      }),
  );
}

const SHARES = ['p50', 'p95', 'p99'] as const;

/** Every objective of the plan that requests can tell of, widest first. */
export function promisesOf({ plan }: Pick<SynthContext, 'plan'>): readonly Promised[] {
  const [entry] = entriesOf(plan);
  const { availability, latency = {} } = plan.objectives;
  const whole = { level: 'system', of: plan.name, labels: {}, by: entry ?? '' } as const;
  const said = (field: string): Source => ({ path: `objectives.${field}`, at: plan.at });
  const ofPlan: Promised[] = [
    ...(availability === undefined
      ? []
      : [
          {
            ...whole,
            is: 'availability' as const,
            bound: availability,
            source: said('availability'),
          },
        ]),
    ...SHARES.flatMap((is) => {
      const bound = latency[is];
      return bound === undefined ? [] : [{ ...whole, is, bound, source: said(`latency.${is}`) }];
    }),
  ];
  return [...(entry === undefined ? [] : ofPlan), ...ofServices(plan), ...ofRoutes(plan)];
}

const ofServices = (plan: ResolvedPlan): readonly Promised[] =>
  byName(partsOf(plan, 'service')).flatMap(({ name, at, objective }) =>
    objective?.availability === undefined
      ? []
      : [
          {
            is: 'availability',
            level: 'service',
            of: name,
            bound: objective.availability,
            source: { path: `parts.${name}.objective.availability`, at },
            labels: { service: name },
            by: name,
          },
        ],
  );

const ofRoutes = (plan: ResolvedPlan): readonly Promised[] =>
  measuredRoutes(plan).flatMap(({ route, source, labels }) =>
    SHARES.flatMap((is) => {
      const bound = route.objective?.[is];
      return bound === undefined
        ? []
        : [{ is, level: 'route', of: route.path, bound, source, labels, by: route.to }];
    }),
  );

/** Says which objectives are not watched, and what services have to count for the others. */
export function reportPromises(context: SynthContext): void {
  const { plan } = context;
  for (const gateway of partsOf(plan, 'gateway'))
    for (const { path, objective, answers = 'response', at } of gateway.routes)
      if (objective && answers !== 'response')
        cannotSay(
          context,
          'prometheus',
          { path: `parts.${gateway.name}.routes[${path}]`, at },
          {
            en: `${path} answers as a ${answers}: its requests do not tell how long the work took`,
            ko: `${path} 경로는 ${answers === 'job' ? '작업을 나중에 마치므로' : '연결을 이어 가므로'} 요청 시간으로는 목표를 확인하지 못한다`,
          },
        );
  for (const { route, source } of measuredRoutes(plan).filter(({ needsLabel }) => needsLabel))
    isMissing(
      context,
      'prometheus',
      source,
      {
        en: `${route.to} is reached by several routes: its ${LATENCY} has to carry the label route="${route.path}"`,
        ko: `${route.to} 서비스에는 여러 경로로 요청이 온다. ${LATENCY} 지표에 route="${route.path}" 레이블이 있어야 한다`,
      },
      {
        en: `Count ${REQUESTS} and ${LATENCY} by service, code and the plan's path.`,
        ko: `${REQUESTS}, ${LATENCY} 지표를 서비스, 코드, 계획의 경로별로 센다.`,
      },
    );
  reportUnwatched(context);
}

function reportUnwatched(context: SynthContext): void {
  const { plan } = context;
  if (plan.objectives.availability !== undefined && entriesOf(plan).length === 0)
    cannotSay(
      context,
      'prometheus',
      { path: 'objectives.availability', at: plan.at },
      {
        en: 'no gateway leads to a service: there are no answers whose availability could be watched',
        ko: '서비스로 가는 게이트웨이가 없어 가용성을 확인할 응답이 없다',
      },
    );
  for (const part of plan.parts) {
    const { objective } = part as { objective?: { availability?: number } };
    if (part.kind !== 'service' && objective?.availability !== undefined)
      cannotSay(
        context,
        'prometheus',
        { path: `parts.${part.name}.objective`, at: part.at },
        {
          en: `the availability of ${part.name} is not seen in the requests of services`,
          ko: `${part.name} 가용성은 서비스 요청만으로 알 수 없다`,
        },
      );
  }
}
