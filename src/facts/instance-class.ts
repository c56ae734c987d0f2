import { cloudSqlClass } from './cloud-sql.ts';
import type { InstanceClass } from './offer.ts';
import { once, originOf, tableOf } from './table.ts';
import table from './tables/instance-classes.json' with { type: 'json' };

export type ClassService = 'ec2' | 'rds' | 'elasticache' | 'gce' | 'cloud-sql';

interface Row {
  readonly service: string;
  readonly name: string;
  readonly vcpu?: number;
  readonly gib?: number;
  readonly gpu?: number;
  /** Why a class that looks plausible is not offered. */
  readonly note?: string;
}

const GIB = 2 ** 30;
const rowsOf = tableOf<Row>(table);
const byName = once(() => new Map(rowsOf().map((row) => [`${row.service} ${row.name}`, row])));

/** A class of a service by name. A class no table names is unknown: it may be newer than the table. */
export function classOf(service: ClassService, name: string): InstanceClass {
  if (service === 'cloud-sql') return cloudSqlClass(name);
  const row =
    byName().get(`${service} ${name}`) ?? byName().get(`${service} ${name.replace(/[^.]+$/, '*')}`);
  if (!row) return { state: 'unknown' };
  if (row.vcpu === undefined || row.gib === undefined)
    return { state: 'not-offered', note: row.note ?? '', ...originOf(row) };
  const gpu = row.gpu === undefined ? {} : { gpu: row.gpu };
  const memory = Math.round(row.gib * GIB);
  return { state: 'offered', vcpu: row.vcpu, memory, ...gpu, ...originOf(row) };
}

/** The classes a service is known to offer; empty where classes follow a rule (Cloud SQL). */
export const classesOf = (service: ClassService): readonly string[] =>
  rowsOf()
    .filter((row) => row.service === service && row.vcpu !== undefined)
    .map((row) => row.name);
