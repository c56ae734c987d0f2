import { at, type Tellings } from './anchor.ts';

const MAIN = 'github-actions/.github/workflows/main.yaml';
const main = (below: string, ...words: readonly string[]) => at(MAIN, `pipeline${below}`, ...words);
const REQUEST = 'github-actions/.github/workflows/pull-request.yaml';
const request = (below: string, ...words: readonly string[]) =>
  at(REQUEST, `pipeline${below}`, ...words);

/** The way of heal7 to production. */
export const pipeline: Tellings = {
  'S4-008': {
    lines: [
      main('.stages.publish', 'registry: ghcr.io'),
      main('.stages.deploy-production', 'deploy-production:', '--env production --site seoul-aws'),
      main('.stages.deploy-production', 'deploy-production:', '--env production --site seoul-gcp'),
    ],
  },
  'S4-039': {
    lines: [
      main('.stages.security-scan', '- name: Scan heal7-web-main', 'docker/scout-action'),
      main('.stages.security-scan', '- name: Scan heal7-web-main', 'command: cves'),
      main('.stages.security-scan', '- name: Scan heal7-web-main', 'exit-code: true'),
    ],
  },
  'S4-064': { lines: [main('', 'push:', '- main'), request('', 'pull_request: {}')] },
  'S4-065': {
    partly: true,
    lines: [
      main('.stages.publish', 'registry: ghcr.io'),
      main(
        '.stages.publish',
        '- name: Publish heal7-web-main',
        'docker://$REGISTRY/heal7/web-main:$GITHUB_SHA',
      ),
    ],
    note: {
      en: 'An image is called after its service, as four come out of one repository.',
      ko: '저장소 하나에서 이미지 넷이 나오므로 서비스 이름을 붙인다.',
    },
  },
  'S4-066': {
    lines: [
      main('.stages.test', '  test:', 'runs-on: ubuntu-24.04'),
      main('.stages.test', 'matrix:', '- "24"'),
    ],
  },
  'S4-067': {
    lines: [
      main('.stages.test', '  test:', 'pnpm/action-setup'),
      main('.stages.test', '  test:', 'actions/setup-node@v6'),
      main('.stages.test', '  test:', 'cache: pnpm'),
    ],
  },
  'S4-068': { lines: [main('.stages.test', '  test:', 'pnpm install --frozen-lockfile')] },
  'S4-069': {
    lines: [
      main('.stages.test', 'pnpm run test:unit'),
      main('.stages.test', 'pnpm run test:integration'),
      main('.stages.test', 'pnpm run test:e2e'),
    ],
  },
  'S4-070': {
    partly: true,
    lines: [main('.stages.test', 'pnpm audit')],
    note: {
      en: 'From every level up: the plan names none.',
      ko: '모든 등급부터다. 계획에 등급이 없다.',
    },
  },
  'S4-071': { lines: [main('.stages.build', '  build:', '- test'), main('', 'push:', '- main')] },
  'S4-072': {
    lines: [
      main('.stages.publish', '  publish:', 'heal7-web-main: '),
      main('.stages.publish', '- name: Publish heal7-web-main', '--digestfile'),
    ],
    note: {
      en: 'Publishing hands on each image by its digest; tags move, and nothing is handed on by one.',
      ko: '게시 단계가 이미지마다 다이제스트를 넘긴다. 태그는 움직이므로 넘기지 않는다.',
    },
  },
  'S4-073': {
    lines: [
      main('.stages.publish', 'registry: ghcr.io', 'github.actor'),
      main('.stages.publish', 'registry: ghcr.io', 'secrets.GITHUB_TOKEN'),
    ],
  },
  'S4-074': {
    lines: [main('.stages.publish', '- name: Publish heal7-web-main', 'web-main:$GITHUB_SHA')],
  },
  'S4-075': {
    partly: true,
    lines: [
      main('.stages.build', '- name: Build heal7-web-main', 'docker buildx build'),
      main('.stages.build', '- name: Build heal7-web-main', '--platform linux/amd64,linux/arm64'),
    ],
    note: {
      en: 'Built by buildx itself and pushed only after the scan; no cache is kept between runs.',
      ko: 'buildx로 빌드하고 검사한 다음에만 올린다. 실행 사이에 캐시를 두지 않는다.',
    },
  },
  'S4-076': {
    partly: true,
    lines: [
      main('.stages.security-scan', '  security-scan:', '- build'),
      main('.stages.security-scan', '- name: Scan heal7-web-main', 'docker/scout-action@v1'),
      main('.stages.security-scan', '- name: Scan heal7-web-main', 'command: cves'),
    ],
    note: {
      en: 'No SARIF file and no summary: a finding fails the job.',
      ko: 'SARIF 파일과 요약은 없다. 취약점이 있으면 작업이 실패한다.',
    },
  },
  'S4-077': {
    lines: [
      main('.stages.deploy-staging', '  deploy-staging:', '- security-scan'),
      main('.stages.deploy-staging', '--env staging --site seoul-aws'),
    ],
  },
  'S4-078': {
    lines: [
      main('.stages.deploy-production', '  deploy-production:', '- deploy-staging'),
      main('.stages.deploy-production', 'deploy-production:', '--env production --site seoul-aws'),
    ],
  },
};
