// The lines that still hold, and why the plan departs from the others.
import { claim, daily, says } from 'hanok';
import { classifier, edge, models, predictions, sessions } from './hanok.parts.ts';

const departs = (en: string, ko: string) => claim.otherwise({ en, ko });
const filled = departs(
  'The document leaves the value open, and the plan says it.',
  '문서가 비워 둔 값을 계획이 말한다.',
);
const oneProcess = departs(
  'It is one service: REST, WebSocket and the model are modules that scale and fail together.',
  '서비스는 하나다. REST, WebSocket, 모델은 함께 늘고 함께 죽는 모듈이다.',
);
const itsOwnPage = departs(
  'The classifier serves its own test page; the gateway keeps no file.',
  '시험 페이지는 분류기가 스스로 내보낸다. 게이트웨이에는 파일을 두지 않는다.',
);
const shipped = departs(
  'Lines are shipped as they are written: a log in a replaced instance is gone when it is needed.',
  '로그는 쓰는 대로 밖으로 보낸다. 교체되는 인스턴스 안의 로그는 필요할 때 없다.',
);
const buildOutput = departs(
  'A release is a copy of the build output, named by its content: earlier ones stay at hand.',
  '릴리스는 내용으로 이름 지은 빌드 결과물의 사본이다. 앞선 것이 늘 손에 있다.',
);
const gated = departs(
  'Tests, an approval and a judged canary stand between a push and production.',
  'push와 운영 사이에 테스트, 승인, 판정하는 카나리가 있다.',
);
const notOnTheRunner = departs(
  'What builds anybody’s branch holds no right to deploy: a hosted runner builds, an approved person deploys.',
  '누구의 브랜치든 빌드하는 곳은 배포 권한을 갖지 않는다. 호스팅 runner가 빌드하고 승인받은 사람이 배포한다.',
);
const inOneCountry = departs(
  'All data stays in Korea, in two places: a CDN would keep answers about persons at its edges.',
  '데이터는 모두 한국 안 두 곳에 둔다. CDN은 사람에 대한 응답을 가장자리에 남긴다.',
);

export const kept = [
  says('document.md:7', claim.plan({ nature: 'real-time' })),
  says('document.md:7', oneProcess),
  says('document.md:11', claim.outside('mobile-app', { kind: 'client' })),
  says('document.md:11', claim.outside('iot-sensors', { kind: 'client' })),
  says('document.md:11', claim.outside('web-client', { kind: 'client' })),
  says(
    'document.md:12',
    departs(
      'Two gateways over two zones: every client comes through here.',
      '게이트웨이는 두 영역에 하나씩 둘이다. 모든 클라이언트가 여기를 지난다.',
    ),
  ),
  says('document.md:13', oneProcess),
  says('document.md:14', claim.of(predictions, { kind: 'postgres' })),
  says('document.md:14', claim.of(sessions, { kind: 'redis' })),
  says('document.md:14', claim.of(models, { kind: 'model-files' })),
  says('document.md:15', claim.plan({ monitors: ['prometheus', 'grafana'] })),
  says('document.md:16', claim.plan({ pipeline: { source: 'github' } })),
  says('document.md:17', claim.outside('mobile-app', { calls: [edge] })),
  says('document.md:17', claim.outside('iot-sensors', { calls: [edge] })),
  says('document.md:17', claim.outside('web-client', { calls: [edge] })),
  says('document.md:18', claim.of(edge, { calls: [classifier] })),
  says('document.md:19', claim.of(classifier, { calls: [predictions, sessions, models] })),
  says(
    'document.md:20',
    departs(
      'Prometheus asks and the service answers; the arrow as drawn would open the wrong way.',
      'Prometheus가 묻고 서비스가 답한다. 그림의 화살표대로면 반대 방향이 열린다.',
    ),
  ),
  says('document.md:21', buildOutput),
  says('document.md:25', claim.outside('mobile-app', { nature: 'sends IMU sensor data' })),
  says('document.md:26', claim.outside('iot-sensors', { nature: 'sends its data directly' })),
  says('document.md:27', claim.outside('web-client', { nature: 'test page' })),
  says('document.md:31', claim.of(edge, { kind: 'gateway' })),
  says('document.md:32', filled),
  says('document.md:33', claim.of(edge, { calls: [classifier] })),
  says('document.md:34', claim.of(edge, { ports: [80, 443] })),
  says('document.md:35', claim.route(edge, '/stream', { answers: 'stream' })),
  says('document.md:36', itsOwnPage),
  says('document.md:37', claim.of(edge, { compresses: true })),
  says(
    'document.md:37',
    departs(
      'Nothing is cached at the gateway: every answer is about one person.',
      '게이트웨이는 아무것도 캐시하지 않는다. 모든 응답은 한 사람에 대한 것이다.',
    ),
  ),
  says(
    'document.md:41',
    departs(
      'A TypeScript service stands for the FastAPI server, with the same REST endpoints.',
      'FastAPI 서버 자리에 같은 REST를 제공하는 TypeScript 서비스가 선다.',
    ),
  ),
  says('document.md:42', claim.of(classifier, { streams: true })),
  says('document.md:43', claim.of(classifier, { protects: ['cors'] })),
  says('document.md:44', claim.of(models, { nature: 'random-forest' })),
  says('document.md:46', claim.of(classifier, { nature: 'real-time' })),
  says('document.md:47', claim.of(models, { versioned: true })),
  says('document.md:51', claim.of(predictions, { kind: 'postgres' })),
  says('document.md:52', claim.of(predictions, { holds: ['personal'] })),
  says('document.md:53', filled),
  says('document.md:54', claim.of(sessions, { keeps: ['sessions'] })),
  says('document.md:55', claim.of(sessions, { keeps: ['cache'] })),
  says('document.md:56', claim.of(sessions, { keeps: ['rate-limits'] })),
  says(
    'document.md:57',
    departs(
      'Loading a pickle runs what it holds; hforest is data, and checked before use.',
      'pickle은 읽으면 담긴 것이 실행된다. hforest는 데이터일 뿐이며 쓰기 전에 확인한다.',
    ),
  ),
  says('document.md:58', claim.of(models, { versioned: true })),
  says('document.md:62', claim.plan({ monitoring: { metrics: ['prometheus'] } })),
  says('document.md:63', claim.plan({ monitoring: { dashboards: ['grafana'] } })),
  says('document.md:64', shipped),
  says('document.md:68', claim.plan({ pipeline: { source: 'github' } })),
  says('document.md:69', notOnTheRunner),
  says('document.md:70', buildOutput),
  says('document.md:71', claim.of(edge, { calls: [classifier] })),
  says('document.md:71', claim.of(classifier, { calls: [predictions] })),
  says('document.md:72', shipped),
  says('document.md:73', gated),
  says('document.md:77', claim.plan({ encryptedInTransit: true })),
  says('document.md:78', filled),
  says(
    'document.md:79',
    departs(
      'Only operators come through the VPN: phones and sensors are on the internet.',
      'VPN은 운영자만 지난다. 휴대전화와 센서는 인터넷에 있다.',
    ),
  ),
  says('document.md:80', claim.of(classifier, { protects: ['validation'] })),
  says('document.md:81', claim.of(classifier, { protects: ['sql-injection'] })),
  says('document.md:82', claim.of(classifier, { protects: ['xss'] })),
  says('document.md:83', claim.of(predictions, { encrypted: true })),
  says('document.md:84', claim.of(predictions, { backup: { encrypted: true } })),
  says(
    'document.md:85',
    departs(
      'A history of connections makes it pseudonyms, under a key, and the duties stay.',
      '연결 이력이 있으니 익명이 아니라 열쇠로 만든 가명이며 의무도 그대로 남는다.',
    ),
  ),
  says('document.md:89', claim.of(classifier, { replicas: { min: 2 } })),
  says('document.md:90', claim.of(edge, { calls: [classifier] })),
  says('document.md:91', claim.of(predictions, { replicas: 1 })),
  says('document.md:92', filled),
  says('document.md:94', filled),
  says('document.md:95', inOneCountry),
  says('document.md:96', inOneCountry),
  says('document.md:97', claim.of(predictions, { restsIn: ['KR'] })),
  says('document.md:101', claim.of(predictions, { backup: { full: daily() } })),
  says('document.md:102', claim.outside('code-repository', { backup: { mirrored: true } })),
  says('document.md:103', claim.outside('configuration', { backup: { mirrored: true } })),
  says('document.md:104', claim.plan({ recovery: { time: '30 min' } })),
  says('document.md:105', claim.plan({ recovery: { point: '1 h' } })),
  says('document.md:106', claim.plan({ failover: true })),
  says('document.md:107', claim.of(edge, { zones: 2 })),
  says('document.md:107', claim.of(classifier, { zones: 2 })),
  says('document.md:107', claim.of(predictions, { zones: 2 })),
  says('document.md:108', filled),
  says('document.md:109', claim.of(edge, { failover: true })),
];
