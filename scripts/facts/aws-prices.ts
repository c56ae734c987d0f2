// On-demand prices from the bulk files of the AWS Price List: one file per offer and region.
import type { Entry } from './table.ts';

const ROOT = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws';

type Attributes = Readonly<Record<string, string | undefined>>;

/** A regional offer file, the fields that are read. */
export interface Offer {
  readonly offerCode: string;
  readonly publicationDate: string;
  readonly products: Readonly<
    Record<string, { readonly productFamily?: string; readonly attributes: Attributes }>
  >;
  readonly terms: {
    readonly OnDemand?: Readonly<
      Record<
        string,
        Readonly<Record<string, { readonly priceDimensions: Readonly<Record<string, Dimension>> }>>
      >
    >;
  };
}

interface Dimension {
  readonly beginRange?: string;
  readonly pricePerUnit: { readonly USD?: string };
}

/** What tells one price from another in the table. */
interface Item {
  readonly service: string;
  readonly sku: string;
  readonly deployment?: string;
  readonly engine?: string;
}

/** The offers that are read, and the service each one is in the table. */
export const OFFERS = ['AmazonEC2', 'AmazonRDS', 'AmazonElastiCache', 'AmazonECS'] as const;

export const offerAddress = (offer: string, region: string): string =>
  `${ROOT}/${offer}/current/${region}/index.json`;

const DEPLOYMENTS: Readonly<Record<string, string>> = {
  'Single-AZ': 'single-az',
  'Multi-AZ': 'multi-az',
};
const ENGINES: Readonly<Record<string, string>> = {
  PostgreSQL: 'postgresql',
  MySQL: 'mysql',
  Redis: 'redis',
  Valkey: 'valkey',
};

/** The prices of one offer file by item; what the table has no word for is left out. */
export function pricesOf(offer: Offer): ReadonlyMap<string, number> {
  const prices = new Map<string, number>();
  for (const [sku, { productFamily = '', attributes }] of Object.entries(offer.products)) {
    const item = itemOf(offer.offerCode, productFamily, attributes);
    const usd = onDemand(offer, sku);
    if (item && usd !== undefined) prices.set(keyOf(item), usd);
  }
  return prices;
}

/** The table's records with the on-demand prices of one region renewed where the offer has them. */
export function withPrices(
  entries: readonly Entry[],
  region: string,
  offer: Offer,
): readonly Entry[] {
  const prices = pricesOf(offer);
  const origin = {
    source: offerAddress(offer.offerCode, region),
    asOf: offer.publicationDate.slice(0, 10),
    confidence: 'read',
  } as const;
  return entries.map((entry) => {
    const fits =
      entry.provider === 'aws' && entry.region === region && entry.purchase === undefined;
    const usd = fits ? prices.get(keyOf(entry as unknown as Item)) : undefined;
    return usd === undefined ? entry : { ...entry, usd, ...origin };
  });
}

const keyOf = ({ service, sku, deployment = '', engine = '' }: Item): string =>
  [service, sku, deployment, engine].join(' ');

function itemOf(offer: string, family: string, a: Attributes): Item | undefined {
  const name = a.instanceType;
  if (offer === 'AmazonECS') return fargateItem(a.usagetype ?? '');
  if (name === undefined) return undefined;
  if (offer === 'AmazonEC2') return isPlainLinux(a) ? { service: 'ec2', sku: name } : undefined;
  if (offer === 'AmazonRDS' && family === 'Database Instance') return rdsItem(name, a);
  const engine = ENGINES[a.cacheEngine ?? ''];
  if (offer === 'AmazonElastiCache' && family === 'Cache Instance' && engine)
    return { service: 'elasticache', sku: name, engine };
  return undefined;
}

function rdsItem(sku: string, a: Attributes): Item | undefined {
  const deployment = DEPLOYMENTS[a.deploymentOption ?? ''];
  const engine = ENGINES[a.databaseEngine ?? ''];
  return deployment && engine ? { service: 'rds', sku, deployment, engine } : undefined;
}

/** 'APN2-Fargate-ARM-vCPU-Hours:perCPU'; Windows and temporary storage are other usage types. */
function fargateItem(usage: string): Item | undefined {
  const parts = /(?:^|-)Fargate-(ARM-)?(vCPU|GB)-Hours/.exec(usage);
  if (!parts) return undefined;
  return {
    service: 'fargate',
    sku: `${parts[2] === 'GB' ? 'gb' : 'vcpu'}-${parts[1] ? 'arm' : 'x86'}`,
  };
}

/** Shared Linux machines without licences: the price people mean. */
const isPlainLinux = (a: Attributes): boolean =>
  a.operatingSystem === 'Linux' &&
  a.tenancy === 'Shared' &&
  a.preInstalledSw === 'NA' &&
  a.capacitystatus === 'Used';

/** The first step of a product's on-demand price. */
function onDemand({ terms }: Offer, sku: string): number | undefined {
  const [term] = Object.values(terms.OnDemand?.[sku] ?? {});
  const steps = Object.values(term?.priceDimensions ?? {});
  const first = steps.find((step) => Number(step.beginRange ?? 0) === 0);
  const usd = Number(first?.pricePerUnit.USD);
  return Number.isFinite(usd) ? usd : undefined;
}
