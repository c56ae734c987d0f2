// What the document says of images and deployments on Kubernetes, line by line.
import { claim, gke, rolling, says, unstated } from 'hanok';
import * as heal7 from './as-written.parts.ts';

const { web, api, saju, ai, production, seoulAws, seoulGcp } = heal7;
const base = 'heal7-base';
const generated = claim.none({
  en: 'A detail of a file that is generated from the plan.',
  ko: '계획에서 생성하는 파일의 세부다.',
});

export const build = [
  says(
    'document.md:7',
    claim.plan({ nature: 'multi-cloud', document: { version: '1.0', changed: '2025-08-23' } }),
  ),
  says('document.md:8', claim.plan({ zeroDowntime: true, nature: 'fully automated' })),
  says('document.md:9', claim.plan({ cites: 'File-Structure-Project-Architecture-v1.0' })),
  says('document.md:9', claim.plan({ cites: 'NGINX-Port-Configuration-v1.0 (planned)' })),
  says('document.md:9', claim.plan({ cites: 'Testing-Quality-Assurance-v1.0 (planned)' })),
  says('document.md:9', claim.plan({ cites: 'Development-Process-Roadmap-v1.0 (planned)' })),
  says('document.md:13', claim.of(seoulAws, { provider: 'aws' })),
  says('document.md:14', claim.of(seoulGcp, { provider: 'gcp' })),
  says('document.md:15', claim.of(heal7.cloudflare, { managed: 'cloudflare', firewall: unstated })),
  says('document.md:15', claim.of(heal7.mesh, { calls: [heal7.cloudflare] })),
  says('document.md:16', claim.of(heal7.local7, { holds: unstated })),
  says('document.md:16', claim.of(heal7.staging, { holds: unstated })),
  says(
    'document.md:17',
    claim.plan({ pipeline: { source: 'github', runner: 'hosted' }, needs: ['registry'] }),
  ),
  says('document.md:18', claim.of(web, { on: [seoulAws] })),
  says('document.md:18', claim.of(production, { standby: gke(seoulGcp) })),
  says('document.md:19', claim.of(api, { on: [seoulAws, seoulGcp] })),
  says(
    'document.md:20',
    claim.of(saju, { on: [seoulAws], nature: 'high-cpu', instance: unstated }),
  ),
  says(
    'document.md:21',
    claim.of(ai, { on: [seoulGcp], nature: 'gpu', gpu: unstated, pool: unstated }),
  ),
  says(
    'document.md:22',
    claim.of(heal7.database, {
      managed: 'rds',
      on: [seoulAws],
      readers: { managed: 'cloud-sql', on: [seoulGcp] },
    }),
  ),
  says(
    'document.md:26',
    claim.outside(base, { image: { from: ['node:20-alpine'] }, runtime: ['node:20'] }),
  ),
  says('document.md:27', generated),
  says(
    'document.md:28',
    claim.outside(base, {
      image: { contains: ['dumb-init', 'curl', 'pnpm'] },
      runtime: ['pnpm:8'],
    }),
  ),
  says('document.md:29', claim.outside(base, { image: { user: 1001 } })),
  says('document.md:30', claim.outside(base, { image: { user: 1001 } })),
  says('document.md:31', generated),
  says('document.md:32', claim.of(web, { health: { live: '/health' }, port: 3000 })),
  says('document.md:36', claim.of(web, { runtime: ['nextjs', 'typescript'] })),
  says(
    'document.md:37',
    claim.of(web, { image: { builtIn: base, builds: ['pnpm install --frozen-lockfile --prod'] } }),
  ),
  says('document.md:38', claim.of(web, { image: { builds: ['pnpm build'] } })),
  says(
    'document.md:39',
    claim.of(web, {
      image: { from: ['node:20-alpine'], user: unstated, contains: unstated },
      runtime: ['node:20'],
    }),
  ),
  says('document.md:40', claim.of(web, { port: 3000 })),
  says(
    'document.md:41',
    claim.of(web, { run: { command: ['dumb-init', 'node', 'dist/server.js'] } }),
  ),
  says('document.md:45', claim.of(api, { runtime: ['go', 'fiber'] })),
  says(
    'document.md:46',
    claim.of(api, { image: { builtIn: 'golang:1.21-alpine' }, runtime: ['go:1.21'] }),
  ),
  says(
    'document.md:47',
    claim.of(api, { image: { builds: ['go mod download', 'go build ./cmd/api'] } }),
  ),
  says(
    'document.md:48',
    claim.of(api, {
      image: { from: ['alpine:latest'], contains: ['ca-certificates'], user: unstated },
    }),
  ),
  says('document.md:49', claim.of(api, { port: 8000 })),
  says('document.md:53', claim.of(saju, { runtime: ['rust', 'python'] })),
  says(
    'document.md:54',
    claim.of(saju, {
      image: { builtIn: 'rust:1.75', builds: ['cargo build --release'] },
      runtime: ['rust:1.75'],
    }),
  ),
  says(
    'document.md:55',
    claim.of(saju, {
      image: {
        from: ['python:3.11-slim'],
        contains: ['numpy', 'pandas', 'fastapi', 'uvicorn[standard]'],
        user: unstated,
      },
      runtime: ['python:3.11'],
    }),
  ),
  says('document.md:56', claim.of(saju, { port: 8001 })),
  says(
    'document.md:57',
    claim.of(saju, {
      run: { command: ['uvicorn', 'python.main:app', '--host', '0.0.0.0', '--port', '8001'] },
    }),
  ),
  says('document.md:61', claim.of(web, { image: { builds: ['mount cache /root/.npm'] } })),
  says('document.md:62', generated),
  says('document.md:63', claim.of(web, { image: { scanned: true } })),
  says('document.md:63', claim.of(api, { image: { scanned: true } })),
  says('document.md:63', claim.of(saju, { image: { scanned: true } })),
  says('document.md:64', claim.of(web, { image: { maxSize: '50 MB', from: ['alpine'] } })),
  says('document.md:64', claim.of(api, { image: { maxSize: '50 MB', from: ['alpine'] } })),
  says('document.md:64', claim.of(saju, { image: { maxSize: '50 MB', from: ['alpine'] } })),
  says(
    'document.md:68',
    claim.of(production, { labels: ['environment=production', 'team=heal7'] }),
  ),
  says('document.md:69', claim.of(web, { replicas: { min: 3 } })),
  says(
    'document.md:70',
    claim.of(web, { rollout: rolling({ surge: 1, unavailable: 0 }), strategies: ['rolling'] }),
  ),
  says('document.md:71', claim.of(web, { labels: ['app=heal7-web-main'] })),
  says('document.md:72', claim.of(web, { image: { name: 'heal7/web-main', tag: 'latest' } })),
  says('document.md:73', claim.of(web, { port: 3000 })),
  says('document.md:74', claim.of(web, { configuration: { NODE_ENV: 'production' } })),
  says(
    'document.md:75',
    claim.of(web, { calls: [heal7.database], needs: ['secret:heal7-secrets'] }),
  ),
  says('document.md:76', claim.of(web, { reserves: { cpu: 0.25, memory: '256 MiB' } })),
  says('document.md:77', claim.of(web, { size: { cpu: 0.5, memory: '512 MiB' } })),
  says('document.md:78', claim.of(web, { health: { live: '/health', within: '30 s' } })),
  says('document.md:79', claim.of(web, { health: { ready: '/ready' } })),
  says('document.md:83', claim.of(heal7.mesh, { kind: 'gateway', replicas: unstated })),
  says('document.md:83', claim.placed(production, seoulAws, { runtime: ['istio-api:v1alpha3'] })),
  says(
    'document.md:84',
    claim.of(heal7.mesh, {
      ports: [443],
      tls: { minimum: unstated, issuer: unstated, renews: unstated },
    }),
  ),
  says(
    'document.md:85',
    claim.of(heal7.mesh, {
      hosts: ['heal7.com', 'www.heal7.com', 'api.heal7.com', 'ai.heal7.com'],
    }),
  ),
  says(
    'document.md:86',
    claim.route(heal7.mesh, '/api/', { hosts: ['heal7.com', 'www.heal7.com'] }),
  ),
  says('document.md:86', claim.route(heal7.mesh, '/', { hosts: ['heal7.com', 'www.heal7.com'] })),
  says('document.md:87', claim.of(heal7.mesh, { calls: [api] })),
  says('document.md:87', claim.of(api, { port: 8000 })),
  says('document.md:88', claim.of(heal7.mesh, { calls: [web] })),
  says('document.md:88', claim.of(web, { port: 3000 })),
  says('document.md:92', claim.placed(production, seoulAws, { runtime: ['autoscaling-api:v2'] })),
  says('document.md:93', claim.of(web, { replicas: { min: 3, max: 20 } })),
  says('document.md:94', claim.of(web, { replicas: { scaleOn: [{ cpu: 70 }] } })),
  says('document.md:95', claim.of(web, { replicas: { scaleOn: [{ memory: 80 }] } })),
  says(
    'document.md:96',
    claim.of(web, { replicas: { scaleOn: [{ rps: 100 }] }, handles: '100 rps' }),
  ),
];
