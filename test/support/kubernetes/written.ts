import { parseAllDocuments } from 'yaml';
import { aws, definePlan, eks, environment, gcp, resolve, site } from '#model';
import { NO_LOCK, synthesise, TARGETS } from '#synth';

export const here = site('here', aws('eu-west-1', { zones: 3 }));
export const there = site('there', gcp('europe-west3', { zones: 3 }));
export const size = { cpu: 0.5, memory: '512 MiB' } as const;

export interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  // biome-ignore lint/suspicious/noExplicitAny: what is read back has the shape that a test asks of it.
  readonly spec: any;
}

/** What the target kubernetes writes for a small plan, read back; on EKS unless `more` says where. */
export function written(
  roots: Parameters<typeof definePlan>[1]['roots'],
  more: Partial<Parameters<typeof environment>[1]> = {},
) {
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots,
    environments: [environment('production', { on: eks(here), ...more })],
  });
  const { plan: resolved, findings: wrong } = resolve(plan, 'production');
  if (!resolved) throw new Error(JSON.stringify(wrong));
  const { files, findings } = synthesise({
    plans: [resolved],
    targets: TARGETS.filter(({ name }) => name === 'kubernetes'),
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const objects = files
    .flatMap((file) => parseAllDocuments(file.text()).map((one) => one.toJS() as Written))
    .filter(({ kind }) => kind !== 'Kustomization');
  return {
    files,
    objects,
    one: (kind: string, name: string) =>
      objects.find((object) => object.kind === kind && object.metadata.name === name),
    said: findings.map(({ message }) => message.en).join('\n'),
  };
}

/** What a workload's pods are made of. */
export const podOf = (object: Written | undefined) =>
  (object?.spec.jobTemplate?.spec ?? object?.spec)?.template.spec;
