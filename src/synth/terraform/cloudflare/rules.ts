import { from, type Source, type TreeMap } from '../../source.ts';
import { idOf, plain } from '../names.ts';
import { covering, words } from './expression.ts';
import type { Front } from './front.ts';
import { limitsOf } from './limits.ts';

/** Rules that Cloudflare keeps for every account, under the same identifier. */
const MANAGED = [
  ['Cloudflare Managed Ruleset', 'efb7b8c949ac4650a09736fc376e9aee'],
  ['Cloudflare OWASP Core Ruleset', '4814384a9e5d4991b9815dcfc25d2f1f'],
] as const;

type Phase =
  | 'firewall-custom'
  | 'firewall-managed'
  | 'cache-settings'
  | 'ratelimit'
  | 'compression';
const PHASES: Readonly<Record<Phase, string>> = {
  'firewall-custom': 'http_request_firewall_custom',
  'firewall-managed': 'http_request_firewall_managed',
  'cache-settings': 'http_request_cache_settings',
  ratelimit: 'http_ratelimit',
  compression: 'http_response_compression',
};

/** The rules of the zone, by phase: who is answered, what is looked at, how often, what is kept. */
export function writeRules(front: Front): void {
  put(front, 'firewall-custom', front.source('answersIn'), countriesOf(front));
  put(front, 'firewall-managed', front.source('firewall'), managedOf(front));
  put(front, 'ratelimit', front.source('origins'), limitsOf(front));
  put(front, 'cache-settings', front.source('caches'), cachesOf(front));
  put(front, 'compression', front.source('compresses'), compressionOf(front));
}

/** A phase has one ruleset in a zone; one without a rule is not written. */
function put(front: Front, phase: Phase, source: Source, rules: readonly TreeMap[]): void {
  if (rules.length === 0) return;
  front.write.resource('edge', 'cloudflare_ruleset', idOf(front.cdn.name, phase), [
    source,
    {
      zone_id: front.zone,
      name: front.called(100, front.cdn.name, phase),
      kind: 'zone',
      phase: PHASES[phase],
      rules,
    },
  ]);
}

const countriesOf = ({ cdn, said }: Front): readonly TreeMap[] =>
  cdn.answersIn === undefined || cdn.answersIn.length === 0
    ? []
    : [
        {
          action: 'block',
          description: 'Only these countries are answered',
          enabled: true,
          expression: said('answersIn', `not ip.src.country in {${words(cdn.answersIn)}}`),
        },
      ];

const managedOf = ({ cdn, said }: Front): readonly TreeMap[] =>
  cdn.firewall === true
    ? MANAGED.map(([description, id]) => ({
        action: 'execute',
        action_parameters: { id },
        description,
        enabled: said('firewall', true),
        expression: 'true',
      }))
    : [];

/** Endings of what is the same for everybody; whether an answer may be kept, its own header says. */
const STATIC = [
  ...['avif', 'bmp', 'css', 'gif', 'ico', 'jpeg', 'jpg', 'js', 'mjs', 'mp3', 'mp4', 'otf', 'pdf'],
  ...['png', 'svg', 'ttf', 'wasm', 'webm', 'webp', 'woff', 'woff2'],
];

/** Nothing is kept but what the plan names: static files, and routes whose answers are cached. */
function cachesOf(front: Front): readonly TreeMap[] {
  const { cdn } = front;
  const cached = front.gateways.flatMap((gateway) =>
    gateway.routes
      .filter(({ cached }) => cached === true)
      .map((route) => [gateway, route] as const),
  );
  const dynamic = (cdn.caches ?? []).filter((kind) => kind !== 'static');
  if (dynamic.length > 0 && cached.length === 0 && front.gateways.length > 0)
    front.isMissing(
      front.source('caches'),
      {
        en: `${cdn.name} keeps answers (${dynamic.join(', ')}), and no route says which: none are kept`,
        ko: `${cdn.name} CDN이 답을 둔다는데(${dynamic.join(', ')}) 어느 경로의 답인지 없어 두지 않는다`,
      },
      { en: 'Say `cached: true` of those routes.', ko: '그 경로에 `cached: true`를 적는다.' },
    );
  return [
    // Files in a bucket are the same for everybody; what a gateway answers may be one person's.
    front.gateways.length === 0
      ? cacheRule(front.source('origins'), 'Files are kept as long as they say', 'true', true)
      : cacheRule(front.source('caches'), 'Everything is asked for again', 'true', false),
    ...(cdn.caches?.includes('static') && front.gateways.length > 0
      ? [
          cacheRule(
            front.source('caches'),
            'Static files are kept as long as they say',
            `http.request.uri.path.extension in {${words(STATIC)}}`,
            true,
          ),
        ]
      : []),
    ...cached.map(([gateway, route]) =>
      cacheRule(
        { path: `parts.${gateway.name}.routes[${route.path}].cached`, at: route.at },
        `Answers of ${plain(route.path)} are kept as long as they say`,
        covering(route),
        true,
      ),
    ),
  ];
}

/** Later rules win, so that the first is what holds for the rest. */
const cacheRule = (
  source: Source,
  description: string,
  expression: string,
  cache: boolean,
): TreeMap =>
  from(source, {
    action: 'set_cache_settings',
    action_parameters: cache
      ? {
          cache,
          edge_ttl: { mode: 'respect_origin' },
          browser_ttl: { mode: 'respect_origin' },
        }
      : { cache },
    description,
    enabled: true,
    expression: plain(expression),
  });

const compressionOf = ({ cdn, said }: Front): readonly TreeMap[] =>
  cdn.compresses === undefined
    ? []
    : [
        {
          action: 'compress_response',
          action_parameters: {
            algorithms: [{ name: said('compresses', cdn.compresses ? 'auto' : 'none') }],
          },
          description: 'Whether answers are compressed',
          enabled: true,
          expression: 'true',
        },
      ];
