import { withParticle } from '#kernel';
import { claim, gateway, route, says, service } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

const guarded = (name: string, all: boolean) => {
  const web = service('web', {});
  const admin = service('admin', {});
  const edge = gateway('edge', { routes: [route('/', web), route('/admin', admin)] });
  return small(name, { roots: [edge], network: { vpnFor: [all ? edge : admin] } });
};

const drawn = (name: string) => {
  const edge = gateway('edge', { routes: [route('/', service('web', {}))] });
  return small(name, {
    roots: [edge],
    statements: [
      says('document.md:7', claim.outside('sensors', { kind: 'client', calls: [edge] })),
      says('document.md:9', claim.route(edge, '/', { allows: ['vpn'] })),
    ],
  });
};

export const rule = defineRule({
  id: 'network/vpn-has-a-scope',
  severity: 'error',
  title: {
    en: 'The VPN guards what operators use, not what users enter by.',
    ko: 'VPN은 운영자가 쓰는 것을 지키며 사용자의 입구를 막지 않는다.',
  },
  why: {
    en: 'Phones, sensors and browsers are on the internet: a VPN before the entry shuts the product.',
    ko: '휴대전화, 센서, 브라우저는 인터넷에 있다. 입구 앞의 VPN은 제품을 막는다.',
  },
  fix: {
    en: 'List in `network.vpnFor` only what is administration.',
    ko: '`network.vpnFor`에 관리용 구성 요소만 적는다.',
  },
  examples: () => ({
    pass: [guarded('the back office', false)],
    fail: [guarded('the entry', true), drawn('clients before a VPN')],
  }),
  check({ facts }, report) {
    const entries = partsOfKind(facts, 'gateway', 'cdn');
    for (const vpn of facts.of('network.vpnFor', 'plan')) {
      const shut = entries.filter((one) =>
        vpn.value.some((name) => name === nameOf(one) || /^(all|everything|전체)$/i.test(name)),
      );
      if (shut.length === 0) continue;
      const names = shut.map(nameOf).join(', ');
      report({
        path: 'network.vpnFor',
        because: [vpn, ...shut.flatMap((one) => facts.of('kind', one))],
        message: {
          en: `the VPN stands before ${names}, where users enter who have no VPN`,
          ko: `VPN이 없는 사용자가 들어오는 ${names} 앞에 VPN이 놓여 있다`,
        },
      });
    }
    for (const entry of entries) {
      const clients = facts
        .of('kind')
        .filter(
          (kind) => kind.value === 'client' && callsOf(facts, kind.subject, entry).length > 0,
        );
      const guard = facts
        .of('allows', `routes.${nameOf(entry)}/`)
        .filter((fact) => fact.value.includes('vpn'));
      if (clients.length === 0 || guard.length === 0) continue;
      const names = clients.map((client) => nameOf(client.subject)).join(', ');
      report({
        path: `routes.${nameOf(entry)}/.allows`,
        because: [...guard, ...clients.flatMap((one) => callsOf(facts, one.subject, entry))],
        message: {
          en: `only a VPN may enter ${nameOf(entry)}, and ${names} are drawn entering there`,
          ko: `${withParticle(nameOf(entry), '은/는')} VPN만 들이는데 ${withParticle(names, '이/가')} 그리로 들어오게 그려져 있다`,
        },
      });
    }
  },
});

const callsOf = (facts: FactBase, client: string, entry: string) =>
  facts.of('calls', client).filter((fact) => fact.value.includes(nameOf(entry)));
