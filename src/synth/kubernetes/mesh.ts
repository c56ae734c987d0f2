import { type ResolvedService, settlePort } from '#model';
import type { SynthFile } from '../file.ts';
import type { Source, TreeMap } from '../source.ts';
import { fileOf, objectOf, selectorOf } from './object.ts';
import { type KubeSite, sourceOf } from './site.ts';

const API = 'security.istio.io/v1';

/** Of the whole namespace: everything is encrypted, and nobody may ask anybody. */
export function meshFileOf(site: KubeSite): readonly SynthFile[] {
  if (!site.hasMesh) {
    sayPlainCalls(site);
    return [];
  }
  const of = site.plan.name;
  const { name, at, mtls } = site.plan.environment;
  const source = mtls === undefined ? site.source : { path: `environments.${name}.mtls`, at };
  return [
    fileOf(site, 'mesh', source, [
      objectOf(
        site,
        source,
        { apiVersion: API, kind: 'PeerAuthentication', name: 'default', of },
        { spec: { mtls: { mode: 'STRICT' } } },
      ),
      objectOf(
        site,
        source,
        { apiVersion: API, kind: 'AuthorizationPolicy', name: 'deny-by-default', of },
        { spec: {} },
      ),
    ]),
  ];
}

function sayPlainCalls(site: KubeSite): void {
  const { name, at, mtls } = site.plan.environment;
  if (mtls !== true) return;
  site.cannotSay(
    { path: `environments.${name}.mtls`, at },
    {
      en: `Kubernetes alone does not authenticate calls between services: on ${site.name} they are kept apart by NetworkPolicy only`,
      ko: `쿠버네티스만으로는 서비스 사이 호출을 서로 인증하지 않는다. ${site.name} 사이트에서는 NetworkPolicy로만 가른다`,
    },
    {
      en: "Say `runtime: ['istio-api:v1']` of the placement.",
      ko: "배치에 `runtime: ['istio-api:v1']`을 적는다.",
    },
  );
}

interface Peers {
  /** The ServiceAccounts that may ask; everybody without it. */
  readonly from?: readonly string[];
  readonly ports: readonly number[];
}

/** Lets these ask a part at these ports, by the identity that the mesh has proved. */
export const peersAllowed = (
  site: KubeSite,
  name: string,
  source: Source,
  { from, ports }: Peers,
): TreeMap =>
  objectOf(
    site,
    source,
    { apiVersion: API, kind: 'AuthorizationPolicy', name },
    {
      spec: {
        selector: { matchLabels: selectorOf(name) },
        action: 'ALLOW',
        rules: [
          {
            from: from && [
              {
                source: {
                  principals: from.map((one) => `cluster.local/ns/${site.namespace}/sa/${one}`),
                },
              },
            ],
            to: [{ operation: { ports: ports.map(String) } }],
          },
        ],
      },
    },
  );

/** Those with a link or a route to a service; a service that nobody calls stays shut. */
export function callersAllowed(site: KubeSite, service: ResolvedService): readonly TreeMap[] {
  const from = [
    ...new Set([
      ...site.callersOf(service.name).map(({ name }) => name),
      ...site.gatewaysOf(service.name),
    ]),
  ].sort();
  return from.length === 0
    ? []
    : [peersAllowed(site, service.name, sourceOf(service), { from, ports: [settlePort(service)] })];
}
