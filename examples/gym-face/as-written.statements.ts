// What the document says, line by line.
import { blueGreen, claim, daily, either, every, says, unstated, weekly } from 'hanok';
import {
  amazon,
  app,
  assets,
  capacity,
  cloudfront,
  cpuAlert,
  database,
  deployProduction,
  deployStaging,
  diskAlert,
  face,
  faceData,
  files,
  imageBuild,
  insightface,
  memoryAlert,
  patches,
  performance,
  production,
  runTests,
  staging,
  web,
} from './as-written.parts.ts';

const application = claim.none({
  en: 'a detail of the application: the plan gives its service a place, not its code',
  ko: '애플리케이션의 세부다. 계획은 서비스의 자리를 정할 뿐 그 코드를 정하지 않는다',
});

export const said = [
  says('document.md:7', claim.plan({ cites: 'CLOUD_DEPLOYMENT_RULES.md' })),
  says('document.md:7', claim.plan({ cites: 'cloud-infrastructure/backup/backup-strategy.md' })),
  says('document.md:7', claim.plan({ cites: 'INTEGRATION_GUIDE.md' })),

  says('document.md:11', claim.of(web, { kind: 'gateway', calls: [app], drawnInstances: 1 })),
  says('document.md:11', claim.of(web, { runtime: either('nginx', 'apache') })),
  says('document.md:11', claim.of(app, { kind: 'service', calls: [database], drawnInstances: 1 })),
  says('document.md:11', claim.of(app, { runtime: ['php', 'codeigniter'] })),
  says(
    'document.md:11',
    claim.of(database, { kind: 'mysql', version: unstated, drawnInstances: 1 }),
  ),
  says('document.md:12', claim.of(web, { calls: [cloudfront, assets] })),
  says('document.md:13', claim.of(app, { calls: [face] })),
  says(
    'document.md:13',
    claim.of(face, { kind: 'service', runtime: ['python'], drawnInstances: 1 }),
  ),

  // One machine in the table, two boxes in the drawing.
  says('document.md:17', claim.of(web, { size: { cpu: 4 } })),
  says('document.md:17', claim.of(app, { size: { cpu: 4 } })),
  says('document.md:18', claim.of(web, { size: { memory: '8 GiB' } })),
  says('document.md:18', claim.of(app, { size: { memory: '8 GiB' } })),
  says('document.md:19', claim.of(web, { disk: '50 GiB' })),
  says('document.md:19', claim.of(app, { disk: '50 GiB' })),
  says('document.md:20', claim.of(web, { runtime: ['ubuntu:20.04'] })),
  says('document.md:20', claim.of(app, { runtime: ['ubuntu:20.04'] })),

  says('document.md:24', claim.of(database, { size: { cpu: 4 } })),
  says('document.md:25', claim.of(database, { size: { memory: '16 GiB' } })),
  says('document.md:26', claim.of(database, { storage: '100 GiB', maxStorage: unstated })),
  says('document.md:27', claim.of(database, { backup: { full: daily() } })),

  says('document.md:31', claim.of(face, { size: { cpu: 8 } })),
  says('document.md:32', claim.of(face, { size: { memory: '16 GiB' } })),
  says('document.md:33', claim.of(face, { gpu: either('0', '1') })),
  says('document.md:34', claim.of(face, { disk: '50 GiB' })),
  says('document.md:35', claim.of(face, { runtime: ['insightface'] })),
  says(
    'document.md:35',
    claim.of(insightface, { kind: 'model-files', from: 'insightface', licence: unstated }),
  ),
  says('document.md:36', claim.of(face, { handlesData: ['biometric'] })),
  says('document.md:36', claim.route(web, '/api/face/register', { limit: unstated })),
  says('document.md:37', claim.of(face, { authenticates: ['session'] })),
  says('document.md:37', claim.route(web, '/api/face/register', { allows: ['session'] })),
  says('document.md:38', application),
  says('document.md:39', application),

  says('document.md:43', claim.of(amazon, { provider: 'aws', region: unstated })),
  says('document.md:43', claim.of(app, { managed: 'ec2' })),
  says(
    'document.md:44',
    claim.of(database, { managed: 'rds', instance: unstated, failover: unstated }),
  ),
  says('document.md:45', claim.of(assets, { kind: 'bucket', managed: 's3' })),
  says('document.md:46', claim.of(cloudfront, { kind: 'cdn', managed: 'cloudfront' })),
  says('document.md:47', claim.outside('dns', { managed: 'route53' })),

  // The security groups are listed one by one, and what they leave out is shut.
  says('document.md:51', claim.plan({ network: { rules: 'listed' } })),
  says(
    'document.md:51',
    claim.of(web, {
      ports: [80, 443],
      admits: [
        { from: 'internet', port: 80 },
        { from: 'internet', port: 443 },
      ],
    }),
  ),
  says('document.md:51', claim.of(web, { redirectsToHttps: unstated })),
  says('document.md:52', claim.of(app, { port: 8080, admits: [{ from: 'private', port: 8080 }] })),
  says(
    'document.md:53',
    claim.of(database, { port: 3306, admits: [{ from: 'private', port: 3306 }] }),
  ),
  says('document.md:54', claim.of(face, { port: 5002, admits: [{ from: 'private', port: 5002 }] })),
  says('document.md:55', claim.of(face, { port: 5002 })),

  says('document.md:59', claim.of(web, { tls: { issuer: 'lets-encrypt' } })),
  says('document.md:60', claim.of(web, { tls: { renews: true } })),
  says('document.md:61', claim.of(web, { tls: { minimum: '1.2' } })),

  says('document.md:65', claim.plan({ network: { hostFirewall: either('ufw', 'iptables') } })),
  says('document.md:66', claim.plan({ goal: 'only the ports that are needed are open' })),
  says('document.md:67', claim.plan({ network: { intrusion: 'fail2ban', operators: unstated } })),

  says('document.md:71', claim.of(database, { backup: { full: daily(), keep: '30 d' } })),
  says('document.md:71', claim.plan({ recovery: unstated })),
  says('document.md:72', claim.of(files, { kind: 'bucket', fileSystem: true })),
  says('document.md:72', claim.of(files, { backup: { full: weekly(), keep: '4 weeks' } })),
  says(
    'document.md:73',
    claim.of(faceData, { kind: 'bucket', holds: ['biometric'], encrypted: unstated }),
  ),
  says('document.md:73', claim.of(faceData, { retention: unstated, erasure: unstated })),
  says(
    'document.md:73',
    claim.of(faceData, { backup: { mirrored: true, keep: unstated, copyTo: unstated } }),
  ),

  says(
    'document.md:77',
    claim.plan({
      stages: ['push', 'test', 'build', 'deploy-staging', 'approve', 'deploy-production'],
    }),
  ),
  says('document.md:78', claim.plan({ pipeline: { source: 'github' } })),
  says('document.md:78', claim.outside('runner', { managed: 'github-actions' })),
  says('document.md:79', claim.of(runTests, { does: 'test', on: ['main'] })),
  says(
    'document.md:80',
    claim.of(imageBuild, { with: ['docker'], needs: ['registry', 'container-host'] }),
  ),
  says('document.md:80', claim.of(app, { image: { registry: unstated } })),
  says('document.md:80', claim.placed(production, amazon, { publishesPorts: unstated })),
  says(
    'document.md:81',
    claim.of(deployStaging, { does: 'deploy', to: 'staging', after: ['image-build'] }),
  ),
  says('document.md:81', claim.of(staging, { holds: unstated, budget: unstated })),
  says(
    'document.md:82',
    claim.of(deployProduction, { to: 'production', after: ['deploy-staging'] }),
  ),
  says('document.md:82', claim.of(deployProduction, { approval: 1 })),
  says('document.md:83', claim.of(app, { rollout: blueGreen({}), needs: ['second-set'] })),
  says('document.md:83', claim.of(app, { objective: { zeroDowntime: true } })),
  says('document.md:84', claim.of(app, { needs: ['load-balancer'] })),
  says('document.md:85', claim.of(app, { health: { live: unstated, ready: unstated } })),

  says(
    'document.md:89',
    claim.plan({ monitoring: { metrics: either('CloudWatch', 'Prometheus') } }),
  ),
  says(
    'document.md:89',
    claim.plan({ monitoring: { measures: ['cpu', 'memory'], agents: unstated } }),
  ),
  says('document.md:89', claim.of(cpuAlert, { cpuAbove: unstated, notify: unstated })),
  says('document.md:89', claim.of(memoryAlert, { memoryAbove: unstated, notify: unstated })),
  says('document.md:90', claim.of(diskAlert, { diskAbove: '80%', notify: unstated })),
  says('document.md:90', claim.plan({ monitoring: { measures: ['disk'] } })),
  says('document.md:91', claim.plan({ monitoring: { measures: ['network'] } })),
  says('document.md:92', claim.plan({ monitoring: { errors: either('Sentry', 'ELK Stack') } })),
  says('document.md:93', claim.plan({ monitoring: { traces: either('New Relic', 'DataDog') } })),
  says('document.md:94', claim.plan({ monitoring: { uptime: ['uptime-robot'] } })),
  says('document.md:94', claim.plan({ monitors: ['uptime-robot'] })),

  says('document.md:98', claim.of(patches, { every: weekly() })),
  says('document.md:99', claim.of(performance, { every: every('1 months') })),
  says('document.md:100', claim.of(capacity, { every: every('3 months') })),
  says('document.md:101', claim.plan({ nature: '24/7', availability: unstated })),
  says('document.md:102', claim.plan({ notifies: unstated })),
  says('document.md:103', claim.plan({ recoveryOrder: unstated, rehearse: unstated })),
];
