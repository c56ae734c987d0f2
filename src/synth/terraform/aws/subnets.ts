import { from, type Source, type Tree } from '../../source.ts';
import { idOf } from '../names.ts';
import { type Range, split } from '../range.ts';
import { onceFor, policySource } from '../site.ts';
import { type Access, subnetsOf } from '../subnets.ts';
import type { AwsSite } from './site.ts';

/** One subnet of a zone. */
export interface Strip {
  readonly id: string;
  readonly of: string;
  readonly access: Access;
  readonly range: Range;
  /** Which of the site's zones. */
  readonly zone: number;
  readonly source: Source;
}

/** What the network of a site is made of. */
export interface Layout {
  readonly blocks: readonly Range[];
  readonly strips: readonly Strip[];
  readonly zones: number;
  /** Ranges as the plan has them, by access. */
  readonly rangesOf: (access: Access) => readonly Range[];
}

/** The subnets of a site, cut to zones: by what the plan says, else by what is left of the network. */
export const layoutOf = onceFor((site: AwsSite): Layout => {
  const zones = zonesOf(site);
  const { blocks, subnets: whole } = subnetsOf(site, 'AWS');
  const alone = new Map<Access, number>();
  const strips = whole.flatMap(({ name, access, range, zones: over = zones }) => {
    if (!range) return [];
    const source = policySource(site.plan, `network.subnets[${name}]`);
    const first = over === 1 ? (alone.get(access) ?? 0) : 0;
    if (over === 1) alone.set(access, first + 1);
    return split(range, over).map((part, index) => {
      const zone = (first + index) % zones;
      return { id: idOf(name, String(zone)), of: name, access, range: part, zone, source };
    });
  });
  const rangesOf = (access: Access) =>
    whole.flatMap((one) => (one.access === access ? (one.range ?? []) : []));
  return { blocks, strips, zones, rangesOf };
});

const zonesOf = ({ placement: { site } }: AwsSite): number =>
  site?.zoneIds?.length ?? site?.zones ?? 2;

/** How a zone is named: as the plan has it, else the n-th one that the account may use. */
export function zoneName(site: AwsSite, zone: number): Tree {
  const { zoneIds } = site.placement.site ?? {};
  if (zoneIds?.[zone] !== undefined) return zoneIds[zone];
  const zones = site.write.data('network', 'aws_availability_zones', 'available', [
    site.source,
    {
      state: 'available',
      filter: [from(site.source, { name: 'opt-in-status', values: ['opt-in-not-required'] })],
    },
  ]);
  return `\${${zones.address}.names[${zone}]}`;
}
