import { at, type Tellings } from './anchor.ts';

const WEB = 'production/kubernetes/seoul-aws/heal7-web-main.yaml';
const web = (below: string, ...words: readonly string[]) =>
  at(WEB, `parts.heal7-web-main${below}`, ...words);
const API = 'production/kubernetes/seoul-aws/heal7-api-gateway.yaml';
const api = (below: string, ...words: readonly string[]) =>
  at(API, `parts.heal7-api-gateway${below}`, ...words);
const GATEWAY = 'production/kubernetes/seoul-aws/heal7-gateway.yaml';
const gateway = (below: string, ...words: readonly string[]) =>
  at(GATEWAY, `parts.heal7-gateway${below}`, ...words);
const NAMESPACE = 'production/kubernetes/seoul-aws/namespace.yaml';
const namespace = (below: string, ...words: readonly string[]) =>
  at(NAMESPACE, `environments.production${below}`, ...words);

/** What runs in the clusters of heal7. */
export const kubernetes: Tellings = {
  'S4-009': {
    lines: [
      web('', 'kind: Deployment'),
      at(
        'production/kubernetes/seoul-gcp/heal7-web-main.yaml',
        'parts.heal7-web-main',
        'kind: Deployment',
      ),
    ],
  },
  'S4-010': {
    lines: [
      api('', 'kind: Deployment'),
      at(
        'production/kubernetes/seoul-gcp/heal7-api-gateway.yaml',
        'parts.heal7-api-gateway',
        'kind: Deployment',
      ),
    ],
  },
  'S4-041': {
    partly: true,
    lines: [
      namespace('.on', 'kind: Namespace', 'name: heal7-production'),
      namespace('.on', 'kind: Namespace', 'app.kubernetes.io/part-of: heal7'),
    ],
    note: {
      en: 'The environment is in the name, and the labels are those that Kubernetes recommends.',
      ko: '환경은 이름에 있고, 라벨은 쿠버네티스가 권하는 것이다.',
    },
  },
  'S4-042': {
    lines: [web('.replicas.min', 'kind: HorizontalPodAutoscaler', 'minReplicas: 3')],
    note: {
      en: 'The Deployment names no count: its autoscaler keeps at least three.',
      ko: 'Deployment에는 개수가 없다. 오토스케일러가 셋 이상을 지킨다.',
    },
  },
  'S4-043': {
    lines: [
      web('', 'kind: Deployment', 'maxUnavailable: 0'),
      web('', 'kind: Deployment', 'maxSurge: 1'),
    ],
  },
  'S4-044': {
    lines: [
      web('', 'kind: Deployment', 'matchLabels', 'app.kubernetes.io/name: heal7-web-main'),
      web('', 'kind: Deployment', 'template:', 'app.kubernetes.io/name: heal7-web-main'),
    ],
    note: {
      en: 'The label is called app.kubernetes.io/name.',
      ko: '라벨 이름은 app.kubernetes.io/name이다.',
    },
  },
  'S4-045': { lines: [web('.image', 'image: ghcr.io/heal7/web-main:2026.11.0')] },
  'S4-046': { lines: [web('.port', 'containerPort: 3000')] },
  'S4-047': { lines: [web('.configuration.NODE_ENV', '- name: NODE_ENV', 'value: production')] },
  'S4-048': {
    lines: [
      web('.uses[heal7-database]', '- name: HEAL7_DATABASE_URL', 'name: heal7-database'),
      web(
        '.uses[heal7-database-secret]',
        '- name: HEAL7_DATABASE_SECRET',
        'name: heal7-database-secret',
      ),
    ],
  },
  'S4-049': {
    lines: [
      web('.size.cpu', 'requests:', 'cpu: "1"'),
      web('.size.memory', 'requests:', 'memory: "2G"'),
    ],
  },
  'S4-050': { lines: [web('.size.memory', 'limits:', 'memory: "2G"')] },
  'S4-051': {
    lines: [
      web('.health.live', 'livenessProbe:', 'path: /health'),
      web('', 'livenessProbe:', 'periodSeconds: 10'),
      web('.health.within', 'startupProbe:', 'failureThreshold: 15'),
    ],
    note: {
      en: 'A start-up probe gives the first 30 seconds, in 15 looks of two.',
      ko: '처음 30초는 2초씩 15번 보는 startup probe가 준다.',
    },
  },
  'S4-052': {
    lines: [
      web('.health.ready', 'readinessProbe:', 'path: /ready'),
      web('', 'readinessProbe:', 'periodSeconds: 5'),
    ],
  },
  'S4-053': {
    lines: [
      gateway('', 'kind: Gateway', 'name: heal7-gateway'),
      gateway('', 'kind: Gateway', 'selector:', 'app.kubernetes.io/name: heal7-gateway'),
    ],
    note: {
      en: 'It selects pods of its own, which the file has too, and no shared ingress gateway.',
      ko: '함께 쓰는 ingress gateway가 아니라 같은 파일에 있는 자기 파드를 고른다.',
    },
  },
  'S4-054': {
    lines: [
      gateway('', 'servers:', 'number: 443'),
      gateway('', 'servers:', 'mode: SIMPLE'),
      gateway('', 'servers:', 'credentialName: heal7-gateway-tls'),
    ],
  },
  'S4-055': {
    lines: [
      gateway('.hosts', 'servers:', '- heal7.com'),
      gateway('.hosts', 'servers:', '- www.heal7.com'),
      gateway('.hosts', 'servers:', '- api.heal7.com'),
      gateway('.hosts', 'servers:', '- ai.heal7.com'),
    ],
  },
  'S4-056': {
    lines: [
      gateway('', 'kind: VirtualService', 'name: heal7-gateway.routes'),
      gateway('.hosts', 'kind: VirtualService', '- heal7.com'),
    ],
  },
  'S4-057': {
    lines: [
      gateway('.routes[/api/]', 'prefix: /api/'),
      gateway('.routes[/api/]', 'prefix: /api/', 'name: heal7-api-gateway'),
      api('.port', 'kind: VirtualService', 'number: 8000'),
    ],
  },
  'S4-058': {
    lines: [
      gateway('.routes[/]', 'name: heal7-gateway.routes', 'prefix: /api/', '- match', 'prefix: /'),
      gateway('.routes[/]', 'name: heal7-gateway.routes', 'name: heal7-web-main'),
      web('.port', 'kind: VirtualService', 'number: 3000'),
    ],
  },
  'S4-059': {
    lines: [
      web('', 'apiVersion: autoscaling/v2'),
      web('', 'scaleTargetRef', 'name: heal7-web-main'),
    ],
  },
  'S4-061': { lines: [web('.replicas.scaleOn[0].cpu', 'name: cpu', 'averageUtilization: 70')] },
  'S4-062': {
    lines: [web('.replicas.scaleOn[1].memory', 'name: memory', 'averageUtilization: 80')],
  },
  'S4-063': {
    lines: [
      web('.replicas.scaleOn[2].rps', 'name: http_requests_per_second', 'averageValue: "100"'),
    ],
  },
};
