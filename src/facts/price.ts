import { regionOf } from './region.ts';
import { type Origin, once, originOf, tableOf } from './table.ts';
import table from './tables/prices.json' with { type: 'json' };

export interface PriceQuery {
  readonly provider: string;
  readonly region: string;
  readonly service: string;
  readonly sku: string;
  /** on-demand (default), spot, reserved-1yr-no-upfront, cud-1yr, monthly, annual. */
  readonly purchase?: string;
  /** single-az (default) or multi-az. */
  readonly deployment?: string;
  /** postgresql, mysql, redis, valkey. */
  readonly engine?: string;
}

export interface Price extends Origin {
  /** US dollars, list price without tax, for one unit. */
  readonly usd: number;
  /** hour (730 make a month), GB-month, GB, vCPU-hour, 10k requests … */
  readonly unit: string;
  /** The usage the price is for, where it falls with usage: the first step is answered. */
  readonly tier?: string;
  /** The edition the price is for: 'enterprise' of Cloud SQL. */
  readonly edition?: string;
}

/** A rule instead of a price. */
export interface PriceRule extends Origin {
  /** A fraction off on-demand (0.25), a multiplier (2), or a free amount, as `unit` says. */
  readonly value: number;
  readonly unit: string;
}

interface Row {
  readonly provider: string;
  readonly region: string;
  readonly service: string;
  readonly sku: string;
  readonly purchase?: string;
  readonly deployment?: string;
  readonly engine?: string;
  readonly tier?: string;
  readonly edition?: string;
  readonly unit: string;
  readonly usd?: number;
  readonly value?: number;
}

const key = (row: { provider: string; service: string; sku: string }): string =>
  `${row.provider} ${row.service} ${row.sku}`;
const byKey = once(() => Map.groupBy(tableOf<Row>(table)(), key));

/**
 * The price of one unit. Undefined when no record fits, or when records for several engines differ and the
 * query names none. A price that holds everywhere answers for every region.
 */
export function priceOf(query: PriceQuery): Price | undefined {
  const rows = matching(query).filter((row) => row.usd !== undefined);
  const [row] = rows;
  if (row?.usd === undefined) return undefined;
  const engines = new Set(rows.map((one) => one.engine));
  if (engines.size > 1 && rows.some((one) => one.usd !== row.usd)) return undefined;
  return { usd: row.usd, unit: row.unit, ...termsOf(row), ...originOf(row) };
}

/** A rule of pricing: `{ service: 'rds', sku: 'multi-az-multiplier' }`, `{ sku: 'any', purchase: 'cud-1yr' }`. */
export function priceRuleOf(query: PriceQuery): PriceRule | undefined {
  const row = matching(query).find((one) => one.value !== undefined);
  if (row?.value === undefined) return undefined;
  return { value: row.value, unit: row.unit, ...originOf(row) };
}

/** What there is to ask for: the SKUs of a service that have a record somewhere. */
export const skusOf = (provider: string, service: string): readonly string[] =>
  [...byKey().values()]
    .flatMap(([row]) => (row?.provider === provider && row.service === service ? [row.sku] : []))
    .sort();

const termsOf = ({ tier, edition }: Row): Pick<Price, 'tier' | 'edition'> => ({
  ...(tier === undefined ? {} : { tier }),
  ...(edition === undefined ? {} : { edition }),
});

function matching(query: PriceQuery) {
  const rows = (byKey().get(key(query)) ?? []).filter((row) => fits(row, query));
  const places = [...placesOf(query), 'global', '*'];
  const place = places.find((one) => rows.some((row) => row.region === one));
  return rows.filter((row) => row.region === place);
}

function fits(row: Row, query: PriceQuery): boolean {
  const deployment = query.deployment ?? 'single-az';
  return (
    (row.purchase ?? 'on-demand') === (query.purchase ?? 'on-demand') &&
    (row.deployment === undefined || row.deployment === deployment) &&
    (query.engine === undefined || row.engine === undefined || row.engine === query.engine)
  );
}

/** CloudFront is priced by country or by continent, not by region. */
function placesOf({ provider, region, service }: PriceQuery): readonly string[] {
  if (service !== 'cloudfront') return [region];
  const known = regionOf(provider, region);
  const area = known?.jurisdictions.includes('EU') ? 'EU' : known?.country;
  return area ? [region, area] : [region];
}
