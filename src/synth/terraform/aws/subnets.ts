import { from, type Source, type Tree } from '../../source.ts';
import { idOf } from '../names.ts';
import {
  blockAround,
  cover,
  firstFree,
  printRange,
  type Range,
  readRange,
  split,
} from '../range.ts';
import { type AwsSite, onceFor, policySource } from './site.ts';

export type Access = 'public' | 'private' | 'isolated';

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

interface Named {
  readonly name: string;
  readonly access: Access;
  readonly range?: Range | undefined;
  readonly zones?: number | undefined;
}

/** The subnets of a site, cut to zones: by what the plan says, else by what is left of the network. */
export const layoutOf = onceFor((site: AwsSite): Layout => {
  const zones = zonesOf(site);
  const said = chosen(site, subnetsOf(site));
  const known = said.flatMap(({ range }) => range ?? []);
  const blocks = blocksOf(known);
  const taken = [...known];
  const whole = said.map((one) => {
    const range = one.range ?? firstFree(blocks[0] as Range, taken, 20);
    if (!one.range && range) taken.push(range);
    return { ...one, range };
  });
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

const DEFAULT: Range = { start: 10 * 2 ** 24, bits: 16 };

/** A network is a /16 at most: ranges further apart are other blocks of it. */
function blocksOf(ranges: readonly Range[]): readonly Range[] {
  const groups = new Map<number, Range[]>();
  for (const range of ranges) {
    const { start } = blockAround(range, 16);
    groups.set(start, [...(groups.get(start) ?? []), range]);
  }
  const blocks = [...groups].sort(([a], [b]) => a - b).map(([, group]) => cover(group));
  return blocks.length > 0 ? blocks : [DEFAULT];
}

/** By range, so that it does not matter which was written first. */
function subnetsOf(site: AwsSite): readonly Named[] {
  const said = site.plan.policy.network?.subnets ?? [];
  if (said.length === 0) return unsaid(site);
  return said
    .map(({ name, access, range, zones }) => ({
      name,
      access,
      range: range === undefined ? undefined : readOrSay(site, name, range),
      zones,
    }))
    .sort((a, b) => (a.range?.start ?? 0) - (b.range?.start ?? 0) || (a.name < b.name ? -1 : 1));
}

function readOrSay(site: AwsSite, name: string, text: string): Range | undefined {
  const range = readRange(text);
  if (!range)
    site.cannotSay(policySource(site.plan, `network.subnets[${name}].range`), {
      en: `the subnet ${name} gets another range: '${text}' is none that AWS has`,
      ko: `${name} 서브넷에는 다른 범위를 쓴다. '${text}' 값은 AWS의 범위가 아니다`,
    });
  return range;
}

function unsaid(site: AwsSite): readonly Named[] {
  site.isMissing(
    policySource(site.plan, 'network.subnets'),
    {
      en: `the plan has no subnets: ${site.name} gets a public, a private and an isolated one in ${printRange(DEFAULT)}`,
      ko: `서브넷이 계획에 없어 ${site.name} 사이트에 ${printRange(DEFAULT)} 안의 public, private, isolated 서브넷을 둔다`,
    },
    { en: 'Write `network.subnets`.', ko: '`network.subnets`를 적는다.' },
  );
  return (['public', 'private', 'isolated'] as const).map((access) => ({ name: access, access }));
}

/**
 * Nothing in a plan says on which of several sites a subnet is. Where there are as many /16 blocks as
 * sites that are live, each has its own, in their order.
 */
function chosen(site: AwsSite, subnets: readonly Named[]): readonly Named[] {
  const { on, also } = site.plan.environment;
  const live = [on, ...also];
  const starts = [
    ...new Set(subnets.flatMap(({ range }) => (range ? blockAround(range, 16).start : []))),
  ];
  const own = starts.sort((a, b) => a - b)[live.indexOf(site.placement)];
  if (live.length < 2 || starts.length !== live.length || own === undefined) return subnets;
  const kept = subnets.filter(({ range }) => !range || blockAround(range, 16).start === own);
  site.isMissing(policySource(site.plan, 'network.subnets'), {
    en: `the plan does not say which subnets are on ${site.name}: it has those of ${printRange({ start: own, bits: 16 })} (${kept.map(({ name }) => name).join(', ')}), as the sites are in order`,
    ko: `${site.name} 사이트의 서브넷이 무엇인지 계획에 없어, 사이트 순서대로 ${printRange({ start: own, bits: 16 })}의 것을 쓴다 (${kept.map(({ name }) => name).join(', ')})`,
  });
  return kept;
}

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
