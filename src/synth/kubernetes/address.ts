import type { ResolvedStore } from '#model';
import type { Source, TreeMap } from '../source.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** Addresses that no public service has. */
export const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] as const;

/** The whole internet but what is private, shared between carriers, or of the machine itself. */
export const INTERNET = {
  in: ['0.0.0.0/0'],
  but: [...PRIVATE, '100.64.0.0/10', '169.254.0.0/16'],
} as const;

export const blocks = (
  ranges: readonly string[],
  except: readonly string[] = [],
): readonly TreeMap[] =>
  ranges.map((cidr) => ({
    ipBlock: { cidr, except: except.length > 0 ? except : undefined },
  }));

/** Where a pod fetches the provider's word for who it is. */
export const METADATA: Readonly<Record<string, TreeMap>> = {
  eks: { to: blocks(['169.254.170.23/32']), ports: [{ protocol: 'TCP', port: 80 }] },
  gke: {
    to: blocks(['169.254.169.252/32', '169.254.169.254/32']),
    ports: [
      { protocol: 'TCP', port: 80 },
      { protocol: 'TCP', port: 988 },
    ],
  },
};

/** The subnets a managed store stands in; those that are not public, when none is said to hold it. */
export function rangesOf(site: KubeSite, store: ResolvedStore): readonly string[] {
  const subnets = site.plan.policy.network?.subnets ?? [];
  const own = subnets.filter(({ parts = [] }) => parts.includes(store.name));
  const shut = subnets.filter(({ access }) => access !== 'public');
  const ranges = (own.length > 0 ? own : shut).flatMap(({ range = [] }) => range);
  if (ranges.length > 0) return [...new Set(ranges)].sort();
  site.isMissing(
    sourceOf(store),
    {
      en: `the plan gives no address range for ${store.name}: its port is open to every private one`,
      ko: `${store.name} 주소 범위가 계획에 없어 사설 주소 전체로 그 포트를 연다`,
    },
    {
      en: 'Write `network.subnets` with their `range` and `parts`.',
      ko: '`network.subnets`에 `range`와 `parts`를 적는다.',
    },
  );
  return PRIVATE;
}

/** The ranges of the plan's public subnets. */
export const publicRangesOf = ({ plan }: KubeSite): readonly string[] =>
  (plan.policy.network?.subnets ?? [])
    .filter(({ access }) => access === 'public')
    .flatMap(({ range = [] }) => range)
    .sort();

/** A policy knows addresses, not names. */
export const sayWide = (site: KubeSite, source: Source, to: string): void =>
  site.cannotSay(
    source,
    {
      en: `a NetworkPolicy knows no host names: the way to ${to} is port 443 of every public address`,
      ko: `NetworkPolicy는 호스트 이름을 모른다. ${to} 쪽으로는 모든 공인 주소의 443 포트를 연다`,
    },
    {
      en: 'Patch its ranges in, or let a proxy that knows names stand in between.',
      ko: '주소 범위를 패치로 넣거나, 이름을 아는 프록시를 사이에 둔다.',
    },
  );
