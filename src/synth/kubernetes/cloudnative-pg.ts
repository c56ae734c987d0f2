import { DAY } from '#kernel';
import type { ResolvedPostgres } from '#model';
import { pinnedImage } from '../image.ts';
import { type Said, sayer, type TreeMap } from '../source.ts';
import { blocks } from './address.ts';
import { templatedSecretOf } from './external-secret.ts';
import { cronOf } from './job.ts';
import { callerIngress, policyOf, storeSelectorOf } from './network-policy.ts';
import { objectOf } from './object.ts';
import { resourcesOf } from './pod.ts';
import { memory } from './quantity.ts';
import { type KubeSite, sourceOf } from './site.ts';

const API = 'postgresql.cnpg.io/v1';
const PORT = 5432;
/** Where the operator asks an instance how it is. */
const STATUS_PORT = 8000;

/** A PostgreSQL that the operator CloudNativePG keeps: standbys, failover, copies. */
export function cloudNativePgOf(site: KubeSite, store: ResolvedPostgres): readonly TreeMap[] {
  sayWhatIsUnsaid(site, store);
  return [
    networkOf(site, store),
    ...templatedSecretOf(site, store, secretOf(site, store)),
    clusterOf(site, store),
    ...backupOf(site, store),
  ];
}

/** Its first user, with a password that is in the secret store before the database is there. */
const secretOf = ({ namespace }: KubeSite, { name }: ResolvedPostgres): TreeMap => ({
  type: 'kubernetes.io/basic-auth',
  // The operator follows the password where it changes.
  metadata: { labels: { 'cnpg.io/reload': 'true' } },
  data: {
    username: name,
    password: '{{ .password }}',
    url: `postgresql://${name}:{{ .password | urlquery }}@${name}-rw.${namespace}.svc:${PORT}/${name}`,
  },
});

function clusterOf(site: KubeSite, store: ResolvedPostgres): TreeMap {
  const say = sayer(store);
  const instances = 1 + (store.replicas ?? 0) + (store.readers?.count ?? 0);
  const major = store.version?.split('.')[0];
  const source = { path: `parts.${store.name}.version`, at: store.at };
  const storage = store.storage === undefined ? undefined : say('storage', memory(store.storage));
  return objectOf(
    site,
    sourceOf(store),
    { apiVersion: API, kind: 'Cluster', name: store.name },
    {
      spec: {
        instances: say('replicas', instances),
        imageName:
          major && pinnedImage(site.context, `ghcr.io/cloudnative-pg/postgresql:${major}`, source),
        bootstrap: {
          initdb: {
            database: store.name,
            owner: store.name,
            secret: { name: store.name },
            dataChecksums: true,
            postInitApplicationSQL: extensionsOf(store),
          },
        },
        storage: { size: storage ?? '1Gi' },
        resources: resourcesOf(site, store),
        postgresql: { parameters: parametersOf(store) },
        affinity: { enablePodAntiAffinity: true, topologyKey: 'topology.kubernetes.io/zone' },
        inheritedMetadata: {
          labels: { 'app.kubernetes.io/part-of': site.plan.name },
          annotations: site.hasMesh ? { 'sidecar.istio.io/inject': 'false' } : undefined,
        },
        backup: store.backup?.full ? { volumeSnapshot: { online: true } } : undefined,
      },
    },
  );
}

/** Made in the application's own database, before it is first used. */
function extensionsOf(store: ResolvedPostgres): readonly Said[] | undefined {
  const say = sayer(store);
  return store.extensions?.map((name, index) =>
    say(`extensions[${index}]`, `CREATE EXTENSION IF NOT EXISTS "${name.replaceAll('"', '""')}"`),
  );
}

/** In the units of PostgreSQL. */
const kilobytes = (bytes: number): string => `${Math.floor(bytes / 1024)}kB`;

function parametersOf(store: ResolvedPostgres): TreeMap {
  const say = sayer(store);
  const { sharedBuffers, effectiveCache, workMem, maintenanceWorkMem } = store.memory ?? {};
  const size = (field: string, bytes: number | undefined) =>
    bytes === undefined ? undefined : say(`memory.${field}`, kilobytes(bytes));
  const { maxConnections } = store;
  return {
    effective_cache_size: size('effectiveCache', effectiveCache),
    maintenance_work_mem: size('maintenanceWorkMem', maintenanceWorkMem),
    max_connections:
      maxConnections === undefined ? undefined : say('maxConnections', String(maxConnections)),
    'pg_stat_statements.track': store.insights ? say('insights', 'all') : undefined,
    shared_buffers: size('sharedBuffers', sharedBuffers),
    work_mem: size('workMem', workMem),
  };
}

/** The operator's cron has seconds in front, and takes a zone before them. */
function backupOf(site: KubeSite, store: ResolvedPostgres): readonly TreeMap[] {
  const { full } = store.backup ?? {};
  if (!full) return [];
  const cron = cronOf(full);
  if (!cron) {
    site.cannotSay(
      { path: `parts.${store.name}.backup.full`, at: store.at },
      {
        en: `cron has no words for every ${full.everyMs / DAY} days: no backup of ${store.name} is scheduled`,
        ko: `${full.everyMs / DAY}일마다는 cron으로 적을 수 없어 ${store.name} 백업을 예약하지 못했다`,
      },
    );
    return [];
  }
  const zone = full.zone === undefined ? '' : `TZ=${full.zone} `;
  return [
    objectOf(
      site,
      sourceOf(store),
      { apiVersion: API, kind: 'ScheduledBackup', name: store.name },
      {
        spec: {
          schedule: sayer(store)('backup.full', `${zone}0 ${cron}`),
          backupOwnerReference: 'self',
          cluster: { name: store.name },
          method: 'volumeSnapshot',
        },
      },
    ),
  ];
}

/** Its callers and itself, the operator, and the way to the cluster's API that an instance reports by. */
function networkOf(site: KubeSite, store: ResolvedPostgres): TreeMap {
  const itself = { podSelector: { matchLabels: storeSelectorOf(store) } };
  const operator = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cnpg-system' } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } },
  };
  const ports = [PORT, STATUS_PORT].map((port) => ({ protocol: 'TCP', port }));
  return policyOf(site, store.name, sourceOf(store), {
    podSelector: { matchLabels: storeSelectorOf(store) },
    of: store.name,
    ingress: [...callerIngress(site, store.name, PORT), { from: [itself, operator], ports }],
    egress: [
      { to: [itself], ports },
      {
        to: blocks(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']),
        ports: [443, 6443].map((port) => ({ protocol: 'TCP', port })),
      },
    ],
  });
}

function sayWhatIsUnsaid(site: KubeSite, store: ResolvedPostgres): void {
  const source = sourceOf(store);
  if (store.storage === undefined)
    site.isMissing(
      source,
      {
        en: `${store.name} says no storage: it gets 1 GiB`,
        ko: `${store.name} 저장 용량이 계획에 없어 1 GiB를 준다`,
      },
      { en: 'Write `storage`.', ko: '`storage`를 적는다.' },
    );
  const { continuous, copyTo } = store.backup ?? {};
  if (continuous || copyTo !== undefined)
    site.isMissing(
      { path: `parts.${store.name}.backup`, at: store.at },
      {
        en: `${store.name} is copied by snapshots of its volumes: continuous archiving and copies elsewhere need a bucket, and the plan names none`,
        ko: `${store.name} 백업은 볼륨 스냅샷으로 뜬다. 연속 보관과 다른 곳의 사본에는 버킷이 있어야 하는데 계획에 없다`,
      },
      {
        en: `Patch \`plugins\` of Cluster/${store.name} with the Barman Cloud plugin and its ObjectStore.`,
        ko: `Cluster/${store.name}의 \`plugins\`에 Barman Cloud 플러그인과 ObjectStore를 패치로 넣는다.`,
      },
    );
}
