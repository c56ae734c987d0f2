import { priceOf, priceRuleOf } from '#facts';
import type { Fact } from '#model';
import type { FactBase } from './fact-base.ts';

/** What a part costs a month at list price, and what it was computed from. */
export interface Month {
  readonly subject: string;
  readonly usd: number;
  /** '2 × $36.04'. */
  readonly words: string;
  readonly from: readonly Fact[];
}

/** A year's hours in a twelfth, as providers count. */
const HOURS = 730;
const GB = 1e9;
const GIB = 2 ** 30;
const dollars = (usd: number): string => `$${Math.round(usd * 100) / 100}`;

/** The least a part costs, at its fewest instances; undefined when a price or a size is unknown. */
export function monthOf(facts: FactBase, subject: string): Month | undefined {
  const managed = facts.first('managed', subject);
  const region = facts.first('regions', subject)?.value[0] ?? anyRegion(facts);
  if (!managed || region === undefined) return undefined;
  if (managed.value === 'fargate') return fargate(facts, subject, region);
  if (managed.value === 'rds') return rds(facts, subject, region);
  if (managed.value === 'elasticache') return elasticache(facts, subject, region);
  return undefined;
}

/** Where nothing says where, the cheapest of the large regions: a bound, not a guess upwards. */
const anyRegion = (facts: FactBase): string | undefined =>
  facts.of('region').length === 0 ? 'us-east-1' : facts.of('region')[0]?.value;

const aws = (region: string, service: string, sku: string, engine?: string) =>
  priceOf({ provider: 'aws', region, service, sku, ...(engine && { engine }) })?.usd;

function fargate(facts: FactBase, subject: string, region: string): Month | undefined {
  const cpu = facts.first('size.cpu', subject);
  const memory = facts.first('size.memory', subject);
  const count = facts.first('instances', subject);
  const core = aws(region, 'fargate', 'vcpu-x86');
  const gigabyte = aws(region, 'fargate', 'gb-x86');
  if (!cpu || !memory || !count || core === undefined || gigabyte === undefined) return undefined;
  const gb = Math.round(memory.value / (memory.value % GIB === 0 ? GIB : GB));
  const task = (cpu.value * core + gb * gigabyte) * HOURS;
  return {
    subject,
    usd: task * count.value,
    words: `${count.value} × ${dollars(task)}`,
    from: [cpu, memory, count],
  };
}

function rds(facts: FactBase, subject: string, region: string): Month | undefined {
  const instance = facts.first('instance', subject);
  const engine = facts.first('kind', subject)?.value === 'mysql' ? 'mysql' : 'postgresql';
  const hour = instance && aws(region, 'rds', instance.value, engine);
  if (!instance || hour === undefined) return undefined;
  const double = [...facts.of('failover', subject), ...facts.of('replicas', subject)].find(
    (fact) => fact.value === true || Number(fact.value) > 0,
  );
  const times = double
    ? (priceRuleOf({ provider: 'aws', region, service: 'rds', sku: 'multi-az-multiplier' })
        ?.value ?? 2)
    : 1;
  const storage = facts.first('storage', subject);
  const gb = aws(region, 'rds', 'storage-gp3', engine);
  const disk = storage && gb !== undefined ? (storage.value / GB) * gb * times : 0;
  const machine = hour * HOURS * times;
  const readers = readersOf(facts, subject, region, engine);
  const more = disk > 0 ? ` + storage ${dollars(disk)}` : '';
  return {
    subject,
    usd: machine + disk + readers.usd,
    words: `${times} × ${dollars(hour * HOURS)}${more}${readers.words}`,
    from: [instance, ...(double ? [double] : []), ...(storage ? [storage] : []), ...readers.from],
  };
}

function readersOf(facts: FactBase, subject: string, region: string, engine: string) {
  const count = facts.first('readers.count', subject);
  const instance = facts.first('readers.instance', subject);
  const hour = instance && aws(region, 'rds', instance.value, engine);
  if (!instance || hour === undefined) return { usd: 0, words: '', from: [] };
  const many = count?.value ?? 1;
  return {
    usd: many * hour * HOURS,
    words: ` + ${many} reader × ${dollars(hour * HOURS)}`,
    from: [instance, ...(count ? [count] : [])],
  };
}

function elasticache(facts: FactBase, subject: string, region: string): Month | undefined {
  const instance = facts.first('instance', subject);
  const count = facts.first('instances', subject);
  const hour = instance && aws(region, 'elasticache', instance.value, 'redis');
  if (!instance || !count || hour === undefined) return undefined;
  return {
    subject,
    usd: hour * HOURS * count.value,
    words: `${count.value} × ${dollars(hour * HOURS)}`,
    from: [instance, count],
  };
}
