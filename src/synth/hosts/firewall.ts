import type { SynthFile } from '../file.ts';
import { isApart, rangesOf, seenFrom } from '../network.ts';
import { Lines } from '../print/text.ts';
import type { Source } from '../source.ts';
import { sourceOfPart } from '../source.ts';
import { cannotSay, isMissing } from '../target.ts';
import { type Hosts, policySource, portsOf } from './room.ts';

/** What is let in: ports, from where, and for what of the plan. */
interface Door {
  readonly ports: readonly number[];
  /** Anywhere where it is undefined. */
  readonly from?: readonly string[];
  readonly name: string;
  readonly source: Source;
}

/** Everything is shut but what routes, links and operators need. */
export function firewall(hosts: Hosts): SynthFile {
  const doors = [
    ...gatewayDoors(hosts),
    ...serviceDoors(hosts),
    ...storeDoors(hosts),
    ...operatorDoors(hosts),
  ];
  const text = new Lines();
  const table = `inet ${hosts.name.replaceAll('-', '_')}`;
  text.from(hosts.source, () => {
    text.line("# Loaded again, it takes its own table's place and leaves others alone.");
    text.line(`table ${table}\ndelete table ${table}`).line();
    text.block(`table ${table} {`, () => writeChains(text, doors), '}');
  });
  return {
    path: 'nftables.conf',
    source: hosts.source,
    body: { kind: 'text', comment: ['#'], first: '#!/usr/sbin/nft -f', lines: text.lines },
  };
}

function writeChains(text: Lines, doors: readonly Door[]): void {
  text.block(
    'chain input {',
    () => {
      text.line('type filter hook input priority filter; policy drop;');
      text.line('iif "lo" accept');
      text.line('ct state established,related accept\nct state invalid drop');
      text.line('ip protocol icmp accept\nip6 nexthdr ipv6-icmp accept');
      text.line('udp sport 67 udp dport 68 accept\nudp sport 547 udp dport 546 accept');
      for (const door of doors) for (const rule of rulesOf(door)) text.line(rule, door.source);
    },
    '}',
  );
  text.line();
  text.block(
    'chain forward {',
    () => text.line('type filter hook forward priority filter; policy drop;'),
    '}',
  );
}

function rulesOf({ ports, from, name }: Door): readonly string[] {
  const to = `tcp dport { ${[...ports].sort((a, b) => a - b).join(', ')} } accept comment "${name}"`;
  if (from === undefined) return [to];
  const of = (family: string, ranges: readonly string[]): string[] =>
    ranges.length === 0 ? [] : [`${family} saddr { ${ranges.join(', ')} } ${to}`];
  return [
    ...of(
      'ip',
      from.filter((range) => !range.includes(':')),
    ),
    ...of(
      'ip6',
      from.filter((range) => range.includes(':')),
    ),
  ];
}

const gatewayDoors = (hosts: Hosts): readonly Door[] =>
  hosts.edges.map(({ gateway, source, role, secure, plainPort, securePort }): Door => {
    const ports =
      secure && role === 'origin' ? [securePort] : [plainPort, ...(secure ? [securePort] : [])];
    if (role === 'edge') return { ports, name: gateway.name, source };
    const from = rangesOf(hosts.context.plan, gateway.name);
    if (from.length === 0) sayNoRange(hosts, gateway.name, source);
    return { ports, from, name: gateway.name, source };
  });

/** Of services on machines of their own; on one machine callers and called meet on loopback. */
const serviceDoors = (hosts: Hosts): readonly Door[] =>
  hosts.services.filter(isApart).flatMap((service) =>
    linkedFrom(hosts, service.name).map(
      ({ from, caller }): Door => ({
        ports: portsOf(hosts, service),
        from,
        name: `${caller} to ${service.name}`,
        source: { path: `parts.${service.name}.port`, at: service.at },
      }),
    ),
  );

const storeDoors = (hosts: Hosts): readonly Door[] => {
  const stores = [
    ...hosts.databases.map(({ part }) => ({ part, port: part.kind === 'postgres' ? 5432 : 3306 })),
    ...hosts.caches.map((part) => ({ part, port: 6379 })),
  ];
  return stores.flatMap(({ part, port }) =>
    linkedFrom(hosts, part.name).map(
      ({ from, caller }): Door => ({
        ports: [part.port ?? port],
        from,
        name: `${caller} to ${part.name}`,
        source: sourceOfPart(part),
      }),
    ),
  );
};

/** Callers on other machines, and the ranges that the plan's subnets give them. */
function linkedFrom(
  hosts: Hosts,
  name: string,
): readonly { readonly caller: string; readonly from: readonly string[] }[] {
  const { plan, view } = hosts.context;
  return view
    .callersOf(name)
    .filter(({ part, by }) => by === 'link' && isApart(part))
    .map(({ part, at }) => {
      const from = seenFrom(plan, part);
      if (from.length === 0)
        sayNoRange(hosts, part.name, { path: `parts.${part.name}.uses[${name}]`, at });
      return { caller: part.name, from };
    })
    .sort((a, b) => (a.caller < b.caller ? -1 : 1));
}

const sayNoRange = ({ context }: Hosts, name: string, source: Source): void =>
  isMissing(
    context,
    'hosts',
    source,
    {
      en: `no subnet of the plan says where ${name} comes from: nothing is let in for it`,
      ko: `${name} 쪽 주소 범위를 말하는 서브넷이 계획에 없어 아무것도 들이지 않는다`,
    },
    { en: `Name it in a \`subnet\` with a range.`, ko: '범위가 있는 `subnet`에 적는다.' },
  );

/** SSH is open to a subnet of operators alone; everybody else comes through the provider's sessions. */
function operatorDoors(hosts: Hosts): readonly Door[] {
  const { plan } = hosts.context;
  const { network } = plan.policy;
  const source = policySource(hosts, 'network.operators');
  if (network?.hostFirewall !== undefined && network.hostFirewall !== 'nftables')
    sayOtherFirewall(hosts, network.hostFirewall);
  const way = network?.operators;
  if (way === 'ssm') return [];
  const from = (network?.subnets ?? [])
    .filter(({ name }) => name === way || name === 'operators')
    .flatMap(({ range }) => range ?? [])
    .sort();
  if (from.length > 0) return [{ ports: [22], from, name: 'operators', source }];
  sayShut(hosts, way ?? 'ssh', source);
  return [];
}

const sayShut = ({ context }: Hosts, way: string, source: Source): void =>
  isMissing(
    context,
    'hosts',
    source,
    {
      en: `operators come in by ${way}, and the plan gives no range for it: SSH is shut to everybody`,
      ko: `운영자는 ${way}(으)로 들어오는데 주소 범위가 계획에 없다. SSH는 아무에게도 열지 않는다`,
    },
    {
      en: `Add subnet('${way}', { range: … }) before loading it, or keep a console at hand.`,
      ko: `올리기 전에 subnet('${way}', { range: … })를 적거나 콘솔로 들어갈 길을 남겨 둔다.`,
    },
  );

const sayOtherFirewall = (hosts: Hosts, other: string): void =>
  cannotSay(
    hosts.context,
    'hosts',
    policySource(hosts, 'network.hostFirewall'),
    {
      en: `${other} is not written: nftables.conf says the same rules to the kernel`,
      ko: `${other} 설정은 적지 않는다. nftables.conf에서 같은 규칙을 커널에 준다`,
    },
    { en: `Do not run ${other} beside it.`, ko: `${other} 방화벽을 함께 돌리지 않는다.` },
  );
