import type { InstanceClass } from './offer.ts';
import type { Origin } from './table.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

// The rules of custom machine types; nobody has checked them against the page.
const ORIGIN: Origin = {
  source: 'https://cloud.google.com/sql/docs/postgres/create-instance (recalled)',
  asOf: '2026-11-20',
  confidence: 'recalled',
};

const SHARED: Readonly<Record<string, number>> = { 'db-f1-micro': 0.6, 'db-g1-small': 1.7 };
const LARGEST = 96;
const LEAST_MIB = 3840;
const PER_VCPU_GIB = { least: 0.9, most: 6.5 };

/** Cloud SQL names its machines by a rule: 'db-custom-4-16384' has 4 vCPU and 16384 MiB. */
export function cloudSqlClass(name: string): InstanceClass {
  const shared = SHARED[name];
  if (shared !== undefined) return offered(1, Math.round(shared * GIB));
  const custom = /^db-custom-(\d+)-(\d+)$/.exec(name);
  if (custom) return customClass(Number(custom[1]), Number(custom[2]));
  const optimized = /^db-perf-optimized-N-(\d+)$/i.exec(name);
  if (optimized) return offered(Number(optimized[1]), Number(optimized[1]) * 8 * GIB);
  return { state: 'unknown' };
}

function customClass(vcpu: number, mib: number): InstanceClass {
  const perVcpu = mib / 1024 / vcpu;
  if (vcpu < 1 || vcpu > LARGEST || (vcpu > 1 && vcpu % 2 !== 0))
    return refused(`vCPUs are 1 or an even number up to ${LARGEST}`);
  if (mib % 256 !== 0 || mib < LEAST_MIB)
    return refused(`memory is a multiple of 256 MiB, at least ${LEAST_MIB} MiB`);
  if (perVcpu < PER_VCPU_GIB.least || perVcpu > PER_VCPU_GIB.most)
    return refused(`memory is ${PER_VCPU_GIB.least} to ${PER_VCPU_GIB.most} GiB a vCPU`);
  return offered(vcpu, mib * MIB);
}

const offered = (vcpu: number, memory: number): InstanceClass => ({
  state: 'offered',
  vcpu,
  memory,
  ...ORIGIN,
});

const refused = (note: string): InstanceClass => ({ state: 'not-offered', note, ...ORIGIN });
