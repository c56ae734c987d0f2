import { blockAround, cover, firstFree, printRange, type Range, readRange } from './range.ts';
import { policySource, type SiteWords } from './site.ts';

export type Access = 'public' | 'private' | 'isolated';

/** A subnet by what the plan says of it. */
interface Named {
  readonly name: string;
  readonly access: Access;
  readonly range?: Range | undefined;
  /** Over so many zones; over all of the site where nothing is said. */
  readonly zones?: number | undefined;
}

/** The blocks of a site's network, and the subnets within them. */
export interface Subnets {
  readonly blocks: readonly Range[];
  /** By range; one that the blocks have no room for has none. */
  readonly subnets: readonly Named[];
}

/** The subnets of a site: by what the plan says, else by what is left of the network. */
export function subnetsOf(site: SiteWords, cloud: string): Subnets {
  const said = chosen(site, namedOf(site, cloud));
  const known = said.flatMap(({ range }) => range ?? []);
  const blocks = blocksOf(known);
  const taken = [...known];
  const subnets = said.map((one) => {
    const range = one.range ?? firstFree(blocks[0] as Range, taken, 20);
    if (!one.range && range) taken.push(range);
    return { ...one, range };
  });
  return { blocks, subnets };
}

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
function namedOf(site: SiteWords, cloud: string): readonly Named[] {
  const said = site.plan.policy.network?.subnets ?? [];
  if (said.length === 0) return unsaid(site);
  return said
    .map(({ name, access, range, zones }) => ({
      name,
      access,
      range: range === undefined ? undefined : readOrSay(site, { name, text: range, cloud }),
      zones,
    }))
    .sort((a, b) => (a.range?.start ?? 0) - (b.range?.start ?? 0) || (a.name < b.name ? -1 : 1));
}

function readOrSay(
  site: SiteWords,
  { name, text, cloud }: { readonly name: string; readonly text: string; readonly cloud: string },
): Range | undefined {
  const range = readRange(text);
  if (!range)
    site.cannotSay(policySource(site.plan, `network.subnets[${name}].range`), {
      en: `the subnet ${name} gets another range: '${text}' is none that ${cloud} has`,
      ko: `${name} 서브넷에는 다른 범위를 쓴다. '${text}' 값은 ${cloud}의 범위가 아니다`,
    });
  return range;
}

function unsaid(site: SiteWords): readonly Named[] {
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
function chosen(site: SiteWords, subnets: readonly Named[]): readonly Named[] {
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
