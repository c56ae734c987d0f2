import { type Origin, once, originOf, tableOf } from './table.ts';
import table from './tables/slas.json' with { type: 'json' };

export interface Sla extends Origin {
  /** Percent of a month; 0 when the provider is known to promise nothing. */
  readonly availability: number;
  /** What the promise rests on, in the source's words; may be empty. */
  readonly condition: string;
}

interface Row {
  readonly service: string;
  readonly configuration: string;
  readonly availability: number | null;
  readonly condition: string;
}

const byKey = once(
  () => new Map(tableOf<Row>(table)().map((row) => [`${row.service} ${row.configuration}`, row])),
);

/**
 * What a provider promises: a credit promise, not a measured availability. `configuration` is 'single' or
 * 'multi-zone' ('multi-region', 'autopilot' … where a service has them); a service with one promise for all
 * answers it for any.
 */
export function slaOf(service: string, configuration: string): Sla | undefined {
  const row = byKey().get(`${service} ${configuration}`) ?? byKey().get(`${service} any`);
  return row && { availability: row.availability ?? 0, condition: row.condition, ...originOf(row) };
}
