import { cdn, gateway, route, service } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const edge = gateway('edge', { onlyFrom: 'cdn', routes: [route('/', service('web', {}))] });

export const rule = defineRule({
  id: 'security/bans-see-clients',
  severity: 'info',
  title: {
    en: 'Whoever bans addresses sees the client’s own.',
    ko: '주소를 차단하는 쪽은 클라이언트의 주소를 본다.',
  },
  why: {
    en: 'Behind a CDN every request comes from the CDN: one bad client gets an edge banned for everybody.',
    ko: 'CDN 뒤에서는 모든 요청이 CDN에서 온다. 나쁜 클라이언트 하나 때문에 모두가 막힌다.',
  },
  fix: {
    en: 'Restore the client address before the ban, or ban at the CDN.',
    ko: '차단 전에 클라이언트 주소를 되살리거나 CDN에서 차단한다.',
  },
  examples: () => ({
    pass: [
      small('nothing in front', {
        roots: [edge],
        network: { intrusion: 'fail2ban', operators: 'ssm' },
      }),
    ],
    fail: [
      small('behind a CDN', {
        roots: [cdn('front', { origins: [edge] })],
        network: { intrusion: 'fail2ban', operators: 'ssm' },
      }),
    ],
  }),
  check({ facts }, report) {
    const bans = facts.of('network.intrusion', 'plan').filter((one) => /fail2ban/i.test(one.value));
    const fronts = partsOfKind(facts, 'cdn');
    if (bans.length === 0 || fronts.length === 0) return;
    report({
      path: 'network.intrusion',
      because: [...bans, ...fronts.flatMap((one) => facts.of('kind', one))],
      message: {
        en: `fail2ban bans the address it sees; behind ${fronts.map(nameOf).join(', ')} that is an address of the CDN (log-in jails are not concerned)`,
        ko: `fail2ban은 보이는 주소를 막는다. ${fronts.map(nameOf).join(', ')} 뒤에서 그것은 CDN의 주소다 (로그인 감시는 해당 없음)`,
      },
    });
  },
});
