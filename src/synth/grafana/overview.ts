import { SECOND } from '#kernel';
import { partsOf, type ResolvedPlan, type ResolvedService } from '#model';
import { byName, entriesOf, groundOf } from '../observe/place.ts';
import { QUANTILE, RATE_REQUESTS, RATIO } from '../prometheus/names.ts';
import { Said, sourceOfPart } from '../source.ts';
import { type Bounds, boundsOf } from './bound.ts';
import { type Panel, type Section, scaled } from './panel.ts';

/** What users get, then traffic, errors, latency and saturation of every service. */
export function overviewOf(plan: ResolvedPlan): readonly Section[] {
  const boundOf = boundsOf(plan);
  const services = byName(partsOf(plan, 'service')).map((service) => ({
    title: service.name,
    source: sourceOfPart(service),
    panels: panelsOf(plan, service, boundOf),
  }));
  return entriesOf(plan).length > 0 ? [wholeOf(plan), ...services] : services;
}

function wholeOf(plan: ResolvedPlan): Section {
  const { availability, latency } = plan.objectives;
  const at = (field: string) => ({ path: `objectives.${field}`, at: plan.at });
  const allowed =
    availability === undefined
      ? undefined
      : new Said(Number((1 - availability / 100).toPrecision(12)), at('availability'));
  return {
    title: plan.name,
    source: { path: 'objectives', at: plan.at },
    panels: [
      {
        title: 'Failed answers of all, by window',
        unit: 'percentunit',
        asks: ['5m', '1h', '6h', '3d'].map((window) => [RATIO('system', window), window] as const),
        bound: allowed,
      },
      {
        title: 'Latency of all',
        unit: 's',
        asks: (['p50', 'p95', 'p99'] as const).map(
          (share) => [QUANTILE('system', share, '5m'), share] as const,
        ),
        bound:
          latency?.p95 === undefined
            ? undefined
            : new Said(latency.p95 / SECOND, at('latency.p95')),
      },
    ],
  };
}

function panelsOf(plan: ResolvedPlan, service: ResolvedService, boundOf: Bounds): readonly Panel[] {
  const { name } = service;
  const own = `{service="${name}"}`;
  const errors = boundOf(service, 'errorsAbove');
  const slow = boundOf(service, 'slowerThan');
  return [
    { title: 'Traffic', unit: 'reqps', asks: [[`${RATE_REQUESTS}${own}`, 'requests']] },
    {
      title: 'Errors',
      unit: 'percentunit',
      asks: [[`${RATIO('service', '5m')}${own}`, '5xx']],
      bound: errors && scaled(errors, 1 / 100),
    },
    {
      title: 'Latency',
      unit: 's',
      asks: (['p50', 'p95', 'p99'] as const).map(
        (share) => [`${QUANTILE('service', share, '5m')}${own}`, share] as const,
      ),
      bound: slow && scaled(slow, 1 / SECOND),
    },
    {
      title: 'Saturation',
      unit: 'percent',
      asks: saturationOf(plan, service),
      bound: boundOf(service, 'cpuAbove'),
    },
  ];
}

/** Of its limits in a cluster, of the size the plan gives it elsewhere. */
function saturationOf(plan: ResolvedPlan, { name, size }: ResolvedService): Panel['asks'] {
  if (groundOf(plan) === 'cluster') {
    const limit = (resource: string) =>
      `sum by (pod) (kube_pod_container_resource_limits{container="${name}",resource="${resource}"})`;
    return [
      [
        `100 * sum by (pod) (rate(container_cpu_usage_seconds_total{container="${name}"}[5m])) / ${limit('cpu')}`,
        'CPU {{pod}}',
      ],
      [
        `100 * sum by (pod) (container_memory_working_set_bytes{container="${name}"}) / ${limit('memory')}`,
        'memory {{pod}}',
      ],
    ];
  }
  const { cpu = 1, memory } = size ?? {};
  return [
    [`100 * rate(process_cpu_seconds_total{service="${name}"}[5m]) / ${cpu}`, 'CPU {{instance}}'],
    ...(memory === undefined
      ? []
      : [
          [
            `100 * process_resident_memory_bytes{service="${name}"} / ${memory}`,
            'memory {{instance}}',
          ] as const,
        ]),
  ];
}
