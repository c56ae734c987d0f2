// Lines on images, deployments and the workflow: those that still hold, and those departed from.
import { canary, claim, says } from 'hanok';
import * as way from './hanok.delivery.ts';
import * as heal7 from './hanok.parts.ts';
import * as store from './hanok.stores.ts';

const { web, api, saju, ai, mesh } = heal7;
const { seoulAws, seoulGcp } = store;
const supported = claim.otherwise({
  en: 'The version has no support any more on the plan’s date, so a supported one is used.',
  ko: '계획의 날짜에는 지원이 끝난 버전이라 지원되는 버전을 쓴다.',
});
const shipsItsOwn = claim.otherwise({
  en: 'The last stage brings dumb-init and runs as user 1001 itself: nothing of the base reaches it.',
  ko: '베이스의 것은 마지막 단계에 닿지 않으므로 dumb-init과 1001 사용자를 마지막 단계에 직접 둔다.',
});
const enough = claim.otherwise({
  en: 'What is requested and what may be used are one size, that of the capacity plan.',
  ko: '요청량과 상한을 용량 계획의 크기 하나로 맞춘다.',
});
const oneStrategy = claim.otherwise({
  en: 'One strategy, a judged canary: a full second set and a rolling update would be two others.',
  ko: '판정하는 canary 하나만 쓴다. 둘째 전체 집합과 rolling update는 또 다른 두 전략이다.',
});
const fixedTag = claim.otherwise({
  en: 'A tag that moves is another image tomorrow, and no rollback finds the one of yesterday.',
  ko: '움직이는 태그는 내일 다른 이미지가 되고, 되돌릴 때 어제 것을 찾지 못한다.',
});
const reallyDeploys = claim.otherwise({
  en: 'The step deploys; one that prints a message passes whatever happens.',
  ko: '단계는 실제로 배포한다. 메시지만 찍는 단계는 무슨 일이 있어도 통과한다.',
});
const smallEnough = claim.otherwise({
  en: 'Node and Python alone are larger than 50 MB; each image has a limit that it can keep.',
  ko: 'Node와 Python만으로도 50 MB를 넘는다. 이미지마다 지킬 수 있는 한도를 둔다.',
});

export const statements = [
  says(
    'document.md:7',
    claim.otherwise({
      en: 'Another content is another version: this is 1.1.',
      ko: '내용이 다르면 버전도 다르다. 이 계획은 1.1이다.',
    }),
  ),
  says('document.md:8', claim.plan({ zeroDowntime: true })),
  says(
    'document.md:9',
    claim.otherwise({
      en: 'Three of the four documents were never written; the plan stands on its own.',
      ko: '문서 넷 가운데 셋은 쓰이지 않았다. 계획은 혼자 선다.',
    }),
  ),
  says('document.md:13', claim.of(seoulAws, { provider: 'aws' })),
  says('document.md:14', claim.of(seoulGcp, { provider: 'gcp' })),
  says('document.md:15', claim.of(heal7.cloudflare, { managed: 'cloudflare', firewall: true })),
  says('document.md:16', claim.of(way.onThisMachine, { holds: 'synthetic' })),
  says('document.md:16', claim.of(way.staging, { holds: 'synthetic' })),
  says('document.md:17', claim.plan({ pipeline: { source: 'github', runner: 'hosted' } })),
  says(
    'document.md:18',
    claim.otherwise({
      en: 'Google Cloud answers its 30 % all the time, so that it is known to work when AWS is lost.',
      ko: 'Google Cloud는 늘 30%를 맡는다. 그래야 AWS를 잃을 때 동작하는 줄 안다.',
    }),
  ),
  says('document.md:19', claim.of(api, { on: [seoulAws, seoulGcp] })),
  says('document.md:20', claim.of(saju, { on: [seoulAws], pool: 'compute' })),
  says('document.md:21', claim.of(ai, { on: [seoulGcp], gpu: 1, pool: 'gpu' })),
  says('document.md:22', claim.of(store.database, { managed: 'rds', on: [seoulAws] })),
  says(
    'document.md:22',
    claim.otherwise({
      en: 'Cloud SQL cannot follow RDS as a replica: readers stand beside the primary, a copy in Google Cloud.',
      ko: 'Cloud SQL은 RDS의 복제본이 될 수 없다. 읽기 복제본은 primary 곁에, 사본은 Google Cloud에 둔다.',
    }),
  ),
  says('document.md:26', supported),
  says('document.md:28', shipsItsOwn),
  says('document.md:29', claim.of(web, { image: { user: 1001 } })),
  says('document.md:30', claim.of(web, { image: { user: 1001 } })),
  says('document.md:32', claim.of(web, { health: { live: '/health' }, port: 3000 })),
  says('document.md:36', claim.of(web, { runtime: ['nextjs:16'] })),
  says(
    'document.md:37',
    claim.otherwise({
      en: 'A build needs its development dependencies; only what is shipped leaves them out.',
      ko: '빌드에는 개발 의존성이 필요하다. 내보내는 것에서만 뺀다.',
    }),
  ),
  says('document.md:38', claim.of(web, { image: { builds: ['pnpm build'] } })),
  says('document.md:39', shipsItsOwn),
  says('document.md:40', claim.of(web, { port: 3000 })),
  says(
    'document.md:41',
    claim.otherwise({
      en: 'Next.js leaves no dist/server.js; its standalone build is started as server.js.',
      ko: 'Next.js는 dist/server.js를 만들지 않는다. standalone 빌드의 server.js를 띄운다.',
    }),
  ),
  says('document.md:45', claim.of(api, { runtime: ['go:1.26'] })),
  says('document.md:46', supported),
  says(
    'document.md:47',
    claim.of(api, { image: { builds: ['go mod download', 'go build ./cmd/api'] } }),
  ),
  says('document.md:48', fixedTag),
  says('document.md:49', claim.of(api, { port: 8000 })),
  says('document.md:53', claim.of(saju, { runtime: ['python:3.11'] })),
  says('document.md:54', supported),
  says(
    'document.md:55',
    claim.of(saju, { runtime: ['python:3.11'], image: { from: ['python:3.11-slim'] } }),
  ),
  says('document.md:56', claim.of(saju, { port: 8001 })),
  says(
    'document.md:57',
    claim.of(saju, {
      run: { command: ['uvicorn', 'python.main:app', '--host', '0.0.0.0', '--port', '8001'] },
    }),
  ),
  says(
    'document.md:61',
    claim.otherwise({
      en: 'pnpm keeps its packages in its own store, so a cache at /root/.npm holds nothing.',
      ko: 'pnpm은 패키지를 제 저장소에 두므로 /root/.npm의 cache는 비어 있다.',
    }),
  ),
  says('document.md:63', claim.of(web, { image: { scanned: true } })),
  says('document.md:63', claim.of(api, { image: { scanned: true } })),
  says('document.md:63', claim.of(saju, { image: { scanned: true } })),
  says('document.md:64', claim.of(api, { image: { maxSize: '50 MB' } })),
  says('document.md:64', smallEnough),
  says(
    'document.md:68',
    claim.of(way.production, { labels: ['environment=production', 'team=heal7'] }),
  ),
  says('document.md:69', claim.of(web, { replicas: { min: 3 } })),
  says('document.md:70', oneStrategy),
  says('document.md:71', claim.of(web, { labels: ['app=heal7-web-main'] })),
  says('document.md:72', claim.of(web, { image: { name: 'heal7/web-main' } })),
  says('document.md:72', fixedTag),
  says('document.md:73', claim.of(web, { port: 3000 })),
  says('document.md:74', claim.of(web, { configuration: { NODE_ENV: 'production' } })),
  says('document.md:75', claim.of(web, { calls: [store.database] })),
  says(
    'document.md:75',
    claim.otherwise({
      en: 'The secret is heal7-database-secret, the one that is made; nothing makes heal7-secrets.',
      ko: '만들어지는 heal7-database-secret을 쓴다. heal7-secrets를 만드는 것은 없다.',
    }),
  ),
  says('document.md:76', enough),
  says('document.md:77', enough),
  says('document.md:78', claim.of(web, { health: { live: '/health', within: '30 s' } })),
  says('document.md:79', claim.of(web, { health: { ready: '/ready' } })),
  says('document.md:83', claim.of(mesh, { kind: 'gateway' })),
  says('document.md:84', claim.of(mesh, { ports: [443] })),
  says(
    'document.md:85',
    claim.of(mesh, { hosts: ['heal7.com', 'www.heal7.com', 'api.heal7.com', 'ai.heal7.com'] }),
  ),
  says(
    'document.md:86',
    claim.otherwise({
      en: 'The routes hold for all four hosts of the gateway: two of them led nowhere.',
      ko: '경로를 gateway의 네 host 모두에 적용한다. 그 가운데 둘은 갈 곳이 없었다.',
    }),
  ),
  says('document.md:87', claim.of(mesh, { calls: [api] })),
  says('document.md:87', claim.of(api, { port: 8000 })),
  says('document.md:88', claim.of(mesh, { calls: [web] })),
  says('document.md:88', claim.of(web, { port: 3000 })),
  says(
    'document.md:92',
    claim.placed(way.production, seoulAws, { runtime: ['autoscaling-api:v2'] }),
  ),
  says('document.md:93', claim.of(web, { replicas: { min: 3, max: 20 } })),
  says('document.md:94', claim.of(web, { replicas: { scaleOn: [{ cpu: 70 }] } })),
  says('document.md:95', claim.of(web, { replicas: { scaleOn: [{ memory: 80 }] } })),
  says('document.md:96', claim.of(web, { replicas: { scaleOn: [{ rps: 100 }] } })),
  says('document.md:100', claim.of(way.test, { on: ['pull-request', 'main'] })),
  says('document.md:101', claim.of(web, { image: { registry: 'ghcr.io' } })),
  says('document.md:102', supported),
  says(
    'document.md:103',
    claim.otherwise({
      en: 'pnpm is installed first: setup-node cannot cache a tool that is not there yet.',
      ko: 'pnpm을 먼저 설치한다. setup-node는 아직 없는 도구를 캐시하지 못한다.',
    }),
  ),
  says('document.md:104', claim.of(way.test, { with: ['pnpm install --frozen-lockfile'] })),
  says(
    'document.md:105',
    claim.of(way.test, { with: ['test:unit', 'test:integration', 'test:e2e'] }),
  ),
  says('document.md:106', claim.of(way.test, { with: ['pnpm audit'] })),
  says('document.md:110', claim.of(way.build, { after: ['test'], on: ['main'] })),
  says('document.md:113', fixedTag),
  says('document.md:114', claim.of(web, { image: { platforms: ['linux/amd64', 'linux/arm64'] } })),
  says(
    'document.md:115',
    claim.of(way.securityScan, { after: ['build'], with: ['docker scout cves'] }),
  ),
  says('document.md:119', reallyDeploys),
  says('document.md:120', reallyDeploys),
  says('document.md:124', fixedTag),
  says('document.md:125', oneStrategy),
  says('document.md:126', claim.of(way.deployProduction, { blocks: true })),
  says('document.md:127', claim.of(web, { rollout: canary({ smoke: ['GET /health'] }) })),
  says('document.md:128', oneStrategy),
  says('document.md:129', claim.of(web, { rollout: canary({ headerOverride: true }) })),
  says('document.md:130', claim.of(web, { rollout: canary({ weights: [10] }) })),
  says('document.md:131', claim.of(web, { rollout: canary({ bake: '10 min' }) })),
  says(
    'document.md:132',
    claim.otherwise({
      en: 'Only the candidate is judged, and silence waits: no answer is not a good answer.',
      ko: '후보만 판정하고 답이 없으면 기다린다. 답이 없는 것은 좋은 답이 아니다.',
    }),
  ),
  says(
    'document.md:133',
    claim.otherwise({
      en: 'Shares are compared between both sides; 0.01 failures a second is no share.',
      ko: '양쪽의 비율을 견준다. 초당 실패 0.01번은 비율이 아니다.',
    }),
  ),
  says('document.md:134', oneStrategy),
  says(
    'document.md:135',
    claim.otherwise({
      en: 'The old release stays until draining is over, so that there is a way back.',
      ko: '비우기가 끝날 때까지 이전 릴리스를 남겨 되돌릴 길을 둔다.',
    }),
  ),
  says(
    'document.md:136',
    claim.of(way.rollback, { to: 'production', after: ['deploy-production'] }),
  ),
];
