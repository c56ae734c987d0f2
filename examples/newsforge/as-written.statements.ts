// Lines 7 to 73 of the document: what is built, and how it is kept safe.
import { claim, says, unstated } from 'hanok';
import {
  alb,
  api,
  cache,
  cloudfront,
  database,
  databaseSubnet,
  outsideApis,
  privateSubnet,
  publicSubnet,
  reserved,
  tokyo,
  web,
} from './as-written.parts.ts';

const whyAws = claim.none({
  en: 'a reason for choosing the provider; what is used of it is said elsewhere',
  ko: '제공자를 고른 이유다. 실제로 쓰는 것은 다른 줄에서 말한다',
});

export const built = [
  says('document.md:7', claim.of(tokyo, { provider: 'aws', region: unstated })),
  says('document.md:8', claim.of(tokyo, { availability: '99.99%' })),
  says('document.md:9', whyAws),
  says('document.md:10', whyAws),
  says('document.md:11', claim.of(reserved, { by: 'reserved' })),
  says('document.md:12', whyAws),

  says(
    'document.md:16',
    claim.of(cloudfront, { kind: 'cdn', managed: 'cloudfront', calls: [alb] }),
  ),
  says(
    'document.md:17',
    claim.of(alb, { kind: 'gateway', managed: 'alb', tls: { inside: false } }),
  ),
  says('document.md:18', claim.of(alb, { calls: [web, api] })),
  says(
    'document.md:19',
    claim.of(database, { kind: 'postgres', managed: 'rds', readers: { count: 1 } }),
  ),
  says('document.md:19', claim.of(web, { calls: [database] })),
  says('document.md:19', claim.of(api, { calls: [database] })),
  says('document.md:20', claim.of(cache, { kind: 'redis', managed: 'elasticache' })),
  says('document.md:20', claim.of(database, { calls: [cache] })),

  says(
    'document.md:24',
    claim.of(web, { kind: 'service', managed: 'fargate', runtime: ['nextjs'] }),
  ),
  says('document.md:25', claim.of(web, { replicas: { min: 2 } })),
  says('document.md:26', claim.of(web, { size: { cpu: 1 } })),
  says('document.md:27', claim.of(web, { size: { memory: '2 GiB' } })),
  says('document.md:28', claim.of(web, { replicas: { min: 2, max: 10, scaleOn: unstated } })),
  says('document.md:29', claim.of(web, { health: { live: '/api/health' } })),
  says('document.md:30', claim.of(web, { strategies: ['blue-green'] })),
  says('document.md:31', claim.of(web, { strategies: ['rolling'] })),
  says('document.md:32', claim.of(web, { objective: { zeroDowntime: true } })),

  says(
    'document.md:36',
    claim.of(api, { kind: 'service', managed: 'fargate', runtime: ['fastapi'] }),
  ),
  says('document.md:37', claim.of(api, { replicas: { min: 3 } })),
  says('document.md:38', claim.of(api, { size: { cpu: 2 } })),
  says('document.md:39', claim.of(api, { size: { memory: '4 GiB' } })),
  says('document.md:40', claim.of(api, { replicas: { min: 3, max: 20, scaleOn: unstated } })),
  says('document.md:41', claim.of(api, { health: { live: '/api/v1/health' } })),
  says('document.md:42', claim.of(api, { asynchronous: true })),
  says('document.md:43', claim.link(api, database, { pool: unstated })),
  says('document.md:44', claim.of(api, { concurrency: unstated })),

  says('document.md:48', claim.of(database, { kind: 'postgres', managed: 'rds', version: '14' })),
  says('document.md:49', claim.of(database, { instance: 'db.r6g.large' })),
  says('document.md:50', claim.of(database, { storage: '200 GiB', storageType: 'gp3' })),
  says('document.md:50', claim.of(database, { maxStorage: unstated })),
  says('document.md:51', claim.of(database, { backup: { keep: '7 d' } })),
  says('document.md:52', claim.of(database, { failover: true })),
  says('document.md:53', claim.of(database, { readers: { instance: 'db.r6g.medium' } })),
  says('document.md:54', claim.of(database, { readers: { maxLag: unstated, zones: unstated } })),
  says('document.md:55', claim.of(database, { readers: { autoScale: true } })),
  says(
    'document.md:56',
    claim.of(cache, { kind: 'redis', managed: 'elasticache', version: unstated }),
  ),
  says('document.md:57', claim.of(cache, { instance: 'cache.r6g.large' })),
  says('document.md:58', claim.of(cache, { nodes: 3, failover: true })),
  says('document.md:59', claim.of(cache, { keeps: ['sessions', 'cache'], eviction: unstated })),

  says('document.md:63', claim.of(privateSubnet, { access: 'private', parts: [web, api] })),
  says('document.md:64', claim.of(publicSubnet, { access: 'public', parts: [alb] })),
  says('document.md:65', claim.of(databaseSubnet, { access: 'isolated', parts: [database] })),
  says('document.md:66', claim.plan({ network: { nat: true } })),
  // The security groups are listed one by one, and what they leave out is shut.
  says('document.md:67', claim.plan({ network: { rules: 'listed' } })),
  says(
    'document.md:67',
    claim.of(web, {
      admits: [
        { from: alb, port: 80 },
        { from: alb, port: 443 },
      ],
    }),
  ),
  says('document.md:67', claim.of(web, { port: unstated })),
  says('document.md:68', claim.of(web, { reaches: ['restricted'] })),
  says('document.md:69', claim.of(api, { port: 8000, admits: [{ from: web, port: 8000 }] })),
  says('document.md:70', claim.of(api, { reaches: [database, cache, outsideApis] })),
  says('document.md:71', claim.of(database, { port: 5432, admits: [{ from: api, port: 5432 }] })),
  says('document.md:72', claim.of(database, { reaches: ['none'] })),

  says('document.md:76', claim.of(api, { authenticates: ['jwt'] })),
  says('document.md:77', claim.of(api, { tokens: { access: '1 h' } })),
  says('document.md:78', claim.of(api, { tokens: { refresh: '30 d' } })),
  // The only store of sessions that the document has.
  says('document.md:79', claim.of(cache, { keeps: ['token-blacklist'] })),
  says(
    'document.md:80',
    claim.route(alb, '/api/v1', { limit: { rate: '100/min', per: unstated } }),
  ),
  says('document.md:81', claim.of(api, { authenticates: ['api-key'] })),
  says('document.md:82', claim.of(api, { protects: ['cors'] })),
  says('document.md:83', claim.of(api, { protects: ['sql-injection'] })),
];
