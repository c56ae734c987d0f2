import {
  bucket,
  cdn,
  type environment,
  gateway,
  onPremises,
  route,
  server,
  service,
  site,
} from '#model';

const near = site('near', onPremises({ country: 'KR' }));
const far = site('far', onPremises({ country: 'DE' }));
const spare = site('spare', onPremises({ country: 'JP' }));
const elsewhere = site('elsewhere', onPremises({ country: 'US' }));
type Environment = Parameters<typeof environment>[1];

/** What a plan can say of Cloudflare and heal7 does not. */
export const places: Readonly<Record<string, Environment>> = {
  countries: {
    on: [server(near, { weight: 60 }), server(far, { weight: 40 })],
    standby: server(spare),
    steer: {
      geo: [
        { country: 'KR', to: near },
        { country: 'DE', to: far },
        { country: 'US', to: elsewhere },
      ],
      default: far,
      failover: 'health',
    },
    residency: { in: ['KR', 'EU'], strength: 'mandatory' },
  },
  weights: {
    on: [server(near, { weight: 33 }), server(far, { weight: 67 })],
    standby: server(spare),
    steer: { default: elsewhere, failover: 'manual' },
  },
  alone: { on: server(near), steer: { failover: 'health' } },
};

export function parts(turned = false) {
  const web = service('web', { port: 3000, health: { ready: '/ready' } });
  const api = service('api', { port: 8000 });
  const files = bucket('files', {});
  const old = bucket('old-files', {});
  const edge = gateway('edge', {
    hosts: ['a.example', 'b.example'],
    onlyFrom: 'cdn',
    routes: [
      route('/', web, { limit: { rate: '10/s', per: 'address' } }),
      route('/api/%22x%22', api, { limit: { rate: '100/min', per: 'client' }, cached: true }),
      route('/api', api, { hosts: ['b.example'], limit: { rate: '100000/d', per: 'client' } }),
      route('/own', api, { limit: { rate: '5/s', per: 'user' } }),
    ],
  });
  const plainly = gateway('plainly', { ports: [80], routes: [route('/', api)] });
  const front = cdn('front', {
    managed: 'cloudflare',
    origins: turned ? [edge, plainly, files] : [files, plainly, edge],
    hosts: ['a.example', 'b.example', 'c.example'],
    ports: [80, 443, 9_999],
    tls: { minimum: '1.3', issuer: 'acm', inside: false },
    redirectsToHttps: false,
    firewall: true,
    compresses: false,
    timeout: '30 s',
    caches: ['static', 'dynamic'],
    answersIn: ['KR', 'DE'],
  });
  const assets = cdn('assets', {
    managed: 'cloudflare',
    origins: turned ? [files, old] : [old, files],
    hosts: ['files.example'],
    caches: ['dynamic'],
  });
  const bare = cdn('bare', { managed: 'cloudflare', origins: [plainly] });
  const roots = [front, assets, bare];
  return turned ? roots.reverse() : roots;
}
