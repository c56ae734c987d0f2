import type { ResolvedGateway } from '#model';
import { settlePort } from '#model';
import type { SynthFile } from '../file.ts';
import { from, sayer, type TreeMap } from '../source.ts';
import { blocks, INTERNET } from './address.ts';
import { rootRoutesOf, sayWhatIstioCannot } from './istio.ts';
import { peersAllowed } from './mesh.ts';
import { certificateOf, fileNameOf } from './names.ts';
import { policyOf } from './network-policy.ts';
import { fileOf, labelsOf, objectOf, selectorOf } from './object.ts';
import { CONTAINER_SECURITY, podSecurity } from './pod.ts';
import { cpu, memory } from './quantity.ts';
import { accountOf, secretReaderOf } from './rbac.ts';
import { hasPlain, hasTls, hostsOf, routesHere } from './routes.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** Istio's number for the user that its proxy runs as. */
const PROXY = 1_337;
/** What the pod listens on: below 1024 only root may. */
const INSIDE = { https: 8443, http: 8080, status: 15_021 } as const;

/** A gateway of Istio with the proxies that it runs on, in the namespace of what it leads to. */
export function istioGatewayFileOf(site: KubeSite, gateway: ResolvedGateway): SynthFile {
  sayWhatIstioCannot(site, gateway);
  const source = sourceOf(gateway);
  return fileOf(site, fileNameOf(gateway.name), source, [
    accountOf(site, gateway.name, source),
    ...secretReaderOf(site, gateway.name, source),
    networkOf(site, gateway),
    peersAllowed(site, gateway.name, source, {
      ports: portsOf(gateway).map(({ inside }) => inside),
    }),
    balancerOf(site, gateway),
    proxiesOf(site, gateway),
    ...budgetOf(site, gateway),
    listenersOf(site, gateway),
    ...rootRoutesOf(site, gateway),
  ]);
}

const portsOf = (gateway: ResolvedGateway) => [
  ...(hasPlain(gateway) ? [{ name: 'http', port: 80, inside: INSIDE.http }] : []),
  ...(hasTls(gateway) ? [{ name: 'https', port: 443, inside: INSIDE.https }] : []),
];

/** In: everybody, for that is what it is for. Out: what it has routes to. */
function networkOf(site: KubeSite, gateway: ResolvedGateway): TreeMap {
  const targets = [...new Set(routesHere(site, gateway).map(({ to }) => to))].sort();
  const listened = [...portsOf(gateway).map(({ inside }) => inside), INSIDE.status];
  return policyOf(site, gateway.name, sourceOf(gateway), {
    podSelector: { matchLabels: selectorOf(gateway.name) },
    of: gateway.name,
    ingress: [
      { from: blocks(INTERNET.in), ports: listened.map((port) => ({ protocol: 'TCP', port })) },
    ],
    egress: targets.flatMap((to) => {
      const service = site.context.view.part(to);
      return service?.kind === 'service'
        ? [
            from(sourceOf(service), {
              to: [{ podSelector: { matchLabels: selectorOf(to) } }],
              ports: [{ protocol: 'TCP', port: settlePort(service) }],
            }),
          ]
        : [];
    }),
  });
}

const BALANCER: Readonly<Record<string, TreeMap>> = {
  eks: {
    'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internet-facing',
  },
  gke: { 'cloud.google.com/l4-rbs': 'enabled' },
};
const BALANCER_CLASS: Readonly<Record<string, string>> = { eks: 'service.k8s.aws/nlb' };

const balancerOf = (site: KubeSite, gateway: ResolvedGateway): TreeMap =>
  objectOf(
    site,
    sourceOf(gateway),
    {
      apiVersion: 'v1',
      kind: 'Service',
      name: gateway.name,
      annotations: BALANCER[site.placement.engine],
    },
    {
      spec: {
        type: 'LoadBalancer',
        loadBalancerClass: BALANCER_CLASS[site.placement.engine],
        // Straight to a machine with a proxy, so that the address of who asks is kept.
        externalTrafficPolicy: 'Local',
        selector: selectorOf(gateway.name),
        ports: [
          { name: 'status', port: INSIDE.status, targetPort: INSIDE.status, protocol: 'TCP' },
          ...portsOf(gateway).map(({ name, port, inside }) => ({
            name,
            port,
            targetPort: inside,
            protocol: 'TCP',
          })),
        ],
      },
    },
  );

function proxiesOf(site: KubeSite, gateway: ResolvedGateway): TreeMap {
  const say = sayer(gateway);
  const { replicas = 1, size } = gateway;
  const bytes = size && say('size.memory', memory(size.memory));
  return objectOf(
    site,
    sourceOf(gateway),
    { apiVersion: 'apps/v1', kind: 'Deployment', name: gateway.name },
    {
      spec: {
        replicas: say('replicas', replicas),
        selector: { matchLabels: selectorOf(gateway.name) },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        template: {
          metadata: {
            labels: { ...labelsOf(site, gateway.name), 'sidecar.istio.io/inject': 'true' },
            annotations: { 'inject.istio.io/templates': 'gateway' },
          },
          spec: {
            serviceAccountName: gateway.name,
            automountServiceAccountToken: false,
            securityContext: podSecurity(PROXY),
            topologySpreadConstraints: spread(gateway),
            terminationGracePeriodSeconds: 60,
            containers: [
              {
                name: 'istio-proxy',
                // Istio puts its own image in here, in the version it runs itself.
                image: 'auto',
                ports: portsOf(gateway).map(({ name, inside }) => ({
                  name,
                  containerPort: inside,
                  protocol: 'TCP',
                })),
                resources: size && {
                  requests: { cpu: say('size.cpu', cpu(size.cpu)), memory: bytes },
                  limits: { memory: bytes },
                },
                readinessProbe: {
                  httpGet: { path: '/healthz/ready', port: INSIDE.status },
                  periodSeconds: 5,
                },
                securityContext: CONTAINER_SECURITY,
              },
            ],
          },
        },
      },
    },
  );
}

const spread = (gateway: ResolvedGateway): readonly TreeMap[] =>
  ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorOf(gateway.name) },
  }));

const budgetOf = (site: KubeSite, gateway: ResolvedGateway): readonly TreeMap[] =>
  (gateway.replicas ?? 1) < 2
    ? []
    : [
        objectOf(
          site,
          sourceOf(gateway),
          { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', name: gateway.name },
          {
            spec: {
              maxUnavailable: 1,
              selector: { matchLabels: selectorOf(gateway.name) },
              unhealthyPodEvictionPolicy: 'AlwaysAllow',
            },
          },
        ),
      ];

function listenersOf(site: KubeSite, gateway: ResolvedGateway): TreeMap {
  const say = sayer(gateway);
  const known = hostsOf(gateway);
  const hosts = known.length > 0 ? known.map((host) => say('hosts', host)) : ['*'];
  const { minimum } = gateway.tls ?? {};
  const plain = {
    port: { number: 80, name: 'http', protocol: 'HTTP' },
    hosts,
    tls: gateway.redirectsToHttps ? { httpsRedirect: say('redirectsToHttps', true) } : undefined,
  };
  const secure = {
    port: { number: 443, name: 'https', protocol: 'HTTPS' },
    hosts,
    tls: {
      mode: 'SIMPLE',
      credentialName: certificateOf(gateway.name),
      minProtocolVersion: minimum && say('tls.minimum', `TLSV${minimum.replace('.', '_')}`),
    },
  };
  return objectOf(
    site,
    sourceOf(gateway),
    { apiVersion: 'networking.istio.io/v1', kind: 'Gateway', name: gateway.name },
    {
      spec: {
        selector: selectorOf(gateway.name),
        servers: [...(hasPlain(gateway) ? [plain] : []), ...(hasTls(gateway) ? [secure] : [])],
      },
    },
  );
}
