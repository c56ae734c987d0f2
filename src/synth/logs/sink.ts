import type { ResolvedPlan } from '#model';
import { partsOf } from '#model';
import { byName } from '../observe/place.ts';
import type { Source } from '../source.ts';

export type Product = 'elasticsearch' | 'opensearch' | 'cloudwatch' | 'loki';

/** Where lines end up. */
export interface Sink {
  readonly product: Product;
  /** Its address inside the environment, or its name. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly nodes: number;
  readonly source: Source;
  /** Names of the sites it stands on. */
  readonly on: readonly string[] | undefined;
}

const PRODUCTS: Readonly<Record<string, Product>> = {
  'cloudwatch-logs': 'cloudwatch',
  cloudwatch: 'cloudwatch',
  loki: 'loki',
  opensearch: 'opensearch',
  elasticsearch: 'elasticsearch',
};
const PORTS: Readonly<Record<Product, number>> = {
  elasticsearch: 9200,
  opensearch: 9200,
  cloudwatch: 443,
  loki: 3100,
};

/** The stores that lines go to: what `logs.to` names, and a search that they pass through. */
export function sinksOf(plan: ResolvedPlan): readonly Sink[] {
  const { to, through = [] } = plan.policy.logs ?? {};
  const first = to === undefined ? undefined : sinkOf(plan, to);
  const shown = first?.product === 'opensearch' ? undefined : searchOf(plan, 'opensearch');
  return [...(first ? [first] : []), ...(through.includes('opensearch') && shown ? [shown] : [])];
}

function sinkOf(plan: ResolvedPlan, to: string): Sink | undefined {
  const stored = plan.parts.find(({ name }) => name === to);
  if (stored?.kind === 'search') return searchOf(plan, 'elasticsearch', to);
  const product = PRODUCTS[to];
  return (
    product && {
      product,
      host: product,
      port: PORTS[product],
      secure: product === 'cloudwatch',
      nodes: 1,
      source: { path: 'logs.to', at: plan.at },
      on: undefined,
    }
  );
}

/** A search of the plan: OpenSearch where its provider runs that, Elasticsearch otherwise. */
function searchOf(plan: ResolvedPlan, fallback: Product, name?: string): Sink | undefined {
  const found = byName(partsOf(plan, 'search')).find((one) => !name || one.name === name);
  if (!found) return undefined;
  const isOpen = found.managed?.includes('opensearch') ?? fallback === 'opensearch';
  return {
    product: isOpen ? 'opensearch' : 'elasticsearch',
    host: found.name,
    port: found.port ?? PORTS.elasticsearch,
    secure: found.encryptedInTransit !== false,
    nodes: found.nodes ?? 1,
    source: { path: `parts.${found.name}`, at: found.at },
    on: found.on,
  };
}
