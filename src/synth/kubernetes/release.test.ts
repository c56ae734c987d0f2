import { expect, it } from 'vitest';
import { definePlan, eks, environment, gke, link, patch, resolve, secret, service } from '#model';
import { here, size, there } from '../../../test/support/kubernetes/written.ts';
import { releasePodOf } from './release.ts';

const orders = service('orders', { size, port: 9000 });
const only = service('only', { size, on: [there] });
const shop = service('shop', { size, uses: [link(orders), secret('session-key')] });

function podsOf(name: string, patches: Parameters<typeof definePlan>[1]['patches'] = []) {
  const { plan } = resolve(
    definePlan('plan', {
      asOf: '2026-11-20',
      roots: [shop, only],
      environments: [environment('production', { on: [eks(here), gke(there)] })],
      patches,
    }),
    'production',
  );
  const [placement] = [plan?.environment.on].flat();
  const found = plan?.parts.find((part) => part.name === name);
  if (!plan || !placement || found?.kind !== 'service') throw new Error('no such plan');
  return releasePodOf({ plan, placement, service: found, image: 'x@sha256:1' });
}

it('is the pod of the files with the image of the release, as plain JSON', () => {
  const pod = podsOf('shop');
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
  expect(pod?.spec.priorityClassName).toBe('high');
});

it('is none where the service does not stand', () => {
  expect(podsOf('only')).toBeUndefined();
});
