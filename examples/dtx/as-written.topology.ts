// What the document says of parts, places and delivery, line by line, as it says it.
import { claim, daily, every, says, unstated } from 'hanok';
import * as dtx from './as-written.parts.ts';

export const topology = [
  says(
    'document.md:7',
    claim.of(dtx.production, { residency: { in: ['europe-west3'], strength: 'mandatory' } }),
  ),
  says('document.md:7', claim.plan({ restsIn: ['europe-west3'], profiles: ['diga', 'gdpr'] })),
  says('document.md:7', claim.of(dtx.database, { restsIn: ['europe-west3'] })),
  says('document.md:11', claim.of(dtx.balancer, { calls: [dtx.apiGateway] })),
  says('document.md:11', claim.of(dtx.apiGateway, { drawnInstances: 2 })),
  says('document.md:12', claim.of(dtx.apiGateway, { calls: [dtx.userService] })),
  says('document.md:12', claim.of(dtx.userService, { drawnInstances: 2 })),
  says('document.md:13', claim.of(dtx.apiGateway, { calls: [dtx.timeMachine] })),
  says('document.md:13', claim.of(dtx.timeMachine, { drawnInstances: 2 })),
  says(
    'document.md:14',
    claim.of(dtx.database, { kind: 'postgres', drawnInstances: 3, readers: { count: 2 } }),
  ),
  says('document.md:15', claim.of(dtx.cache, { kind: 'redis', drawnInstances: 3 })),
  says('document.md:16', claim.of(dtx.bigquery, { managed: 'bigquery', dataset: 'de' })),
  says('document.md:17', claim.of(dtx.firestore, { managed: 'firestore', on: [dtx.frankfurt] })),
  says('document.md:18', claim.of(dtx.userService, { calls: [dtx.database] })),
  says('document.md:19', claim.of(dtx.timeMachine, { calls: [dtx.cache] })),
  says('document.md:19', claim.of(dtx.cache, { keeps: unstated })),
  says(
    'document.md:20',
    claim.of(dtx.userService, {
      instanceCalls: [
        { instance: 1, to: dtx.bigquery },
        { instance: 2, to: dtx.firestore },
      ],
    }),
  ),
  says('document.md:24', claim.placed(dtx.production, dtx.frankfurt, { controlPlaneNodes: 3 })),
  says('document.md:24', claim.placed(dtx.production, dtx.frankfurt, { version: unstated })),
  says('document.md:25', claim.of(dtx.workers, { min: 5, counted: unstated, instance: unstated })),
  says(
    'document.md:26',
    claim.of(dtx.apiGateway, { replicas: { min: 2, max: 4, scaleOn: unstated } }),
  ),
  says(
    'document.md:27',
    claim.of(dtx.userService, { replicas: { min: 3, max: 6, scaleOn: unstated } }),
  ),
  says(
    'document.md:28',
    claim.of(dtx.timeMachine, { replicas: { min: 2, max: 4, scaleOn: unstated } }),
  ),
  says('document.md:29', claim.placed(dtx.production, dtx.frankfurt, { engine: 'gke' })),
  says('document.md:29', claim.of(dtx.frankfurt, { region: 'europe-west3' })),
  says(
    'document.md:30',
    claim.of(dtx.frankfurt, {
      zoneIds: ['europe-west3-a', 'europe-west3-b', 'europe-west3-c'],
    }),
  ),
  says('document.md:34', claim.of(dtx.database, { version: unstated, failover: unstated })),
  says('document.md:35', claim.of(dtx.database, { readers: { count: 2 } })),
  says('document.md:36', claim.of(dtx.database, { on: [dtx.frankfurt] })),
  says('document.md:37', claim.of(dtx.database, { backup: { full: daily() } })),
  says('document.md:38', claim.of(dtx.database, { backup: { incremental: every('1 h') } })),
  says('document.md:39', claim.of(dtx.database, { backup: { keep: '30 d' } })),
  says('document.md:40', claim.of(dtx.database, { backup: { restsIn: 'europe-west3' } })),
  says('document.md:44', claim.of(dtx.cache, { nodes: 3, version: unstated })),
  says('document.md:45', claim.of(dtx.cache, { shards: 3, replicas: 1 })),
  says('document.md:46', claim.of(dtx.cache, { on: [dtx.frankfurt] })),
  says('document.md:47', claim.of(dtx.cache, { memory: '16 GB' })),
  says('document.md:48', claim.of(dtx.cache, { eviction: 'least-recent' })),
  says('document.md:52', claim.of(dtx.bigquery, { project: 'dtx-data' })),
  says('document.md:53', claim.of(dtx.bigquery, { dataset: 'de' })),
  says('document.md:54', claim.of(dtx.bigquery, { on: [dtx.frankfurt], backup: unstated })),
  says('document.md:55', claim.of(dtx.firestore, { mode: 'native' })),
  says('document.md:56', claim.of(dtx.firestore, { on: [dtx.frankfurt], backup: unstated })),
  says(
    'document.md:57',
    claim.of(dtx.files, { managed: 'cloud-storage', on: [dtx.frankfurt], backup: unstated }),
  ),
  says('document.md:58', claim.of(dtx.files, { storageClass: 'STANDARD' })),
  says(
    'document.md:62-70',
    claim.plan({
      stages: [
        'push',
        'build',
        'test',
        'image',
        'quality',
        'verify-region',
        'deploy-staging',
        'test-staging',
        'verify-compliance',
        'deploy-production',
      ],
    }),
  ),
  says('document.md:62', claim.of(dtx.build, { on: ['push'] })),
  says('document.md:63', claim.of(dtx.test, { after: ['build'] })),
  says('document.md:64', claim.of(dtx.image, { after: ['test'] })),
  says('document.md:65', claim.of(dtx.quality, { after: ['image'] })),
  says('document.md:66', claim.of(dtx.verifyRegion, { after: ['quality'] })),
  says('document.md:67', claim.of(dtx.deployStaging, { to: 'staging', after: ['verify-region'] })),
  says('document.md:68', claim.of(dtx.testStaging, { to: 'staging', after: ['deploy-staging'] })),
  says(
    'document.md:69',
    claim.of(dtx.verifyCompliance, { after: ['test-staging'], with: unstated }),
  ),
  says(
    'document.md:70',
    claim.of(dtx.deployProduction, {
      to: 'production',
      after: ['verify-compliance'],
      approval: unstated,
    }),
  ),
  says('document.md:74', claim.plan({ strategies: ['rolling'], zeroDowntime: true })),
  says('document.md:75', claim.plan({ strategies: ['blue-green'] })),
  says('document.md:76', claim.plan({ strategies: ['canary'] })),
  says(
    'document.md:77',
    claim.of(dtx.development, {
      residency: { in: ['europe-west3'], strength: 'mandatory', when: ['personal'] },
      holds: unstated,
    }),
  ),
  says(
    'document.md:78',
    claim.of(dtx.staging, {
      residency: { in: ['europe-west3'], strength: 'recommended' },
      holds: unstated,
    }),
  ),
  says(
    'document.md:79',
    claim.of(dtx.production, { residency: { in: ['europe-west3'], strength: 'mandatory' } }),
  ),
];
