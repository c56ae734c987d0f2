import { at, type Tellings } from './anchor.ts';

const MAIN = 'github-actions/.github/workflows/main.yaml';
const main = (below: string, ...words: readonly string[]) => at(MAIN, `pipeline${below}`, ...words);
const REQUEST = 'github-actions/.github/workflows/pull-request.yaml';
const request = (below: string, ...words: readonly string[]) =>
  at(REQUEST, `pipeline${below}`, ...words);
const BALANCER = 'production/kubernetes/frankfurt/load-balancer.yaml';
const balancer = (below: string, ...words: readonly string[]) =>
  at(BALANCER, `parts.load-balancer${below}`, ...words);
const GATEWAY = 'production/kubernetes/frankfurt/api-gateway.yaml';
const gateway = (below: string, ...words: readonly string[]) =>
  at(GATEWAY, `parts.api-gateway${below}`, ...words);
const USERS = 'production/kubernetes/frankfurt/user-service.yaml';
const users = (below: string, ...words: readonly string[]) =>
  at(USERS, `parts.user-service${below}`, ...words);
const ALERTMANAGER = 'production/alertmanager/alertmanager.yml';
const alertmanager = (below: string, ...words: readonly string[]) =>
  at(ALERTMANAGER, `alerts${below}`, ...words);
const PROMETHEUS = 'production/prometheus/prometheus.yml';
const prometheus = (below: string, ...words: readonly string[]) =>
  at(PROMETHEUS, `environments.production${below}`, ...words);
const left = {
  en: '`hanok check` judges the regions of the plan; where data really is, no command looks yet.',
  ko: '`hanok check`가 계획의 리전을 판정한다. 데이터가 실제로 어디 있는지 보는 명령은 아직 없다.',
};
const script = { en: 'The script behind it is the team’s own.', ko: '그 스크립트는 팀의 것이다.' };

/** What dtx asks for beside Terraform. */
export const dtxFiles: Tellings = {
  'S2-002': {
    lines: [
      balancer('.routes[/]', 'kind: HTTPRoute', 'backendRefs', 'name: api-gateway'),
      gateway('.replicas.min', 'minReplicas: 2'),
    ],
  },
  'S2-003': {
    lines: [gateway('.uses[user-service]', 'egress:', 'app.kubernetes.io/name: user-service')],
  },
  'S2-004': {
    lines: [gateway('.uses[time-machine]', 'egress:', 'app.kubernetes.io/name: time-machine')],
  },
  'S2-038': { lines: [request('', 'pull_request: {}'), request('.stages.build', 'npm run build')] },
  'S2-039': {
    lines: [main('.stages.test', '  test:', '- build'), main('.stages.test', 'npm run test')],
    note: script,
  },
  'S2-040': {
    partly: true,
    lines: [main('.stages.image', '  image:', '- test'), main('.stages.image', 'npm run image')],
    note: {
      en: 'The script is the team’s own, and there is no Dockerfile: the plan does not say what the images are built with.',
      ko: '스크립트는 팀의 것이고 Dockerfile은 없다. 이미지를 무엇으로 빌드하는지 계획에 없다.',
    },
  },
  'S2-041': {
    lines: [
      main('.stages.quality', '  quality:', '- image'),
      main('.stages.quality', 'npm run linter'),
    ],
    note: script,
  },
  'S2-042': {
    partly: true,
    lines: [
      main('.stages.verify-region', '  verify-region:', '- quality'),
      main('.stages.verify-region', '  verify-region:', 'npx hanok check'),
    ],
    note: left,
  },
  'S2-043': {
    lines: [
      main('.stages.deploy-staging', '  deploy-staging:', '- verify-region'),
      main('.stages.deploy-staging', 'npx hanok deploy --all --env staging'),
    ],
  },
  'S2-044': {
    lines: [
      main('.stages.test-staging', '  test-staging:', '- deploy-staging'),
      main('.stages.test-staging', 'npm run test-staging'),
    ],
    note: script,
  },
  'S2-045': {
    partly: true,
    lines: [
      main('.stages.verify-compliance', '  verify-compliance:', '- test-staging'),
      main('.stages.verify-compliance', '  verify-compliance:', 'npx hanok check'),
    ],
    note: left,
  },
  'S2-046': {
    lines: [
      main('.stages.deploy-production', '  deploy-production:', '- verify-compliance'),
      main('.stages.deploy-production', '  deploy-production:', 'grep -qx required_reviewers'),
      main('.stages.deploy-production', 'npx hanok deploy --all --env production'),
    ],
  },
  'S2-064': {
    partly: true,
    lines: [
      prometheus('', '- job_name: services'),
      prometheus('', 'node-exporter'),
      at('production/grafana/dashboards/overview.json', 'environments.production', '"title"'),
    ],
    note: {
      en: 'Business metrics are those that a service counts itself: the plan names none.',
      ko: '비즈니스 지표는 서비스가 스스로 센다. 계획에 이름이 없다.',
    },
  },
  'S2-065': { lines: [], found: ['synth/prometheus-cannot-say alerts.violation.compliance'] },
  'S2-073': {
    lines: [
      alertmanager('', '- name: email+slack+sms', 'email_configs'),
      alertmanager('', '- name: email+slack+sms', 'slack_configs'),
      alertmanager('', '- name: email+slack+sms', 'webhook_configs'),
    ],
    found: ['synth/alertmanager-cannot-say channels.sms'],
  },
  'S2-074': {
    lines: [
      alertmanager('', 'severity=\\"critical\\"'),
      alertmanager('', 'severity=\\"warning\\"'),
    ],
  },
  'S2-075': {
    lines: [alertmanager('.errors.escalate', '- receiver: email+sms', 'group_wait: 10m')],
    found: ['synth/alertmanager-cannot-say escalations.when-nobody-answers'],
  },
  'S2-082': {
    partly: true,
    lines: [users('', 'kind: ServiceAccount'), users('', 'automountServiceAccountToken: false')],
    note: {
      en: 'No service asks anything of the cluster: each has an account without a token, and no role is bound to it.',
      ko: '클러스터에 무언가를 묻는 서비스가 없다. 계정마다 토큰이 없고 역할도 묶지 않는다.',
    },
  },
  'S2-085': {
    lines: [
      balancer('', 'protocol: HTTPS'),
      balancer('', 'mode: Terminate'),
      at(
        'production/terraform/frankfurt/stores.tf.json',
        'parts.database.encryptedInTransit',
        '"google_sql_database_instance"',
        '"ssl_mode"',
      ),
    ],
  },
  'S2-101': {
    lines: [
      users('.replicas.scaleOn[0].cpu', 'kind: HorizontalPodAutoscaler', 'averageUtilization: 70'),
    ],
  },
};
