import { at, type Tellings } from './anchor.ts';

const MAIN = 'github-actions/.github/workflows/main.yaml';
const main = (below: string, ...words: readonly string[]) => at(MAIN, `pipeline${below}`, ...words);
const REQUEST = 'github-actions/.github/workflows/pull-request.yaml';
const request = (below: string, ...words: readonly string[]) =>
  at(REQUEST, `pipeline${below}`, ...words);
const RULES = 'github-actions/rulesets/main.json';
const rules = (below: string, ...words: readonly string[]) =>
  at(RULES, `pipeline${below}`, ...words);
const ALARMS = 'production/terraform/tokyo/watch.tf.json';
const alarms = (below: string, ...words: readonly string[]) =>
  at(ALARMS, `alerts${below}`, ...words);
const EDGE = 'production/terraform/tokyo/edge.tf.json';
const edge = (below: string, ...words: readonly string[]) =>
  at(EDGE, `parts.cloudfront${below}`, ...words);
const script = { en: 'The script behind it is the team’s own.', ko: '그 스크립트는 팀의 것이다.' };

/** What newsforge asks for beside Terraform and SQL. */
export const newsforgeFiles: Tellings = {
  'S1-056': {
    lines: [],
    note: {
      en: 'A limit for each user is the application’s: the firewall before it counts addresses.',
      ko: '사용자별 한도는 애플리케이션이 지킨다. 앞의 방화벽은 주소로 센다.',
    },
  },
  'S1-058': {
    lines: [],
    note: {
      en: 'Which origins may call is said in the application: no file of the infrastructure has it.',
      ko: '어느 출처가 부를 수 있는지는 애플리케이션에 있다. 인프라 파일에는 없다.',
    },
  },
  'S1-060': {
    lines: [
      alarms('.cpu', '"cpu__api', '"metric_name"'),
      alarms('.memory', '"memory__api', '"metric_name"'),
    ],
  },
  'S1-061': { lines: [alarms('.slow-api', '"slow_api__api', '"metric_name"')] },
  'S1-062': { lines: [alarms('.errors.errorsAbove', '"errors__', '"threshold"')] },
  'S1-063': {
    lines: [],
    note: {
      en: 'Nobody but the application knows its users: no metric of AWS counts them.',
      ko: '사용자를 아는 것은 애플리케이션뿐이다. AWS의 지표로는 세지 못한다.',
    },
  },
  'S1-064': { lines: [alarms('.cpu.cpuAbove', '"cpu__api', '"threshold": 80')] },
  'S1-065': { lines: [alarms('.memory.memoryAbove', '"memory__api', '"threshold": 85')] },
  'S1-066': { lines: [alarms('.errors.errorsAbove', '"errors__', '"threshold": 0.1')] },
  'S1-067': {
    lines: [
      alarms('.slow-pages.slowerThan', '"slow_pages__web', '"threshold"'),
      alarms('.slow-api.slowerThan', '"slow_api__api', '"threshold"'),
      alarms('.late-conversions.slowerThan', '"late_conversions', '"threshold": 30'),
    ],
  },
  'S1-068': { lines: [], found: ['synth/prometheus-cannot-say monitoring.uptime'] },
  'S1-070': { lines: [], found: ['synth/grafana-cannot-say monitoring.dashboards'] },
  'S1-083': {
    partly: true,
    lines: [main('', 'runs-on: ubuntu-24.04'), rules('', '"enforcement": "active"')],
    note: {
      en: 'Workflows and rules are those of GitHub; the contract with it is no file.',
      ko: '워크플로와 규칙은 GitHub의 것이다. GitHub와의 계약은 파일이 아니다.',
    },
  },
  'S1-084': {
    lines: [rules('', '"enforcement": "active"'), rules('', '"type": "non_fast_forward"')],
  },
  'S1-086': {
    lines: [
      request('.stages.quality', 'npx eslint .'),
      request('.stages.quality', 'pylint --recursive=y'),
    ],
  },
  'S1-087': {
    lines: [
      request('.stages.security-scan', 'npx snyk test'),
      request('.stages.security-scan', 'github/codeql-action/analyze'),
    ],
  },
  'S1-088': { lines: [request('.stages.unit-tests', 'npm run unit-tests')], note: script },
  'S1-089': {
    lines: [request('.stages.integration-tests', 'npm run integration-tests')],
    note: script,
  },
  'S1-090': {
    lines: [
      main('.stages.image-build', '- name: Build api', 'docker buildx build'),
      at('docker/api.Dockerfile', 'parts.api.image.builds', 'FROM'),
    ],
  },
  'S1-091': {
    lines: [
      main('.stages.image-push', 'amazon-ecr-login'),
      main('.stages.image-push', '- name: Publish api', 'skopeo copy'),
    ],
  },
  'S1-092': {
    lines: [
      main('', 'push:', '- main'),
      main('.stages.deploy-development', 'deploy-development:', 'environment: development'),
    ],
  },
  'S1-093': {
    lines: [
      main('.stages.test-development', 'test-development:', '- deploy-development'),
      main('.stages.test-development', 'npm run test-development'),
    ],
    note: script,
  },
  'S1-094': {
    lines: [
      main('.stages.deploy-staging', 'deploy-staging:', 'environment: staging'),
      main('.stages.deploy-staging', 'deploy-staging:', 'grep -qx required_reviewers'),
    ],
  },
  'S1-095': {
    lines: [
      main('.stages.end-to-end', 'end-to-end:', '- deploy-staging'),
      main('.stages.end-to-end', 'npm run e2e'),
    ],
    note: script,
  },
  'S1-096': {
    lines: [
      main('.stages.performance', 'performance:', '- deploy-staging'),
      main('.stages.performance', 'npm run load'),
    ],
    note: script,
  },
  'S1-124': { lines: [edge('.caches', '"ordered_cache_behavior"', '"cache_policy_id"')] },
  'S1-125': { lines: [edge('.compresses', '"default_cache_behavior"', '"compress": true')] },
  'S1-130': { lines: [edge('.caches', '"default_cache_behavior"', '"cache_policy_id"')] },
};
