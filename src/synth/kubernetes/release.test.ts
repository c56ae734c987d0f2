import { expect, it } from 'vitest';
import {
  definePlan,
  eks,
  environment,
  gateway,
  gke,
  link,
  patch,
  resolve,
  route,
  secret,
  service,
} from '#model';
import { here, size, there } from '../../../test/support/kubernetes/written.ts';
import { releasePodsOf } from './release.ts';

const orders = service('orders', { size, port: 9000 });
const only = service('only', { size, on: [there] });
const shop = service('shop', { size, uses: [link(orders), secret('session-key')] });

type Spec = Parameters<typeof definePlan>[1];

function podsOf(name: string, patches: Spec['patches'] = [], roots: Spec['roots'] = [shop, only]) {
  const { plan } = resolve(
    definePlan('plan', {
      asOf: '2026-11-20',
      roots,
      environments: [environment('production', { on: [eks(here), gke(there)] })],
      patches,
    }),
    'production',
  );
  const [placement] = [plan?.environment.on].flat();
  const found = plan?.parts.find((part) => part.name === name);
  if (!plan || !placement || found?.kind !== 'service') throw new Error('no such plan');
  return releasePodsOf({ plan, placement, service: found, image: 'x@sha256:1' });
}

it('is the pod of the files with the image of the release, as plain JSON', () => {
  const pod = podsOf('shop')?.template;
  expect(JSON.parse(JSON.stringify(pod))).toEqual(pod);
  const [container] = pod?.spec.containers ?? [];
  expect(container?.image).toBe('x@sha256:1');
  expect(container?.env).toEqual([
    { name: 'HOST', value: '0.0.0.0' },
    { name: 'PORT', value: '8080' },
    { name: 'ORDERS_URL', value: 'http://orders.plan-production.svc:9000' },
    {
      name: 'SESSION_KEY',
      valueFrom: { secretKeyRef: { name: 'session-key', key: 'value' } },
    },
  ]);
});

it('has the patches of the plan on it', () => {
  const pod = podsOf('shop', [
    patch({
      file: 'production/kubernetes/here/shop.yaml',
      object: 'Deployment/shop',
      field: '/spec/template/spec/priorityClassName',
      value: 'high',
      reason: 'people wait for it',
    }),
  ]);
  expect(pod?.template.spec.priorityClassName).toBe('high');
});

it('brings what a load balancer of the provider is told, and nothing without one', () => {
  expect(podsOf('shop')?.policies).toEqual([]);
  const edge = gateway('edge', { routes: [route('/', shop)] });
  expect(podsOf('shop', [], [edge, only])?.policies).toEqual([
    {
      apiVersion: 'gateway.k8s.aws/v1',
      kind: 'TargetGroupConfiguration',
      spec: expect.objectContaining({ targetReference: { name: 'shop' } }),
    },
  ]);
});

it('is none where the service does not stand', () => {
  expect(podsOf('only')).toBeUndefined();
});
