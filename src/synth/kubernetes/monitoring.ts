import { settlePort } from '#model';
import type { TreeMap } from '../source.ts';
import { policyOf } from './network-policy.ts';
import { NAME_LABEL } from './object.ts';
import type { KubeSite } from './site.ts';

/** Where Istio's proxies give their numbers, and those of what they stand beside. */
const MERGED_PORT = 15_020;
/** Where kube-prometheus puts it. */
const NAMESPACE = 'monitoring';

/** Prometheus may ask what the plan says it watches, where the plan has one. */
export function watchedPolicyOf(site: KubeSite): readonly TreeMap[] {
  const { metrics = [], watches } = site.plan.policy.monitoring ?? {};
  if (!metrics.includes('prometheus')) return [];
  const known = watches && new Set(watches);
  const watched = site.services.filter(({ name }) => known?.has(name) ?? true);
  if (watched.length === 0) return [];
  const { name, at } = site.plan;
  const source = { path: 'monitoring.metrics', at };
  const ports = site.hasMesh ? [MERGED_PORT] : [...new Set(watched.map(settlePort))].sort(byValue);
  site.isMissing(
    source,
    {
      en: `the plan does not say where Prometheus stands: one in the namespace ${NAMESPACE} may ask the services of ${name}`,
      ko: `Prometheus가 어디 있는지 계획에 없어 ${NAMESPACE} 네임스페이스의 Prometheus가 ${name} 서비스를 물을 수 있게 한다`,
    },
    {
      en: 'Patch the NetworkPolicy `all.prometheus` where it stands elsewhere.',
      ko: '다른 곳에 있으면 `all.prometheus` NetworkPolicy를 패치한다.',
    },
  );
  return [
    policyOf(site, 'all.prometheus', source, {
      podSelector: {
        matchExpressions: [
          { key: NAME_LABEL, operator: 'In', values: watched.map((one) => one.name) },
        ],
      },
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': NAMESPACE } },
              podSelector: { matchLabels: { [NAME_LABEL]: 'prometheus' } },
            },
          ],
          ports: ports.map((port) => ({ protocol: 'TCP', port })),
        },
      ],
    }),
  ];
}

const byValue = (a: number, b: number): number => a - b;
