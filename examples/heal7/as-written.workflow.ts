// What the document says of the workflow, blue-green and canary, line by line.
import { canary, claim, says, unstated } from 'hanok';
import * as heal7 from './as-written.parts.ts';

const { web } = heal7;
const generated = claim.none({
  en: 'A detail of a file that is generated from the plan.',
  ko: '계획에서 생성하는 파일의 세부다.',
});

export const workflow = [
  says(
    'document.md:100-120',
    claim.plan({
      stages: ['push', 'test', 'build', 'security-scan', 'deploy-staging', 'deploy-production'],
    }),
  ),
  says('document.md:100', claim.of(heal7.test, { on: ['main', 'pull-request'] })),
  says(
    'document.md:101',
    claim.of(web, { image: { registry: 'ghcr.io', name: 'github.repository' } }),
  ),
  says('document.md:102', claim.of(heal7.test, { matrix: ['node:18', 'node:20'] })),
  says('document.md:103', claim.of(heal7.test, { with: ['actions/setup-node@v4 cache pnpm'] })),
  says('document.md:104', claim.of(heal7.test, { with: ['pnpm install --frozen-lockfile'] })),
  says(
    'document.md:105',
    claim.of(heal7.test, { with: ['test:unit', 'test:integration', 'test:e2e'] }),
  ),
  says('document.md:106', claim.of(heal7.test, { with: ['pnpm audit --audit-level moderate'] })),
  says('document.md:110', claim.of(heal7.build, { after: ['test'], on: ['main'] })),
  says('document.md:111', generated),
  says('document.md:112', generated),
  says(
    'document.md:113',
    claim.of(heal7.build, { with: ['tags: branch, pull request, sha, latest on main'] }),
  ),
  says('document.md:114', claim.of(web, { image: { platforms: ['linux/amd64', 'linux/arm64'] } })),
  says(
    'document.md:115',
    claim.of(heal7.securityScan, {
      after: ['build'],
      with: ['docker scout cves'],
      blocks: unstated,
    }),
  ),
  says(
    'document.md:119',
    claim.of(heal7.deployStaging, {
      to: 'staging',
      after: ['build', 'security-scan'],
      with: ['echo'],
    }),
  ),
  says(
    'document.md:120',
    claim.of(heal7.deployProduction, {
      to: 'production',
      on: ['main'],
      after: ['build', 'deploy-staging'],
      with: ['echo'],
      approval: unstated,
    }),
  ),
  says(
    'document.md:124',
    claim.of(web, { image: { tag: 'latest' }, rollout: canary({ weights: [10] }) }),
  ),
  says(
    'document.md:125',
    claim.of(web, { strategies: ['blue-green'], needs: ['deployment:heal7-web-main-green'] }),
  ),
  says('document.md:126', claim.of(heal7.deployProduction, { with: ['rollout status of green'] })),
  says('document.md:127', claim.of(web, { rollout: canary({ smoke: ['GET /health'] }) })),
  says(
    'document.md:128',
    claim.of(web, { strategies: ['canary'], selects: ['version=blue', 'version=green'] }),
  ),
  says('document.md:129', claim.of(web, { rollout: canary({ headerOverride: true }) })),
  says('document.md:130', claim.of(web, { rollout: canary({ weights: [10], split: 'request' }) })),
  says('document.md:131', claim.of(web, { rollout: canary({ bake: '10 min' }) })),
  says(
    'document.md:132',
    claim.of(web, { rollout: canary({ bad: ['5xx'], measures: 'all', unanswered: 'good' }) }),
  ),
  says('document.md:133', claim.of(web, { rollout: canary({ errorRateBelow: '0.01 rps' }) })),
  says('document.md:134', claim.of(web, { selects: ['version=green'] })),
  says('document.md:135', claim.of(web, { goal: 'blue keeps 0 replicas after the switch' })),
  says(
    'document.md:136',
    claim.of(heal7.rollback, { to: 'production', after: ['deploy-production'] }),
  ),
];
