import type { ResolvedGateway } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say } from '../site.ts';
import { ref } from '../terraform.ts';
import { armorNameOf } from './armor-name.ts';
import { api } from './project.ts';
import type { GoogleSite } from './site.ts';

/** Rules that Google keeps for everybody, in the order in which they look. */
const RULES = ['sqli', 'xss', 'lfi', 'rfi', 'rce', 'protocolattack', 'scannerdetection'] as const;

/** The firewall before a gateway: Cloud Armor, where the gateway wants one. */
export function writeArmor(site: GoogleSite): void {
  for (const gateway of site.gateways) {
    if (!gateway.firewall) continue;
    if (!isOfGoogle(site)) {
      sayUnseen(site, gateway);
      continue;
    }
    const source = { path: `parts.${gateway.name}.firewall`, at: gateway.at };
    const limits = limitsOf(gateway);
    const looks = RULES.map((name) =>
      from(source, {
        action: 'deny(403)',
        description: name,
        match: from(source, {
          expr: from(source, {
            expression: `evaluatePreconfiguredWaf('${name}-v33-stable', {'sensitivity': 1})`,
          }),
        }),
      }),
    );
    const policy = site.write.resource(
      'edge',
      'google_compute_security_policy',
      idOf(gateway.name),
      [
        source,
        {
          name: armorNameOf(site.plan, site.name, gateway.name),
          type: 'CLOUD_ARMOR',
          rule: [
            ...[...limits, ...looks].map((one, index) => ({ ...one, priority: 1_000 + index })),
            {
              action: 'allow',
              description: 'the rest',
              priority: 2_147_483_647,
              match: everybody(),
            },
          ].map((one) => from(source, one)),
          adaptive_protection_config: { layer_7_ddos_defense_config: { enable: true } },
          depends_on: [api(site, 'compute')],
        },
      ],
    );
    site.write.output(idOf(gateway.name, 'firewall'), [
      source,
      {
        value: ref(policy, 'name'),
        description: `The firewall that ${gateway.name} is put behind.`,
      },
    ]);
  }
}

/** Whether a balancer of Google that reads requests stands before the gateway. */
const isOfGoogle = ({ placement: { engine, runtime = [] } }: GoogleSite): boolean =>
  engine === 'gke' && !runtime.some((one) => one.startsWith('istio'));

const sayUnseen = (site: GoogleSite, { name, at }: ResolvedGateway): void =>
  site.cannotSay(
    { path: `parts.${name}.firewall`, at },
    {
      en: `no balancer of Google reads what ${name} is asked on ${site.name}: Cloud Armor has no place before it`,
      ko: `${site.name} 사이트에서는 Google 로드 밸런서가 ${name} 요청을 읽지 않아 Cloud Armor를 앞에 둘 곳이 없다`,
    },
  );

const everybody = (): TreeMap => ({
  versioned_expr: 'SRC_IPS_V1',
  config: { src_ip_ranges: ['*'] },
});

/** The firewall counts addresses; a limit per user is the service's. */
const limitsOf = (gateway: ResolvedGateway): readonly TreeMap[] =>
  gateway.routes
    .filter(({ limit }) => limit?.per === 'address')
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, limit }) => ({
      action: 'throttle',
      description: `limit of ${path}`,
      match: { expr: { expression: `request.path.startsWith('${path.replaceAll("'", '')}')` } },
      rate_limit_options: {
        conform_action: 'allow',
        exceed_action: 'deny(429)',
        enforce_on_key: 'IP',
        rate_limit_threshold: {
          count: say(gateway)(`routes[${path}].limit.rate`, perMinute(limit?.rate)),
          interval_sec: 60,
        },
      },
    }));

const perMinute = (
  rate: { readonly count: number; readonly windowMs: number } | undefined,
): number => Math.max(1, Math.floor(((rate?.count ?? 0) / (rate?.windowMs ?? 60_000)) * 60_000));
