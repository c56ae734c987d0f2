import type { ResolvedJob, ResolvedService, ResolvedStore } from '#model';
import type { SynthFile } from '../file.ts';
import type { TreeMap } from '../source.ts';
import type { EnvironmentTarget } from '../target.ts';
import { amazonPoliciesOf } from './amazon.ts';
import { autoscalerOf } from './autoscaler.ts';
import { cloudNativePgOf } from './cloudnative-pg.ts';
import { deploymentOf } from './deployment.ts';
import { disruptionBudgetOf } from './disruption-budget.ts';
import { secretsFileOf } from './external-secret.ts';
import { gatewayFileOf } from './gateway.ts';
import { googlePoliciesOf } from './google.ts';
import { meshRoutesOf } from './istio.ts';
import { istioGatewayFileOf } from './istio-gateway.ts';
import { cronJobOf } from './job.ts';
import { kustomizationOf } from './kustomization.ts';
import { callersAllowed, meshFileOf } from './mesh.ts';
import { metricsAdapterOf } from './metrics-adapter.ts';
import { fileNameOf } from './names.ts';
import { namespaceFileOf } from './namespace.ts';
import { partPolicyOf } from './network-policy.ts';
import { fileOf } from './object.ts';
import { serviceAccountOf } from './rbac.ts';
import { redisOf } from './redis.ts';
import { serviceOf } from './service.ts';
import { type KubeSite, placementsOf, sitesOf, sourceOf } from './site.ts';

/** Everything that an environment runs on Kubernetes, a folder for each cluster. */
export const kubernetes: EnvironmentTarget = {
  name: 'kubernetes',
  scope: 'environment',
  about: {
    en: 'Kubernetes objects for EKS and GKE, by kustomize: `kubectl apply --server-side -k`',
    ko: 'EKS와 GKE에 올릴 쿠버네티스 객체 (kustomize, `kubectl apply --server-side -k`)',
  },
  appliesTo: (plan) => placementsOf(plan).length > 0,
  *render(context) {
    for (const site of sitesOf(context)) yield* filesOf(site);
  },
};

/** One after the other: a plan of thousands of services is never held whole. */
function* filesOf(site: KubeSite): Generator<SynthFile> {
  const paths: string[] = [];
  for (const file of objectFiles(site)) {
    paths.push(file.path);
    yield file;
  }
  yield kustomizationOf(site, paths);
}

/** In the order in which they are applied. */
function* objectFiles(site: KubeSite): Generator<SynthFile> {
  yield namespaceFileOf(site);
  yield* meshFileOf(site);
  yield* secretsFileOf(site);
  for (const store of site.stores) yield* storeFile(site, store);
  for (const service of site.services) yield serviceFileOf(site, service);
  for (const job of site.jobs) yield partFile(site, job, jobObjects(site, job));
  for (const gateway of site.gateways)
    yield site.hasMesh ? istioGatewayFileOf(site, gateway) : gatewayFileOf(site, gateway);
  yield* metricsAdapterOf(site);
}

const partFile = (
  site: KubeSite,
  part: ResolvedService | ResolvedJob | ResolvedStore,
  objects: readonly TreeMap[],
): SynthFile => fileOf(site, fileNameOf(part.name), sourceOf(part), objects);

/** The file of a service: what a release of it runs as is written there and nowhere else. */
export const serviceFileOf = (site: KubeSite, service: ResolvedService): SynthFile =>
  partFile(site, service, serviceObjects(site, service));

/** In the order in which they are applied: who it is and whom it may talk to come before it runs. */
const serviceObjects = (site: KubeSite, service: ResolvedService): readonly TreeMap[] => [
  serviceAccountOf(site, service),
  partPolicyOf(site, service),
  ...(site.hasMesh ? callersAllowed(site, service) : []),
  serviceOf(site, service),
  deploymentOf(site, service),
  ...autoscalerOf(site, service),
  ...disruptionBudgetOf(site, service),
  ...(site.hasMesh
    ? meshRoutesOf(site, service)
    : [...googlePoliciesOf(site, service), ...amazonPoliciesOf(site, service)]),
];

const jobObjects = (site: KubeSite, job: ResolvedJob): readonly TreeMap[] => [
  serviceAccountOf(site, job),
  partPolicyOf(site, job),
  cronJobOf(site, job),
];

function storeFile(site: KubeSite, store: ResolvedStore): readonly SynthFile[] {
  if (store.kind === 'postgres') return [partFile(site, store, cloudNativePgOf(site, store))];
  if (store.kind === 'redis') return [partFile(site, store, redisOf(site, store))];
  site.cannotSay(
    sourceOf(store),
    {
      en: `${store.name} (${store.kind}) is nobody's managed service, and no operator for it is known: nothing is written for it on ${site.name}`,
      ko: `${store.name}(${store.kind})에는 관리형 서비스도, 아는 오퍼레이터도 없어 ${site.name} 사이트에는 아무것도 쓰지 않는다`,
    },
    {
      en: 'Say `managed`, or run it with an operator of your own.',
      ko: '`managed`를 적거나, 따로 고른 오퍼레이터로 돌린다.',
    },
  );
  return [];
}
