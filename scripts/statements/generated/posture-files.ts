import { at, type Tellings } from './anchor.ts';

const MAIN = 'github-actions/.github/workflows/main.yaml';
const main = (below: string, ...words: readonly string[]) => at(MAIN, `pipeline${below}`, ...words);
const REQUEST = 'github-actions/.github/workflows/pull-request.yaml';
const request = (below: string, ...words: readonly string[]) =>
  at(REQUEST, `pipeline${below}`, ...words);
const EDGE = 'production/nginx/sites/edge.conf';
const edge = (below: string, ...words: readonly string[]) =>
  at(EDGE, `parts.edge${below}`, ...words);
const PROMETHEUS = 'production/prometheus/prometheus.yml';
const prometheus = (of: string, ...words: readonly string[]) => at(PROMETHEUS, of, ...words);
const same = { en: 'The same files go to both gateways.', ko: '두 게이트웨이에 같은 파일을 둔다.' };
const script = { en: 'The script behind it is the team’s own.', ko: '그 스크립트는 팀의 것이다.' };

/** What posture asks for beside SQL and the host. */
export const postureFiles: Tellings = {
  'S3-03': {
    lines: [
      edge('', 'listen 443 ssl'),
      at('production/haproxy/haproxy.cfg', 'parts.edge', 'frontend'),
    ],
    note: same,
  },
  'S3-06': {
    lines: [
      prometheus('monitoring.every', 'scrape_interval'),
      at('production/grafana/dashboards/overview.json', 'environments.production', '"title"'),
      at('production/logs/fluent-bit.conf', 'parts.classifier', '[INPUT]'),
    ],
  },
  'S3-07': {
    partly: true,
    lines: [main('', 'runs-on: ubuntu-24.04')],
    note: {
      en: 'A hosted runner, and no registry: a release is a copy of the build output.',
      ko: '호스팅 러너를 쓰며 레지스트리는 없다. 릴리스는 빌드 결과의 사본이다.',
    },
  },
  'S3-11': {
    lines: [
      prometheus('environments.production', 'scrape_configs', 'job_name'),
      at(
        'production/grafana/provisioning/datasources/prometheus.yaml',
        'monitoring.dashboards',
        'type: prometheus',
      ),
      at('production/logs/fluent-bit.conf', 'parts.classifier', '[INPUT]'),
    ],
  },
  'S3-12': {
    lines: [main('.stages.publish', 'npm run publish'), main('.stages.deploy', 'npm run deploy')],
    note: script,
  },
  'S3-16': {
    lines: [
      edge(
        '.routes[/api/predictions]',
        'location = /api/predictions',
        'proxy_pass http://classifier',
      ),
    ],
  },
  'S3-17': { lines: [edge('', 'listen 443 ssl'), edge('', 'ssl_certificate tls/edge.pem')] },
  'S3-18': {
    lines: [
      at(EDGE, 'parts.classifier', 'upstream classifier'),
      at(EDGE, 'parts.classifier', 'least_conn'),
      at(EDGE, 'parts.classifier', 'server 127.0.0.1:8001'),
    ],
  },
  'S3-19': { lines: [edge('', 'listen 80;'), edge('', 'listen 443 ssl')] },
  'S3-20': {
    lines: [
      edge('', 'proxy_set_header Upgrade'),
      edge('.routes[/stream]', 'location = /stream', 'proxy_read_timeout 3600s'),
    ],
  },
  'S3-21': {
    lines: [edge('.routes[/]', 'listen 443 ssl', 'location / {', 'proxy_pass http://classifier')],
  },
  'S3-22': { lines: [edge('', 'gzip on'), edge('', 'gzip_types')] },
  'S3-38': {
    lines: [
      prometheus('monitoring.every', 'scrape_interval'),
      prometheus('environments.production', 'scrape_configs', 'job_name'),
    ],
  },
  'S3-39': {
    lines: [
      at('production/grafana/provisioning/dashboards/plan.yaml', 'monitoring.dashboards', 'path:'),
      at('production/grafana/dashboards/overview.json', 'environments.production', '"title"'),
    ],
  },
  'S3-41': { lines: [main('', 'push:', '- main')] },
  'S3-42': {
    lines: [
      main('', 'runs-on: ubuntu-24.04'),
      main('.stages.deploy', '  deploy:', 'grep -qx required_reviewers'),
    ],
  },
  'S3-43': { lines: [main('.stages.publish', 'npm run publish')], note: script },
  'S3-46': {
    lines: [
      request('.stages.tests', 'npm run tests'),
      main('.stages.deploy', '  deploy:', 'grep -qx required_reviewers'),
      main('.stages.deploy', 'npm run deploy'),
    ],
  },
  'S3-47': { lines: [edge('', 'ssl_protocols'), edge('', 'return 308 https')] },
  'S3-57': {
    lines: [
      at(EDGE, 'parts.classifier', 'least_conn'),
      at(EDGE, 'parts.classifier', 'server 127.0.0.1:8000'),
      at(EDGE, 'parts.classifier', 'server 127.0.0.1:8001'),
    ],
  },
};
