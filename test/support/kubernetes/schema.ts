import { readFileSync } from 'node:fs';
import { validate as gateway } from '@kubernetes-models/gateway-api/_schemas/IoK8sSigsGatewayApiApisV1Gateway';
import { validate as httpRoute } from '@kubernetes-models/gateway-api/_schemas/IoK8sSigsGatewayApiApisV1HTTPRoute';
import { VirtualService } from '@kubernetes-models/istio/networking.istio.io/v1/VirtualService';
import { validate as deployment } from 'kubernetes-models/_schemas/IoK8sApiAppsV1Deployment';
import { validate as autoscaler } from 'kubernetes-models/_schemas/IoK8sApiAutoscalingV2HorizontalPodAutoscaler';
import { validate as lease } from 'kubernetes-models/_schemas/IoK8sApiCoordinationV1Lease';
import { validate as configMap } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap';
import { validate as limitRange } from 'kubernetes-models/_schemas/IoK8sApiCoreV1LimitRange';
import { validate as namespace } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Namespace';
import { validate as pod } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Pod';
import { validate as quota } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ResourceQuota';
import { validate as secret } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Secret';
import { validate as service } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Service';
import { validate as account } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ServiceAccount';
import { validate as networkPolicy } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy';
import { validate as budget } from 'kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget';

import { refusals, type Schema } from '../json-schema.ts';

export type Validate = ((data: unknown) => boolean) & { errors?: readonly object[] | null };

/** Its package gives no validator, only a model that throws. */
const virtualService: Validate = (data) => {
  try {
    new VirtualService(data as ConstructorParameters<typeof VirtualService>[0]).validate();
    return true;
  } catch (error) {
    virtualService.errors = [{ message: String(error) }];
    return false;
  }
};

/** The OpenAPI schemas of Kubernetes, the Gateway API and Istio, as their packages compile them. */
const SCHEMAS: Readonly<Record<string, Validate>> = {
  Deployment: deployment,
  Service: service,
  Pod: pod,
  Lease: lease,
  ConfigMap: configMap,
  Secret: secret,
  Namespace: namespace,
  Gateway: gateway,
  HTTPRoute: httpRoute,
  HorizontalPodAutoscaler: autoscaler,
  LimitRange: limitRange,
  NetworkPolicy: networkPolicy,
  PodDisruptionBudget: budget,
  ResourceQuota: quota,
  ServiceAccount: account,
  VirtualService: virtualService,
};

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../schemas/${name}.json`, import.meta.url), 'utf8')) as {
    readonly kinds: Readonly<Record<string, Schema>>;
  };

/** By group and version, kinds that no package of ours compiles; each file says what it follows. */
export const REDUCED: Readonly<Record<string, ReturnType<typeof read>>> = {
  'postgresql.cnpg.io/v1': read('cloudnative-pg'),
  'gateway.k8s.aws/v1': read('aws-gateway'),
  'networking.gke.io/v1': read('gke-networking'),
};
const reducedOf = (kind: string): Schema | undefined =>
  Object.values(REDUCED).flatMap(({ kinds }) => kinds[kind] ?? [])[0];

/** Whether the double can keep objects of a kind. */
export const isKnown = (kind: string): boolean => kind in SCHEMAS || reducedOf(kind) !== undefined;

/**
 * What the real server refuses with fieldValidation=Strict: fields of a wrong type, and fields that
 * the kind does not have. A compiled validator tells the second only by never reading them.
 */
export function problemsOf(kind: string, object: object): readonly string[] {
  const reduced = reducedOf(kind);
  if (reduced) return refusals(reduced, object);
  const validate = SCHEMAS[kind];
  return validate ? refusalsOf(validate, object) : [`no schema for the kind ${kind}`];
}

/** What a compiled validator says of an object, and the fields that it never asked for. */
export function refusalsOf(validate: Validate, object: object): readonly string[] {
  const read = new Set<string>();
  const isValid = validate(watched(object, '', read));
  const wrong = isValid ? [] : (validate.errors ?? []).map((error) => JSON.stringify(error));
  return [...wrong, ...unread(object, '', read).map((path) => `unknown field "${path}"`)];
}

/** The same value, which remembers the paths that are read. */
function watched(value: unknown, path: string, read: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof name === 'symbol') return member;
      read.add(`${path}.${name}`);
      return watched(member, `${path}.${name}`, read);
    },
  });
}

function unread(value: unknown, path: string, read: ReadonlySet<string>): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const here = `${path}.${name}`;
    return read.has(here) ? unread(member, here, read) : [here];
  });
}
