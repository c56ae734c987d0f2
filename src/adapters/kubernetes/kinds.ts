/** A kind of object as the API server names it. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  /** Of the whole cluster, and not of a namespace. */
  readonly isClusterWide?: true;
}

const kindOf = (apiVersion: string, kind: string, plural: string): Kind => ({
  apiVersion,
  kind,
  plural,
});

export const DEPLOYMENT = kindOf('apps/v1', 'Deployment', 'deployments');
export const SERVICE = kindOf('v1', 'Service', 'services');
export const CONFIG_MAP = kindOf('v1', 'ConfigMap', 'configmaps');
export const SECRET = kindOf('v1', 'Secret', 'secrets');
export const POD = kindOf('v1', 'Pod', 'pods');
export const HTTP_ROUTE = kindOf('gateway.networking.k8s.io/v1', 'HTTPRoute', 'httproutes');
export const VIRTUAL_SERVICE = kindOf(
  'networking.istio.io/v1',
  'VirtualService',
  'virtualservices',
);
export const AUTOSCALER = kindOf(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  'horizontalpodautoscalers',
);
/** What a provider's load balancer reads of a Service. */
export const BALANCER_POLICIES = {
  HealthCheckPolicy: kindOf('networking.gke.io/v1', 'HealthCheckPolicy', 'healthcheckpolicies'),
  GCPBackendPolicy: kindOf('networking.gke.io/v1', 'GCPBackendPolicy', 'gcpbackendpolicies'),
  TargetGroupConfiguration: kindOf(
    'gateway.k8s.aws/v1',
    'TargetGroupConfiguration',
    'targetgroupconfigurations',
  ),
} as const;
export const LEASE = kindOf('coordination.k8s.io/v1', 'Lease', 'leases');

export interface Metadata {
  readonly name: string;
  readonly uid?: string;
  readonly ownerReferences?: readonly {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly uid: string;
  }[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly deletionTimestamp?: string;
}

/** What every object has. */
export interface KubeObject {
  readonly metadata: Metadata;
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
  readonly immutable?: boolean;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly observedGeneration?: number;
}

/** A Deployment as far as it is read. */
export interface Deployment extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}

/** A ConfigMap as far as it is read. */
export type ConfigMap = KubeObject;

interface ContainerStatus {
  readonly state?: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
  readonly lastState?: {
    readonly terminated?: {
      readonly exitCode: number;
      readonly reason?: string;
      readonly message?: string;
    };
  };
}

/** A Pod as far as it is read. */
export interface Pod extends KubeObject {
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}
