import { expect, it } from 'vitest';
import { deploymentObject } from './objects.ts';
import { podOfFirst } from './release-record-1.ts';

it('reads a release of the first kind into the pods that it ran', () => {
  const pod = podOfFirst('shop', {
    image: 'registry.test/shop@sha256:a',
    port: 8080,
    ready: '/ready',
    alive: '/alive',
    env: { PORT: '8080' },
    secrets: { KEY: { name: 'key', key: 'value' } },
    drainSeconds: 10,
    readyWithinSeconds: 60,
  });
  const labels = {
    'app.kubernetes.io/name': 'shop',
    'hanok.dev/release': 'aaaa0000aaaa0000',
  };
  const marked = { ...labels, 'app.kubernetes.io/managed-by': 'hanok' };
  expect(deploymentObject('shop', 'aaaa0000aaaa0000', { pod, replicas: 2 })).toEqual({
    metadata: { name: 'shop-aaaa0000', labels: marked },
    spec: {
      replicas: 2,
      revisionHistoryLimit: 0,
      progressDeadlineSeconds: 60,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: marked },
        spec: {
          terminationGracePeriodSeconds: 15,
          containers: [
            {
              name: 'shop',
              image: 'registry.test/shop@sha256:a',
              ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
              env: [
                { name: 'KEY', valueFrom: { secretKeyRef: { name: 'key', key: 'value' } } },
                { name: 'PORT', value: '8080' },
              ],
              readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 2 },
              livenessProbe: {
                httpGet: { path: '/alive', port: 8080 },
                periodSeconds: 10,
                failureThreshold: 3,
              },
              lifecycle: { preStop: { sleep: { seconds: 5 } } },
            },
          ],
        },
      },
    },
  });
});
