import { expect, it } from 'vitest';
import type { KubeClient } from './client.ts';
import type { Kind, KubeObject } from './kinds.ts';
import type { PodWords } from './objects.ts';
import { standOverride } from './release.ts';

const POD: PodWords = {
  template: { spec: {} },
  port: 8080,
  policies: [{ kind: 'HealthCheckPolicy', spec: { targetRef: { kind: 'Service', name: 'web' } } }],
};

it('tells the load balancer of a Service that an earlier controller left without its policies', async () => {
  const objects = new Map<string, KubeObject>();
  let left = 1;
  const keyOf = ({ plural }: Kind, name: string) => `${plural}/${name}`;
  const client = {
    get: async (kind: Kind, name: string) => objects.get(keyOf(kind, name)),
    apply: async (kind: Kind, object: KubeObject) => {
      if (left-- <= 0) throw new Error('the cluster went away');
      objects.set(keyOf(kind, object.metadata.name), object);
      return object;
    },
  };
  const stand = () =>
    standOverride('web', '0123456789abcdef', {
      client: client as unknown as KubeClient,
      podOf: () => POD,
    });
  await expect(stand()).rejects.toThrow('went away');
  left = 2;
  await stand();
  expect([...objects.keys()]).toEqual([
    'services/web-01234567-canary',
    'healthcheckpolicies/web-01234567-canary',
  ]);
});
