import type { SynthFile } from '../file.ts';
import { from, type Source, type TreeMap } from '../source.ts';
import type { KubeSite } from './site.ts';

/** The label that selects the pods of a part, as the driver of deliveries writes it too. */
export const NAME_LABEL = 'app.kubernetes.io/name';

export const labelsOf = (site: KubeSite, name: string): TreeMap => ({
  [NAME_LABEL]: name,
  'app.kubernetes.io/part-of': site.plan.name,
  'app.kubernetes.io/managed-by': 'hanok',
});

/** What selects a part's pods: its name alone, which never changes; a selector cannot be changed. */
export const selectorOf = (name: string): TreeMap => ({ [NAME_LABEL]: name });

export interface ObjectWords {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** The part it is one of, where it is not named after it. */
  readonly of?: string;
  readonly annotations?: TreeMap | undefined;
  /** Outside of any namespace. */
  readonly isGlobal?: boolean;
}

/** One object of the tree, in the site's namespace; `rest` is its spec, data and the like. */
export function objectOf(
  site: KubeSite,
  source: Source,
  { apiVersion, kind, name, of = name, annotations, isGlobal = false }: ObjectWords,
  rest: TreeMap,
): TreeMap {
  return from(source, {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: isGlobal ? undefined : site.namespace,
      labels: labelsOf(site, of),
      annotations,
    },
    ...rest,
  });
}

/** A file of objects, in the order in which they are applied. */
export const fileOf = (
  site: KubeSite,
  name: string,
  source: Source,
  documents: readonly TreeMap[],
): SynthFile => ({
  path: `${site.name}/${name}.yaml`,
  source,
  body: { kind: 'yaml', documents },
});
