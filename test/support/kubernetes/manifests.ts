import { existsSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { refusals } from '../json-schema.ts';
import { REDUCED, refusalsOf, type Validate } from './schema.ts';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The documents of a file; a key said twice or an anchor is an error. */
export const manifestsOf = (text: string): readonly Manifest[] =>
  parseAllDocuments(text, { strict: true, uniqueKeys: true, version: '1.1' }).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS({ maxAliasCount: 0 }) as Manifest;
  });

const CORE = 'kubernetes-models/_schemas/IoK8sApi';
const GATEWAY = '@kubernetes-models/gateway-api/_schemas/IoK8sSigsGatewayApiApis';
const SECRETS =
  '@kubernetes-models/external-secrets/_schemas/ComGithubExternalSecretsExternalSecretsApisExternalsecrets';
const ISTIO = '@kubernetes-models/istio/_schemas/';

/** Where the schema of a group and version stands; the kind follows. */
const COMPILED: Readonly<Record<string, string>> = {
  v1: `${CORE}CoreV1`,
  'apps/v1': `${CORE}AppsV1`,
  'autoscaling/v2': `${CORE}AutoscalingV2`,
  'batch/v1': `${CORE}BatchV1`,
  'networking.k8s.io/v1': `${CORE}NetworkingV1`,
  'policy/v1': `${CORE}PolicyV1`,
  'rbac.authorization.k8s.io/v1': `${CORE}RbacV1`,
  'gateway.networking.k8s.io/v1': `${GATEWAY}V1`,
  'external-secrets.io/v1': `${SECRETS}V1`,
  'networking.istio.io/v1': `${ISTIO}NetworkingIstioIoV1`,
  'security.istio.io/v1': `${ISTIO}SecurityIstioIoV1`,
};

const loaded = new Map<string, Promise<{ readonly validate: Validate }>>();

/** What the schema of an object's kind refuses in it, unknown fields included. */
export async function refusalsOfManifest(manifest: Manifest): Promise<readonly string[]> {
  const { apiVersion, kind } = manifest;
  const reduced = REDUCED[apiVersion]?.kinds[kind];
  if (reduced) return refusals(reduced, manifest);
  const path = `${COMPILED[apiVersion] ?? 'none/'}${kind}.js`;
  const file = new URL(`../../../node_modules/${path}`, import.meta.url);
  if (!existsSync(file)) return [`no schema for ${apiVersion} ${kind}`];
  const known = loaded.get(path) ?? import(file.href);
  loaded.set(path, known);
  return refusalsOf((await known).validate, manifest);
}
