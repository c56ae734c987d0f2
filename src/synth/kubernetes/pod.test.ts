import { describe, expect, it } from 'vitest';
import {
  daily,
  eks,
  gateway,
  gke,
  job,
  link,
  nodePool,
  type Placement,
  postgres,
  redis,
  route,
  secret,
  service,
} from '#model';
import { here, podOf, size, there, written } from '../../../test/support/kubernetes/written.ts';

describe('a pod', () => {
  const db = postgres('db', {
    storage: '10 GiB',
    size,
    version: '18',
    backup: { full: daily('02:00') },
  });
  const cache = redis('cache', { version: '8', memory: '1 GiB', persistent: true });
  const api = service('api', { size, image: { user: 0 }, uses: [link(db), link(cache)] });
  const edge = gateway('edge', { hosts: ['shop.example'], routes: [route('/', api)], replicas: 2 });
  const clean = job('clean', { size, schedule: daily('03:00', 'Asia/Seoul') });
  const all = [edge, api, clean, db, cache];

  it('runs as nobody whom the machine knows, with nothing to write to and no way to the API', () => {
    const runtime = ['istio-api:v1'];
    const { objects, said } = written(all, { on: eks(here, { runtime }) });
    const runs = ['Deployment', 'StatefulSet', 'CronJob'];
    const pods = objects.filter(({ kind }) => runs.includes(kind)).map(podOf);
    expect(pods.length).toBe(4);
    for (const one of pods) {
      expect(one.automountServiceAccountToken).toBe(false);
      expect(one.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(one.securityContext.runAsUser).toBeGreaterThan(0);
      for (const container of one.containers)
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
    }
    expect(said).toContain('api is said to run as root');
  });

  it('reserves what it may use of memory, and has no limit of CPU', () => {
    const reserves = { cpu: 0.25, memory: '256 MiB' } as const;
    const { one } = written([service('api', { size, reserves })]);
    expect(podOf(one('Deployment', 'api')).containers[0].resources).toEqual({
      requests: { cpu: '250m', memory: '512Mi' },
      limits: { memory: '512Mi' },
    });
  });

  it('lives as long as its drain after it has left', () => {
    const { one } = written([service('api', { size, stop: { drain: '40 s' } })]);
    const { terminationGracePeriodSeconds, containers } = podOf(one('Deployment', 'api'));
    expect([terminationGracePeriodSeconds, containers[0].lifecycle]).toEqual([
      45,
      { preStop: { sleep: { seconds: 5 } } },
    ]);
  });

  it('finds its links, its secrets by name, and its configuration in its environment', () => {
    const key = secret('token-key');
    const web = service('web', {
      size,
      configuration: { LEVEL: 'info' },
      uses: [link(api), link(db), link(cache), key],
    });
    const { one } = written([web]);
    const from = (name: string, of: string) => ({ secretKeyRef: { name, key: of } });
    expect(podOf(one('Deployment', 'web')).containers[0].env).toEqual([
      { name: 'HOST', value: '0.0.0.0' },
      { name: 'PORT', value: '8080' },
      { name: 'API_URL', value: 'http://api.shop-production.svc:8080' },
      { name: 'CACHE_URL', valueFrom: from('cache', 'url') },
      { name: 'DB_URL', valueFrom: from('db', 'url') },
      { name: 'LEVEL', value: 'info' },
      { name: 'TOKEN_KEY', valueFrom: from('token-key', 'value') },
    ]);
  });

  it('goes to the machines that the plan names, by the label of the provider', () => {
    const model = service('model', { size, gpu: 1, pool: 'gpu' });
    const pools = [nodePool('gpu', { gpu: 1 })];
    const label = (on: Placement) => podOf(written([model], { on }).one('Deployment', 'model'));
    expect(label(eks(here, { pools })).nodeSelector).toEqual({
      'eks.amazonaws.com/nodegroup': 'gpu',
    });
    const onGoogle = label(gke(there, { pools }));
    expect(onGoogle.nodeSelector).toEqual({ 'cloud.google.com/gke-nodepool': 'gpu' });
    expect(onGoogle.containers[0].resources.limits['nvidia.com/gpu']).toBe('1');
    expect(onGoogle.tolerations[0].key).toBe('nvidia.com/gpu');
  });

  it('is told no variable twice, and leaves no dollar to be filled in', () => {
    const configuration = { PORT: '9', API_URL: 'http://else', WORDS: 'a $(B)' };
    const web = service('web', { size, configuration, uses: [link(api)] });
    expect(podOf(written([web]).one('Deployment', 'web')).containers[0].env).toEqual([
      { name: 'HOST', value: '0.0.0.0' },
      { name: 'PORT', value: '8080' },
      { name: 'API_URL', value: 'http://else' },
      { name: 'WORDS', value: 'a $$(B)' },
    ]);
  });
});
