import { at, type Tellings } from './anchor.ts';

const PROMETHEUS = 'production/prometheus/prometheus-seoul-aws.yml';
const prometheus = (below: string, ...words: readonly string[]) =>
  at(PROMETHEUS, `environments.production${below}`, ...words);
const ALERTS = 'production/prometheus/rules/alerts.yml';
const alerts = (below: string, ...words: readonly string[]) =>
  at(ALERTS, `alerts${below}`, ...words);
const API = 'production/kubernetes/seoul-aws/heal7-api-gateway.yaml';
const api = (below: string, ...words: readonly string[]) =>
  at(API, `parts.heal7-api-gateway${below}`, ...words);
const FRONT = 'production/terraform/cloudflare/edge.tf.json';
const front = (of: string, ...words: readonly string[]) => at(FRONT, of, ...words);
const istio = {
  en: 'The gateway is Envoy under Istio: no nginx stands in front.',
  ko: '게이트웨이는 Istio의 Envoy다. 앞에 nginx가 없다.',
};

/** How heal7 is watched, and what nginx did. */
export const watch: Tellings = {
  'S4-125': {
    lines: [
      at(PROMETHEUS, 'monitoring.every', 'scrape_interval: 15s'),
      at(PROMETHEUS, 'monitoring.every', 'evaluation_interval: 15s'),
    ],
  },
  'S4-126': { lines: [prometheus('', 'rule_files'), prometheus('', '- rules/alerts.yml')] },
  'S4-127': {
    lines: [prometheus('', '- heal7-production'), prometheus('', 'heal7-web-main')],
    note: {
      en: 'One job scrapes all services, told apart by their label.',
      ko: '작업 하나가 모든 서비스를 읽고 라벨로 가른다.',
    },
  },
  'S4-128': {
    lines: [prometheus('', '- heal7-production'), prometheus('', 'regex: heal7-api-gateway')],
    note: {
      en: 'One job scrapes all services, told apart by their label.',
      ko: '작업 하나가 모든 서비스를 읽고 라벨로 가른다.',
    },
  },
  'S4-129': { lines: [prometheus('', 'alertmanager:9093')] },
  'S4-130': {
    lines: [
      alerts('.high-error-rate.errorsAbove', '- alert: high-error-rate', '> 0.1'),
      alerts('.high-error-rate.for', '- alert: high-error-rate', 'for: 5m'),
      alerts('.high-error-rate.severity', '- alert: high-error-rate', 'severity: critical'),
    ],
  },
  'S4-131': {
    lines: [
      alerts('.pod-crash-looping.restartsAbove', '- alert: pod-crash-looping', '[1h])) > 5'),
      alerts('.pod-crash-looping.for', '- alert: pod-crash-looping', 'for: 10m'),
      alerts('.pod-crash-looping.severity', '- alert: pod-crash-looping', 'severity: warning'),
    ],
  },
  'S4-132': {
    lines: [
      alerts(
        '.database-connection-high.connectionsAbove',
        '- alert: database-connection-high',
        'expr',
      ),
      alerts('.database-connection-high.for', '- alert: database-connection-high', 'for: 5m'),
      alerts(
        '.database-connection-high.severity',
        '- alert: database-connection-high',
        'severity: warning',
      ),
    ],
  },
  'S4-149': { lines: [], note: istio },
  'S4-150': {
    partly: true,
    lines: [front('parts.cloudflare.compresses', '"cloudflare__compression"', '"name": "auto"')],
    note: {
      en: 'Cloudflare compresses what it sends; nothing is set of level, size and types.',
      ko: 'Cloudflare가 보내는 것을 압축한다. 수준과 크기, 종류는 정하지 않는다.',
    },
  },
  'S4-151': { lines: [], note: istio },
  'S4-152': { lines: [], found: ['synth/kubernetes-cannot-say parts.heal7-gateway'] },
  'S4-153': {
    lines: [
      front(
        'parts.heal7-gateway.routes[/api/].limit.rate',
        '"heal7-gateway /api/, for each address"',
        '"requests_per_period": 1000',
      ),
      front(
        'parts.heal7-gateway.routes[/].limit.rate',
        '"heal7-gateway /, for each address"',
        '"requests_per_period": 10000',
      ),
    ],
    note: {
      en: 'Cloudflare, which knows the clients, counts ten seconds at once.',
      ko: '클라이언트를 아는 Cloudflare가 10초씩 센다.',
    },
  },
  'S4-154': {
    lines: [
      at(API, 'parts.heal7-gateway.ejectAfter', 'kind: DestinationRule', 'consecutive5xxErrors: 3'),
      api('', 'type: ClusterIP', 'app.kubernetes.io/name: heal7-api-gateway'),
    ],
  },
};
