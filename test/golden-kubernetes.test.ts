import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Manifest, manifestsOf, refusalsOfManifest } from './support/kubernetes/manifests.ts';

const root = fileURLToPath(new URL('golden/', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const files = globSync('*/*/kubernetes/*/*.yaml', { cwd: root }).toSorted();
const sites = [...new Set(files.map(dirname))];
const isKustomization = (path: string) => basename(path) === 'kustomization.yaml';

describe('what is written for Kubernetes', () => {
  it('is there for every cluster of the examples', () => {
    expect(sites).toEqual([
      'dtx/development/kubernetes/frankfurt',
      'dtx/production/kubernetes/berlin',
      'dtx/production/kubernetes/frankfurt',
      'dtx/staging/kubernetes/frankfurt',
      'heal7/production/kubernetes/seoul-aws',
      'heal7/production/kubernetes/seoul-gcp',
      'heal7/staging/kubernetes/seoul-aws',
      'heal7/staging/kubernetes/seoul-gcp',
    ]);
  });

  it.each(files.filter((path) => !isKustomization(path)))(
    '%s is what the schemas of its kinds take',
    async (path) => {
      for (const manifest of manifestsOf(read(path)))
        expect([manifest.kind, await refusalsOfManifest(manifest)]).toEqual([manifest.kind, []]);
    },
  );

  it.each(sites)('%s lists each of its files once, the namespace first', (site) => {
    const [kustomization] = manifestsOf(read(`${site}/kustomization.yaml`));
    const others = files.filter((path) => dirname(path) === site && !isKustomization(path));
    const listed = kustomization?.resources as string[];
    expect(listed[0]).toBe('namespace.yaml');
    expect(listed.toSorted()).toEqual(others.map((path) => basename(path)).toSorted());
  });

  it.each(sites)('%s names no object twice, and keeps all in one namespace', (site) => {
    const all = files
      .filter((path) => dirname(path) === site && !isKustomization(path))
      .flatMap((path) => manifestsOf(read(path)));
    const names = all.map(
      ({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`,
    );
    expect(names.length).toBe(new Set(names).size);
    const spaces = all.map(({ metadata }) => metadata.namespace).filter((one) => one !== undefined);
    expect(new Set(spaces).size).toBe(1);
  });
});

/** A golden's object of a kind with one thing in it changed. */
function changed(path: string, kind: string, edit: (text: string) => string): Manifest {
  const text = read(path)
    .split('\n---\n')
    .find((document) => document.includes(`\nkind: ${kind}\n`));
  const after = edit(text ?? '');
  if (text === undefined || after === text)
    throw new Error(`nothing changed in ${kind} of ${path}`);
  const [manifest] = manifestsOf(after);
  if (!manifest) throw new Error('no document');
  return manifest;
}

const API = 'heal7/production/kubernetes/seoul-aws/heal7-api-gateway.yaml';
const EDGE = 'dtx/production/kubernetes/frankfurt/load-balancer.yaml';
const SECRETS = 'heal7/production/kubernetes/seoul-aws/secrets.yaml';
const GOOGLE = 'dtx/production/kubernetes/frankfurt/api-gateway.yaml';
const swap = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

describe('the schemas notice', () => {
  it.each([
    [
      'a misspelt field',
      API,
      'Deployment',
      swap('runAsNonRoot', 'runAsNonroot'),
      'unknown field ".spec.template.spec.securityContext.runAsNonroot"',
    ],
    [
      'a number in quotes',
      API,
      'Deployment',
      swap('containerPort: 8000', 'containerPort: "8000"'),
      '/containers/0/ports/0/containerPort","schemaPath":"#/type","keyword":"type","params":{"type":"integer"}',
    ],
    [
      'an old version',
      API,
      'HorizontalPodAutoscaler',
      swap('autoscaling/v2', 'autoscaling/v2beta2'),
      'no schema for autoscaling/v2beta2 HorizontalPodAutoscaler',
    ],
    [
      'a policy without pods',
      API,
      'NetworkPolicy',
      swap('podSelector:\n    matchLabels', 'podSelectors:\n    matchLabels'),
      'unknown field ".spec.podSelectors"',
    ],
    [
      'a budget of the wrong kind',
      API,
      'PodDisruptionBudget',
      swap('maxUnavailable', 'maxMissing'),
      'unknown field ".spec.maxMissing"',
    ],
    [
      'a mode that TLS has not',
      API,
      'DestinationRule',
      swap('ISTIO_MUTUAL', 'ISTIO_MUTAL'),
      '/spec/trafficPolicy/tls/mode","schemaPath":"#/enum"',
    ],
    ['a protocol of no listener', EDGE, 'Gateway', swap('port: 443', 'port: 443000'), '65535'],
    [
      'a scheme of no redirect',
      EDGE,
      'HTTPRoute',
      swap('scheme: https', 'scheme: ftp'),
      '/requestRedirect/scheme","schemaPath":"#/enum"',
    ],
    [
      'a secret store without a region',
      SECRETS,
      'SecretStore',
      swap('      region: ap-northeast-2\n', ''),
      '"params":{"missingProperty":"region"}',
    ],
    [
      'a key that is not referred to',
      SECRETS,
      'ExternalSecret',
      swap('secretKey:', 'secretkey:'),
      'secretKey',
    ],
    [
      'a check of an unknown type',
      GOOGLE,
      'HealthCheckPolicy',
      swap('type: HTTP', 'type: http'),
      '.spec.default.config.type is none of TCP, HTTP, HTTPS, HTTP2, GRPC',
    ],
  ])('%s', async (_, path, kind, edit, message) => {
    const refused = await refusalsOfManifest(changed(path, kind, edit));
    expect(refused.join('\n')).toContain(message);
  });
});
