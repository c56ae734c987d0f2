import type { Text } from '#kernel';
import { type Origin, once, originOf, tableOf } from './table.ts';
import table from './tables/capabilities.json' with { type: 'json' };

export interface Capability extends Origin {
  readonly value: boolean | number | string;
  readonly note: Text;
}

interface Row extends Text {
  readonly service: string;
  readonly capability: string;
  readonly value: boolean | number | string;
}

// 'rds-postgresql' can do what 'rds' can, unless the table says something of it in particular.
const FAMILIES = ['rds', 'aurora', 'cloud-sql', 'elasticache'];

const rowsOf = tableOf<Row>(table);
const byKey = once(() => new Map(rowsOf().map((row) => [`${row.service} ${row.capability}`, row])));

/** What a managed service can do; undefined when no table says, which is not `false`. */
export function capabilityOf(service: string, capability: string): Capability | undefined {
  const family = FAMILIES.find((one) => service.startsWith(`${one}-`));
  const row = byKey().get(`${service} ${capability}`) ?? byKey().get(`${family} ${capability}`);
  return row && { value: row.value, note: { en: row.en, ko: row.ko }, ...originOf(row) };
}

/** Everything the table says something of. */
export const capabilities = (): readonly { service: string; capability: string }[] =>
  rowsOf().map(({ service, capability }) => ({ service, capability }));
