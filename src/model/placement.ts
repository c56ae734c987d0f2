import { type Authored, isAuthored, makes, makesUnnamed, type Part } from './part.ts';
import { madeOf, partNamed } from './reference.ts';
import {
  expected,
  flag,
  list,
  type Meaning,
  number,
  object,
  oneOf,
  optional,
  type Reader,
  refuse,
  required,
  text,
  type Words,
} from './shape.ts';
import { readSite, type Site } from './site.ts';

const poolFields = {
  instance: optional(text),
  min: optional(number(0, 10_000, true)),
  max: optional(number(0, 10_000, true)),
  /** Counted in every zone, as managed clusters do, or over all. */
  counted: optional(oneOf('per-zone', 'total')),
  gpu: optional(number(0, 64, true)),
  spot: optional(flag),
};
export interface PoolSpec extends Words<typeof poolFields> {}
/** Machines of one kind in a cluster. */
export const nodePool = makes<'node-pool', PoolSpec>('node-pool');
export type NodePool = Part<'node-pool', PoolSpec>;
export const readPoolSpec = object(poolFields);
const readPool = madeOf('node-pool', readPoolSpec, nodePool);

const moreFields = {
  /** Share of the traffic, where there is more than one site. */
  weight: optional(number(0, 100)),
  /** Parts that stand here; all of them when nothing is said. */
  place: optional(list(partNamed())),
  /** The cluster's version. */
  version: optional(text),
  pools: optional(list(readPool)),
  /** The control plane answers on a private address, a public one, or both. */
  endpoint: optional(list(oneOf('private', 'public'))),
  privateNodes: optional(flag),
  /** Nodes of the control plane, where a document counts them. */
  controlPlaneNodes: optional(number(0, 100, true)),
  cluster: optional(text),
  /** Versions of the interfaces its resources are written for: 'istio-api:v1'. */
  runtime: optional(list(text)),
  /** The container runtime publishes ports on the host. */
  publishesPorts: optional(flag),
};
export interface PlacementMore extends Words<typeof moreFields> {}
const certificateFields = {
  /** The certificate, and those between it and the root. */
  cert: required(text),
  key: required(text),
};
export interface CertificateFiles extends Words<typeof certificateFields> {}
const placementFields = {
  engine: required(oneOf('local', 'server', 'ecs', 'eks', 'gke')),
  site: optional(readSite),
  /** Local: where the gateway listens on loopback. */
  port: optional(number(0, 65_535, true)),
  /** Local: the gateway speaks HTTPS with these PEM files, as paths from the plan's folder. */
  tls: optional(object(certificateFields)),
  ...moreFields,
};
export interface PlacementSpec extends Words<typeof placementFields> {}
export type Placement = Authored<'placement', PlacementSpec>;
const placed = makesUnnamed<'placement', PlacementSpec>('placement');

/** This machine, on loopback. @example local({ tls: { cert: './local.pem', key: './local.key' } }) */
export const local = (more: { port?: number; tls?: CertificateFiles } = {}): Placement =>
  placed({ engine: 'local', ...more });
/** Plain servers of a site, under systemd. */
export const server = (at: Site, more: PlacementMore = {}): Placement =>
  placed({ engine: 'server', site: at, ...more });
/** Amazon ECS on Fargate. */
export const ecs = (at: Site, more: PlacementMore = {}): Placement =>
  placed({ engine: 'ecs', site: at, ...more });
/** Amazon EKS. */
export const eks = (at: Site, more: PlacementMore = {}): Placement =>
  placed({ engine: 'eks', site: at, ...more });
/** Google Kubernetes Engine. */
export const gke = (at: Site, more: PlacementMore = {}): Placement =>
  placed({ engine: 'gke', site: at, ...more });

export interface ResolvedPlacement extends Meaning<typeof placementFields> {
  readonly at: { readonly file: string; readonly line: number };
}
export const readPlacementSpec = object(placementFields);
export const readPlacement: Reader<ResolvedPlacement, Placement> = (value, reading) => {
  if (!isAuthored(value, 'placement'))
    return refuse(
      'plan/wrong-kind',
      reading,
      expected(value, {
        en: 'a placement such as local() or ecs(site)',
        ko: 'local(), ecs(site) 같은 배치',
      }),
    );
  const read = readPlacementSpec(value.spec, { ...reading, at: value.at });
  return read && { ...read, at: value.at };
};

/** One placement, or several that share the traffic; the first is the primary. */
export const readPlacements: Reader<
  readonly ResolvedPlacement[],
  Placement | readonly Placement[]
> = (value, reading) => {
  if (Array.isArray(value)) return list(readPlacement)(value, reading);
  const one = readPlacement(value, reading);
  return one && [one];
};
