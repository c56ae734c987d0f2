import { at, type Tellings } from './anchor.ts';

const WEB = 'production/kubernetes/seoul-aws/heal7-web-main.yaml';
const web = (below: string, ...words: readonly string[]) =>
  at(WEB, `parts.heal7-web-main${below}`, ...words);
const NAMESPACE = 'production/kubernetes/seoul-aws/namespace.yaml';
const namespace = (below: string, ...words: readonly string[]) =>
  at(NAMESPACE, `environments.production${below}`, ...words);
const SECRETS = 'production/kubernetes/seoul-aws/secrets.yaml';
const secrets = (below: string, ...words: readonly string[]) =>
  at(SECRETS, `environments.production${below}`, ...words);
const inForce = {
  en: 'The weights of a release are written while it is delivered; the file has the release in force.',
  ko: '릴리스의 가중치는 배포하는 동안 쓴다. 파일에는 지금 쓰는 릴리스가 있다.',
};

/** What the mesh of heal7 lets through, and where its secrets come from. */
export const mesh: Tellings = {
  'S4-083': {
    lines: [web('', 'kind: DestinationRule'), web('', 'kind: VirtualService', 'weight: 100')],
    note: inForce,
  },
  'S4-084': {
    lines: [],
    note: {
      en: 'The route of a delivery has the header while it lasts; the file has the release in force.',
      ko: '헤더는 배포가 이어지는 동안의 경로에만 있다. 파일에는 지금 쓰는 릴리스가 있다.',
    },
  },
  'S4-085': {
    partly: true,
    lines: [web('', 'kind: VirtualService', 'weight: 100')],
    note: inForce,
  },
  'S4-133': { lines: [], found: ['synth/kubernetes-cannot-say parts.elasticsearch'] },
  'S4-134': { lines: [], found: ['synth/kubernetes-cannot-say parts.elasticsearch'] },
  'S4-135': { lines: [], found: ['synth/kubernetes-cannot-say parts.elasticsearch'] },
  'S4-136': { lines: [], found: ['synth/kubernetes-cannot-say parts.elasticsearch'] },
  'S4-137': { lines: [], found: ['synth/kubernetes-cannot-say parts.elasticsearch'] },
  'S4-138': {
    lines: [
      namespace('.on', 'name: all.default-deny', 'podSelector: {}'),
      namespace('.on', 'name: all.default-deny', '- Ingress'),
      namespace('.on', 'name: all.default-deny', '- Egress'),
    ],
  },
  'S4-139': {
    lines: [
      at(
        WEB,
        'parts.heal7-gateway.routes[/]',
        'kind: NetworkPolicy',
        'ingress:',
        'app.kubernetes.io/name: heal7-gateway',
      ),
      at(WEB, 'parts.heal7-gateway.routes[/]', 'kind: NetworkPolicy', 'ingress:', 'port: 3000'),
      at(
        NAMESPACE,
        'monitoring.metrics',
        'name: all.prometheus',
        'kubernetes.io/metadata.name: monitoring',
      ),
    ],
  },
  'S4-140': {
    lines: [
      web('.uses[heal7-api-gateway]', 'kind: NetworkPolicy', 'egress:', 'port: 8000'),
      web('.uses[heal7-database]', 'kind: NetworkPolicy', 'egress:', 'port: 5432'),
      namespace('.on', 'name: all.names', 'port: 53'),
    ],
  },
  'S4-141': {
    lines: [
      at(
        'production/kubernetes/seoul-aws/mesh.yaml',
        'environments.production.mtls',
        'kind: PeerAuthentication',
        'mode: STRICT',
      ),
    ],
  },
  'S4-142': {
    lines: [
      web('', 'kind: AuthorizationPolicy', 'sa/heal7-gateway'),
      web('', 'kind: AuthorizationPolicy', '- "3000"'),
    ],
  },
  'S4-143': {
    lines: [
      secrets('.secretStore', 'service: SecretsManager'),
      secrets('.secretStore', 'region: ap-northeast-2'),
      secrets('.secretStore', 'serviceAccountRef', 'name: secrets-reader'),
    ],
  },
  'S4-144': {
    lines: [
      at(
        SECRETS,
        'parts.heal7-database-secret',
        'name: heal7-database-secret',
        'refreshInterval: 1h',
      ),
      at(
        SECRETS,
        'parts.heal7-database-secret',
        'name: heal7-database-secret',
        'creationPolicy: Owner',
      ),
      at(SECRETS, 'parts.heal7-database-secret', 'key: heal7/production/heal7-database-secret'),
    ],
  },
};
