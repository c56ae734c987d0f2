import type { ResolvedRedis } from '#model';
import { pinnedImage } from '../image.ts';
import { sayer, type TreeMap } from '../source.ts';
import { templatedSecretOf } from './external-secret.ts';
import { certificateOf } from './names.ts';
import { callerIngress, policyOf, storePort } from './network-policy.ts';
import { labelsOf, objectOf, selectorOf } from './object.ts';
import { CONTAINER_SECURITY, podSecurity } from './pod.ts';
import { cpu, memory } from './quantity.ts';
import { accountOf } from './rbac.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** The user of the official image. */
const REDIS = 999;

/** One Redis with a password, and TLS where the plan says that connections to it are encrypted. */
export function redisOf(site: KubeSite, store: ResolvedRedis): readonly TreeMap[] {
  const port = storePort(store);
  sayWhatIsUnsaid(site, store);
  return [
    accountOf(site, store.name, sourceOf(store)),
    policyOf(site, store.name, sourceOf(store), {
      podSelector: { matchLabels: selectorOf(store.name) },
      ingress: callerIngress(site, store.name, port),
      egress: [],
      of: store.name,
    }),
    ...templatedSecretOf(site, store, { data: secretDataOf(site, store) }),
    objectOf(
      site,
      sourceOf(store),
      { apiVersion: 'v1', kind: 'Service', name: store.name },
      {
        spec: {
          type: 'ClusterIP',
          selector: selectorOf(store.name),
          ports: [
            {
              name: 'tcp-redis',
              port: sayer(store)('port', port),
              targetPort: 'redis',
              protocol: 'TCP',
            },
          ],
        },
      },
    ),
    statefulSetOf(site, store),
  ];
}

/** The password reaches the server in its configuration file, never in its arguments. */
function secretDataOf(site: KubeSite, store: ResolvedRedis): TreeMap {
  const scheme = store.encryptedInTransit ? 'rediss' : 'redis';
  const host = `${store.name}.${site.namespace}.svc:${storePort(store)}`;
  return {
    url: `${scheme}://:{{ .password | urlquery }}@${host}`,
    'redis.conf': configurationOf(store).join('\n'),
  };
}

const EVICTION: Readonly<Record<string, string>> = {
  none: 'noeviction',
  'least-recent': 'allkeys-lru',
  'with-expiry': 'volatile-lru',
};

function configurationOf(store: ResolvedRedis): readonly string[] {
  const port = storePort(store);
  const listens = store.encryptedInTransit
    ? [
        'port 0',
        `tls-port ${port}`,
        'tls-cert-file /etc/redis/tls/tls.crt',
        'tls-key-file /etc/redis/tls/tls.key',
        'tls-auth-clients no',
      ]
    : [`port ${port}`];
  // A quarter is left for what is not data: buffers, and the copy that a save makes.
  const most = store.memory === undefined ? [] : [`maxmemory ${Math.floor(store.memory * 0.75)}`];
  return [
    'requirepass "{{ .password }}"',
    ...listens,
    ...most,
    `maxmemory-policy ${EVICTION[store.eviction ?? 'none'] ?? 'noeviction'}`,
    store.persistent ? 'appendonly yes' : 'save ""',
    'dir /data',
    '',
  ];
}

function statefulSetOf(site: KubeSite, store: ResolvedRedis): TreeMap {
  const say = sayer(store);
  const storage = store.memory === undefined ? undefined : memory(2 * store.memory);
  return objectOf(
    site,
    sourceOf(store),
    { apiVersion: 'apps/v1', kind: 'StatefulSet', name: store.name },
    {
      spec: {
        replicas: 1,
        serviceName: store.name,
        selector: { matchLabels: selectorOf(store.name) },
        template: {
          metadata: {
            labels: labelsOf(site, store.name),
            annotations: site.hasMesh ? OUTSIDE_THE_MESH : undefined,
          },
          spec: podSpecOf(site, store),
        },
        volumeClaimTemplates: store.persistent
          ? [
              {
                metadata: { name: 'data' },
                spec: {
                  accessModes: ['ReadWriteOnce'],
                  // Its log is rewritten beside itself.
                  resources: { requests: { storage: say('memory', storage ?? '1Gi') } },
                },
              },
            ]
          : undefined,
      },
    },
  );
}

/** It authenticates its callers itself. */
const OUTSIDE_THE_MESH: TreeMap = { 'sidecar.istio.io/inject': 'false' };

function podSpecOf(site: KubeSite, store: ResolvedRedis): TreeMap {
  const say = sayer(store);
  const { version } = store;
  const image = version === undefined ? 'redis' : `redis:${version}`;
  const bytes = store.memory === undefined ? undefined : say('memory', memory(store.memory));
  const probe = { tcpSocket: { port: 'redis' } };
  return {
    serviceAccountName: store.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(REDIS),
    containers: [
      {
        name: 'redis',
        image: pinnedImage(site.context, image, {
          path: `parts.${store.name}.version`,
          at: store.at,
        }),
        imagePullPolicy: 'IfNotPresent',
        args: ['redis-server', '/etc/redis/auth/redis.conf'],
        ports: [{ name: 'redis', containerPort: say('port', storePort(store)), protocol: 'TCP' }],
        resources: bytes && {
          requests: { cpu: cpu(0.1), memory: bytes },
          limits: { memory: bytes },
        },
        readinessProbe: { ...probe, periodSeconds: 5 },
        livenessProbe: { ...probe, periodSeconds: 10, failureThreshold: 6 },
        securityContext: CONTAINER_SECURITY,
        volumeMounts: mountsOf(store),
      },
    ],
    volumes: volumesOf(store),
  };
}

const mountsOf = ({ encryptedInTransit }: ResolvedRedis): readonly TreeMap[] => [
  { name: 'data', mountPath: '/data' },
  { name: 'auth', mountPath: '/etc/redis/auth', readOnly: true },
  ...(encryptedInTransit ? [{ name: 'tls', mountPath: '/etc/redis/tls', readOnly: true }] : []),
];

const volumesOf = (store: ResolvedRedis): readonly TreeMap[] => [
  {
    name: 'auth',
    secret: {
      secretName: store.name,
      items: [{ key: 'redis.conf', path: 'redis.conf' }],
    },
  },
  ...(store.encryptedInTransit
    ? [{ name: 'tls', secret: { secretName: certificateOf(store.name) } }]
    : []),
  ...(store.persistent ? [] : [{ name: 'data', emptyDir: {} }]),
];

function sayWhatIsUnsaid(site: KubeSite, store: ResolvedRedis): void {
  const { replicas = 0, shards = 1, nodes = 1, failover = false } = store;
  if (replicas > 0 || shards > 1 || nodes > 1 || failover)
    site.cannotSay(
      sourceOf(store),
      {
        en: `${store.name} stands on ${site.name} as one Redis: replicas, shards and failover need an operator or a managed one`,
        ko: `${store.name} 저장소는 ${site.name} 사이트에 Redis 하나로 둔다. 복제, 샤드, 장애 전환에는 오퍼레이터나 관리형 서비스가 있어야 한다`,
      },
      { en: 'Say `managed`.', ko: '`managed`를 적는다.' },
    );
  if (store.encryptedInTransit)
    site.isMissing(
      { ...sourceOf(store), path: `parts.${store.name}.encryptedInTransit` },
      {
        en: `the certificate of ${store.name} is awaited in the Secret ${certificateOf(store.name)} of ${site.namespace}`,
        ko: `${store.name} 인증서는 ${site.namespace} 네임스페이스의 ${certificateOf(store.name)} Secret에서 찾는다`,
      },
    );
}
