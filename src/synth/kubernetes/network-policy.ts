import {
  type ResolvedJob,
  type ResolvedPart,
  type ResolvedService,
  type ResolvedStore,
  settlePort,
} from '#model';
import { from, type Source, type Tree, type TreeMap } from '../source.ts';
import { blocks, INTERNET, METADATA, sayWide } from './address.ts';
import { edgeIngressOf } from './edge.ts';
import { asksWho, wayToManaged } from './managed-store.ts';
import { objectOf, selectorOf } from './object.ts';
import { guardedLinksOf } from './rbac.ts';
import { type KubeSite, sourceOf, sourceOfLink } from './site.ts';

const API = 'networking.k8s.io/v1';

/** Of every pod: nothing in, nothing out, but names may be looked up. */
export const namespacePoliciesOf = (site: KubeSite): readonly TreeMap[] => [
  policyOf(site, 'all.default-deny', site.source, { podSelector: {} }),
  policyOf(site, 'all.names', site.source, {
    podSelector: {},
    egress: [
      {
        to: [
          systemPods('k8s-app', 'kube-dns'),
          ...(site.placement.engine === 'gke'
            ? [systemPods('k8s-app', 'node-local-dns'), ...blocks(['169.254.20.10/32'])]
            : []),
        ],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ],
  }),
  ...(site.hasMesh ? [meshPolicy(site)] : []),
];

const podsOf = (namespace: string, label: string, value: string): TreeMap => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: { [label]: value } },
});
const systemPods = (label: string, value: string): TreeMap => podsOf('kube-system', label, value);

/** Sidecars learn from Istio's control plane whom they may talk to. */
const meshPolicy = (site: KubeSite): TreeMap =>
  policyOf(site, 'all.mesh', site.source, {
    podSelector: {},
    egress: [
      { to: [podsOf('istio-system', 'app', 'istiod')], ports: [{ protocol: 'TCP', port: 15_012 }] },
    ],
  });

interface PolicyWords {
  readonly podSelector: TreeMap;
  readonly ingress?: readonly Tree[];
  readonly egress?: readonly Tree[];
  /** The part it belongs to. */
  readonly of?: string;
}

/** A policy that speaks of both ways speaks of both, even where one is empty. */
export const policyOf = (
  site: KubeSite,
  name: string,
  source: Source,
  { podSelector, ingress, egress, of = site.plan.name }: PolicyWords,
): TreeMap =>
  objectOf(
    site,
    source,
    { apiVersion: API, kind: 'NetworkPolicy', name, of },
    {
      spec: {
        podSelector,
        policyTypes: [
          ...(ingress || !egress ? ['Ingress'] : []),
          ...(egress || !ingress ? ['Egress'] : []),
        ],
        ingress,
        egress,
      },
    },
  );

/** What a service or a job may be asked by, and may ask: the plan's links and routes, no more. */
export function partPolicyOf(site: KubeSite, part: ResolvedService | ResolvedJob): TreeMap {
  const ingress =
    part.kind === 'service'
      ? [...callerIngress(site, part.name, settlePort(part)), ...edgeIngressOf(site, part)]
      : [];
  return policyOf(site, part.name, sourceOf(part), {
    podSelector: { matchLabels: selectorOf(part.name) },
    ingress,
    egress: egressOf(site, part),
    of: part.name,
  });
}

/** Those of this cluster who link a part, at its port. */
export const callerIngress = (site: KubeSite, to: string, port: number): readonly TreeMap[] =>
  site.callersOf(to).map(({ name, at }) =>
    from(sourceOfLink(name, to, at), {
      from: [{ podSelector: { matchLabels: selectorOf(name) } }],
      ports: [{ protocol: 'TCP', port }],
    }),
  );

function egressOf(site: KubeSite, part: ResolvedService | ResolvedJob): readonly TreeMap[] {
  const links = [...new Map(part.links.map((link) => [link.to, link])).values()].sort((a, b) =>
    a.to < b.to ? -1 : 1,
  );
  const ways = links.flatMap(({ to, at }) => {
    const target = site.context.view.part(to);
    const source = sourceOfLink(part.name, to, at);
    return target ? wayTo(site, target, source).map((way) => from(source, way)) : [];
  });
  const identity =
    guardedLinksOf(site, part).length > 0 || links.some(({ to }) => isAsked(site, to))
      ? METADATA[site.placement.engine]
      : undefined;
  return [...ways, ...(identity ? [from(sourceOf(part), identity)] : [])];
}

const isAsked = (site: KubeSite, name: string): boolean => {
  const to = site.context.view.part(name);
  return to !== undefined && asksWho(to);
};

/** How a linked part is reached from this cluster; nothing when no way leads there. */
function wayTo(site: KubeSite, to: ResolvedPart, source: Source): readonly TreeMap[] {
  if (to.kind === 'service') return site.has(to.name) ? [inside(to.name, settlePort(to))] : [];
  if (to.kind === 'external') {
    sayWide(site, source, to.name);
    return [{ to: blocks(INTERNET.in, INTERNET.but), ports: [{ protocol: 'TCP', port: 443 }] }];
  }
  return isReached(to) ? toStore(site, to, source) : [];
}

const inside = (name: string, port: number): TreeMap => ({
  to: [{ podSelector: { matchLabels: selectorOf(name) } }],
  ports: [{ protocol: 'TCP', port }],
});

/** Stores that are reached by an address; model files are read where they are mounted. */
const isReached = (part: ResolvedPart): part is ResolvedStore =>
  part.kind in PORTS || part.kind === 'bucket';

const PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  search: 9200,
  bucket: 443,
  warehouse: 443,
  'document-store': 443,
  queue: 443,
};
export const storePort = ({ kind, port }: ResolvedStore): number => port ?? PORTS[kind] ?? 443;

function toStore(site: KubeSite, store: ResolvedStore, source: Source): readonly TreeMap[] {
  const port = storePort(store);
  const ports = [{ protocol: 'TCP', port }];
  if (site.has(store.name))
    return [{ to: [{ podSelector: { matchLabels: storeSelectorOf(store) } }], ports }];
  // A provider's own interface answers on the internet, under addresses that change.
  if (PORTS[store.kind] === 443) {
    sayWide(site, source, store.name);
    return [{ to: blocks(INTERNET.in, INTERNET.but), ports }];
  }
  return [wayToManaged(site, store, port)];
}

/** CloudNativePG names its pods by the cluster they belong to. */
export const storeSelectorOf = ({ kind, name }: ResolvedStore): TreeMap =>
  kind === 'postgres' ? { 'cnpg.io/cluster': name } : selectorOf(name);
