import { type ClassService, classOf, type InstanceClass } from '#facts';
import type { Fact } from '#model';
import type { FactBase } from './fact-base.ts';

/** Which provider's list a class belongs to, by its spelling and by what runs it. */
export function serviceOf(
  facts: FactBase,
  { subject, value }: Fact<'instance' | 'readers.instance'>,
): ClassService | undefined {
  if (value.startsWith('db-')) return 'cloud-sql';
  if (value.startsWith('db.')) return 'rds';
  if (value.startsWith('cache.')) return 'elasticache';
  const managed = facts.first('managed', subject)?.value;
  if (/^[a-z]\d[a-z]*\.[a-z0-9]+$/.test(value)) return 'ec2';
  if (managed === 'gce' || managed === 'gke' || /^[a-z]\d[a-z]?-/.test(value)) return 'gce';
  return undefined;
}

/** What a provider's table knows of a class. */
export const knownClass = (
  facts: FactBase,
  fact: Fact<'instance' | 'readers.instance'>,
): InstanceClass => {
  const service = serviceOf(facts, fact);
  return service ? classOf(service, fact.value) : { state: 'unknown' };
};

/** Classes of the same family that are offered, smallest first, for a hint. */
export const familyOf = (name: string): string => name.replace(/[.-][^.-]+$/, '');
