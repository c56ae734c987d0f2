// What the team's document says, as it says it: the checker is meant to speak.
// Every statement names its line in document.md.
import {
  claim,
  daily,
  definePlan,
  environment,
  gateway,
  link,
  modelFiles,
  onPremises,
  postgres,
  redis,
  route,
  says,
  server,
  service,
  site,
} from 'hanok';

const somewhere = site('somewhere', onPremises());

const database = postgres('database', { holds: ['personal', 'health'] });
const cache = redis('cache', { keeps: ['sessions', 'cache', 'rate-limits'] });
const models = modelFiles('models', {});
const fastapi = service('fastapi', { uses: [link(database), link(cache), link(models)] });
const nginx = gateway('nginx', {
  routes: [route('/', fastapi), route('/ws', fastapi, { answers: 'stream' })],
});

export default definePlan('posture-as-written', {
  asOf: '2026-11-20',
  roots: [nginx],
  environments: [environment('production', { on: server(somewhere) })],
  statements: [
    says('document.md:7', claim.plan({ nature: 'real-time' })),
    says('document.md:7', claim.plan({ nature: 'microservices' })),
    says('document.md:12', claim.of(nginx, { kind: 'gateway' })),
    says('document.md:13', claim.of(fastapi, { kind: 'service', drawnInstances: 1 })),
    says('document.md:14', claim.of(database, { kind: 'postgres', drawnInstances: 1 })),
    says('document.md:14', claim.of(cache, { kind: 'redis' })),
    says('document.md:14', claim.of(models, { kind: 'model-files' })),
    says('document.md:18', claim.of(nginx, { calls: [fastapi] })),
    says('document.md:19', claim.of(fastapi, { calls: [database] })),
    says('document.md:42', claim.of(fastapi, { streams: true })),
    says('document.md:46', claim.of(fastapi, { nature: 'real-time' })),
    says('document.md:57', claim.of(models, { format: 'pickle' })),
    says('document.md:62', claim.plan({ monitors: ['prometheus'] })),
    says('document.md:63', claim.plan({ monitors: ['grafana'] })),
    says(
      'document.md:73',
      claim.plan({ stages: ['push', 'runner', 'docker build', 'container deploy'] }),
    ),
    says('document.md:83', claim.of(database, { encrypted: true })),
    says('document.md:84', claim.of(database, { backup: { encrypted: true } })),
    says('document.md:89', claim.of(fastapi, { replicas: { min: 2 } })),
    says('document.md:91', claim.of(database, { replicas: 1 })),
    says('document.md:101', claim.of(database, { backup: { full: daily() } })),
    says('document.md:102', claim.outside('code-repository', { backup: { mirrored: true } })),
    says('document.md:103', claim.outside('configuration', { backup: { mirrored: true } })),
    says('document.md:104', claim.plan({ recovery: { time: '30 min' } })),
    says('document.md:105', claim.plan({ recovery: { point: '1 h' } })),
    says('document.md:107', claim.plan({ zones: 2 })),
    says('document.md:109', claim.of(nginx, { failover: true })),
  ],
});
