import { describe, expect, it } from 'vitest';
import {
  bucket,
  daily,
  definePlan,
  eks,
  environment,
  every,
  external,
  gateway,
  gke,
  job,
  link,
  local,
  postgres,
  resolve,
  route,
  service,
} from '#model';
import { here, size, there, written } from '../../../test/support/kubernetes/written.ts';
import { cronOf } from './job.ts';

it('applies only where an environment stands on Kubernetes', () => {
  expect(written([service('api', { size })], { on: local() }).files).toEqual([]);
});

it('writes a folder for every cluster, standby included, with what stands there', () => {
  const api = service('api', { size });
  const only = service('only', { size, on: [here] });
  const { files } = written([api, only], { on: eks(here), standby: gke(there) });
  expect(files.map(({ path }) => path).filter((path) => /api|only/.test(path))).toEqual([
    'production/kubernetes/here/api.yaml',
    'production/kubernetes/here/only.yaml',
    'production/kubernetes/there/api.yaml',
    'production/kubernetes/there/only.yaml',
  ]);
});

it('gives the same bytes whatever the order of declaration', () => {
  const make = (turned: boolean) => {
    const db = postgres('db', { storage: '1 GiB', size });
    const a = service('a', { size });
    const uses = [link(db), link(a)];
    const b = service('b', { size, uses: turned ? uses.reverse() : uses });
    const edge = gateway('edge', { routes: [route('/', b), route('/a', a)] });
    const alone = [service('y', { size }), service('x', { size }), job('z', {}), job('w', {})];
    return written(
      turned ? [db, a, b, edge, ...alone] : [...alone.reverse(), edge, b, a, db],
    ).files.map((file) => [file.path, file.text().split('\n').slice(1).join('\n')]);
  };
  expect(make(true)).toEqual(make(false));
});

describe('what counts the replicas', () => {
  it.each([
    ['a number', 3, undefined, 3],
    ['a range with a signal', { min: 2, max: 6, scaleOn: [{ cpu: 70 }] }, 2, undefined],
    ['a range without one', { min: 2, max: 6 }, undefined, 2],
    ['a range of one', { min: 4, max: 4, scaleOn: [{ cpu: 70 }] }, undefined, 4],
  ])('is never two at once: %s', (_, replicas, least, fixed) => {
    const { one } = written([service('api', { size, replicas })]);
    expect([
      one('HorizontalPodAutoscaler', 'api')?.spec.minReplicas,
      one('Deployment', 'api')?.spec.replicas,
    ]).toEqual([least, fixed]);
  });

  it('asks the adapter for what the cluster does not measure, and configures it', () => {
    const scaleOn = [{ rps: 100 }, { queued: 2.5 }];
    const { one, said } = written([
      service('api', { size, replicas: { min: 1, max: 2, scaleOn } }),
    ]);
    expect(one('HorizontalPodAutoscaler', 'api')?.spec.metrics).toEqual([
      {
        type: 'Pods',
        pods: {
          metric: { name: 'http_requests_per_second' },
          target: { type: 'AverageValue', averageValue: '100' },
        },
      },
      {
        type: 'External',
        external: {
          metric: {
            name: 'queue_messages_waiting',
            selector: { matchLabels: { service: 'api' } },
          },
          target: { type: 'AverageValue', averageValue: '2500m' },
        },
      },
    ]);
    expect(one('ConfigMap', 'metrics-adapter')).toBeDefined();
    expect(said).toContain('http_requests_total{service,code}');
  });
});

describe('what cannot be written', () => {
  it('is a finding: a call to another cluster has no variable and no way out', () => {
    const far = service('far', { size, on: [there] });
    const near = service('near', { size, on: [here], uses: [link(far)] });
    const { objects, said } = written([near, far], { on: [eks(here), gke(there)] });
    expect(said).toContain('near calls far, which does not stand on here');
    expect(JSON.stringify(objects)).not.toContain('FAR_URL');
  });

  it('is a finding: no address of an external, no role of a bucket, no operator for a store', () => {
    const files = bucket('files', { managed: 's3' });
    const mail = external('mail', {});
    const disk = bucket('disk', {});
    const api = service('api', { size, uses: [link(files), link(mail), link(disk)] });
    const { said } = written([api]);
    expect(said).toMatch(/the way to mail is port 443/);
    expect(said).toMatch(/must be allowed disk \(read-write\), files \(read-write\)/);
    expect(said).toMatch(/disk \(bucket\) is nobody's managed service/);
    expect(said).toMatch(/names no secret store that can be read/);
  });
});

it.each([
  [daily('02:30', 'Asia/Seoul'), '30 2 * * *'],
  [every('15 min'), '*/15 * * * *'],
  [every('6 h'), '0 */6 * * *'],
  [every('90 d'), undefined],
])('says a schedule as cron does, or not at all', (schedule, cron) => {
  const { plan } = resolve(
    definePlan('shop', {
      asOf: '2026-11-20',
      roots: [job('clean', { schedule })],
      environments: [environment('local', { on: local() })],
    }),
    'local',
  );
  const [part] = plan?.parts ?? [];
  expect(part?.kind === 'job' && part.schedule && cronOf(part.schedule)).toBe(cron);
});

it('knows of every value which line of the plan said it', () => {
  const api = service('api', { size, replicas: 3, health: { ready: '/ready' } });
  const { files } = written([api]);
  const file = files.find(({ path }) => path.endsWith('/api.yaml'))?.withSources();
  const lines = file?.text.split('\n') ?? [];
  const pathOf = (text: string) =>
    file?.sources[lines.findIndex((line) => line.trim() === text)]?.path;
  expect([
    pathOf('replicas: 3'),
    pathOf('memory: 512Mi'),
    pathOf('path: /ready'),
    pathOf('kind: Deployment'),
  ]).toEqual([
    'parts.api.replicas.min',
    'parts.api.size.memory',
    'parts.api.health.ready',
    'parts.api',
  ]);
});

it('keeps a budget where one may leave, and none where the only one would have to', () => {
  const { one } = written([
    service('many', { size, replicas: 2 }),
    service('single', { size, replicas: 1 }),
  ]);
  expect(one('PodDisruptionBudget', 'many')?.spec.maxUnavailable).toBe(1);
  expect(one('PodDisruptionBudget', 'single')).toBeUndefined();
});
