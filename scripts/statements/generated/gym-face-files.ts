import { at, type Tellings } from './anchor.ts';

const MAIN = 'github-actions/.github/workflows/main.yaml';
const main = (below: string, ...words: readonly string[]) => at(MAIN, `pipeline${below}`, ...words);
const REQUEST = 'github-actions/.github/workflows/pull-request.yaml';
const request = (below: string, ...words: readonly string[]) =>
  at(REQUEST, `pipeline${below}`, ...words);
const SITE = 'production/nginx/sites/web.conf';
const site = (below: string, ...words: readonly string[]) =>
  at(SITE, `parts.web${below}`, ...words);
const EDGE = 'production/terraform/seoul/edge.tf.json';
const edge = (below: string, ...words: readonly string[]) =>
  at(EDGE, `parts.web${below}`, ...words);
const ALARMS = 'production/terraform/seoul/watch.tf.json';
const alarms = (below: string, ...words: readonly string[]) =>
  at(ALARMS, `alerts${below}`, ...words);
const script = { en: 'The script behind it is the team’s own.', ko: '그 스크립트는 팀의 것이다.' };

/** What gym-face asks for beside Terraform and the host. */
export const gymFaceFiles: Tellings = {
  'S0-18': {
    lines: [
      site('.routes[/api/face/register]', 'location = /api/face/register'),
      edge(
        '.routes[/api/face/register]',
        '"aws_lb_listener_rule"',
        '"web__10"',
        '/api/face/register',
      ),
    ],
  },
  'S0-32': {
    lines: [
      edge('.tls', '"aws_acm_certificate": {', '"web": {'),
      site('', 'ssl_certificate tls/web.pem'),
    ],
    note: {
      en: 'Nginx shows one of its own to the load balancer alone.',
      ko: 'Nginx는 로드 밸런서에게만 자기 인증서를 보인다.',
    },
  },
  'S0-34': {
    lines: [
      site('', 'ssl_protocols TLSv1.2 TLSv1.3'),
      edge('.tls.minimum', '"web__https"', '"ssl_policy"'),
    ],
  },
  'S0-41': { lines: [request('', 'pull_request: {}'), main('', 'push:', '- main')] },
  'S0-42': { lines: [main('', 'runs-on: ubuntu-24.04')] },
  'S0-43': { lines: [request('.stages.tests', 'npm run tests')] },
  'S0-44': {
    lines: [
      main('.stages.image-build', '- name: Build app', 'docker buildx build'),
      at('docker/app.Dockerfile', 'parts.app.image.builds', 'FROM'),
    ],
  },
  'S0-45': {
    lines: [
      main('.stages.deploy-staging', 'deploy-staging:', 'environment: staging'),
      main('.stages.deploy-staging', 'npm run deploy-staging'),
    ],
    note: script,
  },
  'S0-46': {
    lines: [
      main('.stages.deploy-production', 'deploy-production:', 'environment: production'),
      main('.stages.deploy-production', 'deploy-production:', '- smoke-staging'),
      main('.stages.deploy-production', 'deploy-production:', 'grep -qx required_reviewers'),
    ],
  },
  'S0-50': {
    lines: [
      alarms('.cpu.cpuAbove', '"cpu__app', '"threshold"'),
      alarms('.memory.memoryAbove', '"memory__', '"threshold"'),
    ],
  },
  'S0-51': { lines: [alarms('.disk.diskAbove', '"disk__', '"threshold": 80')] },
  'S0-52': {
    lines: [],
    note: {
      en: 'No alarm is written: CloudWatch measures the network of every machine by itself, and the plan names no limit.',
      ko: '경보를 쓰지 않는다. CloudWatch가 기계마다 네트워크를 스스로 재고, 계획에 한계가 없다.',
    },
  },
  'S0-53': { lines: [], found: ['synth/prometheus-cannot-say monitoring.errors'] },
  'S0-54': { lines: [], found: ['synth/prometheus-cannot-say monitoring.traces'] },
};
