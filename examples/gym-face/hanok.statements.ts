// The lines that still hold, and why the plan departs from the others.
import { blueGreen, claim, daily, every, says, weekly } from 'hanok';
import {
  capacity,
  deployProduction,
  deployStaging,
  diskAlert,
  imageBuild,
  patches,
  performance,
} from './hanok.operations.ts';
import { app, cloudfront, face, web } from './hanok.parts.ts';
import { assets, database, faceData, files, insightface, seoul } from './hanok.stores.ts';

const departs = (en: string, ko: string) => claim.otherwise({ en, ko });
const filled = departs(
  'The document leaves the value open, and the plan says it.',
  '문서가 비워 둔 값을 계획이 말한다.',
);
const chosen = (name: string) =>
  departs(
    `Of the two the plan takes ${name}: a choice left open can be neither set up nor priced.`,
    `둘 중 ${name} 쪽을 골랐다. 열어 둔 선택은 설치할 수도 값을 매길 수도 없다.`,
  );
const noSource = departs(
  '“Private” lets every host in: only what is linked may open the port.',
  '“내부”는 모든 호스트를 들인다. 연결된 것만 그 포트를 열 수 있다.',
);

export const kept = [
  says(
    'document.md:7',
    departs(
      'The three files are not here to be checked; what they rule is written in the plan.',
      '세 파일은 여기 없어 확인할 수 없다. 그 규칙은 계획 안에 적는다.',
    ),
  ),
  says(
    'document.md:11',
    departs(
      'A load balancer comes first, and Nginx stands with PHP on two app servers.',
      '맨 앞은 로드 밸런서다. Nginx는 PHP와 함께 앱 서버 두 대에 둔다.',
    ),
  ),
  says('document.md:11', claim.of(app, { kind: 'service', calls: [database] })),
  says(
    'document.md:12',
    departs(
      'Browsers fetch static files from the CDN themselves; the web server calls neither CDN nor S3.',
      '정적 파일은 브라우저가 CDN에서 바로 받는다. 웹 서버는 CDN도 S3도 부르지 않는다.',
    ),
  ),
  says('document.md:13', claim.of(app, { calls: [face] })),
  says('document.md:17', claim.of(app, { size: { cpu: 4 } })),
  says('document.md:18', claim.of(app, { size: { memory: '8 GiB' } })),
  says('document.md:19', claim.of(app, { disk: '50 GiB' })),
  says(
    'document.md:20',
    departs(
      'Ubuntu 20.04 lost its standard support on 2025-05-31; the plan takes 24.04.',
      'Ubuntu 20.04의 표준 지원은 2025-05-31에 끝났다. 계획은 24.04를 쓴다.',
    ),
  ),
  says('document.md:24', claim.of(database, { size: { cpu: 4 } })),
  says('document.md:25', claim.of(database, { size: { memory: '16 GiB' } })),
  says('document.md:26', claim.of(database, { storage: '100 GiB' })),
  says('document.md:27', claim.of(database, { backup: { full: daily() } })),
  says('document.md:31', claim.of(face, { size: { cpu: 8 } })),
  says('document.md:32', claim.of(face, { size: { memory: '16 GiB' } })),
  says(
    'document.md:33',
    departs(
      'No GPU: what is optional is either bought or not, and eight cores do.',
      'GPU는 두지 않는다. 있어도 없어도 되는 것은 사거나 안 사거나 둘 중 하나이며 코어 여덟 개로 된다.',
    ),
  ),
  says('document.md:34', claim.of(face, { disk: '50 GiB' })),
  says('document.md:35', claim.of(face, { runtime: ['insightface'] })),
  says('document.md:35', claim.of(insightface, { from: 'insightface' })),
  says('document.md:36', claim.of(face, { handlesData: ['biometric'] })),
  says('document.md:37', claim.route(web, '/api/face/register', { allows: ['session'] })),
  says('document.md:43', claim.of(seoul, { provider: 'aws' })),
  says('document.md:43', claim.of(app, { managed: 'ec2' })),
  says('document.md:44', claim.of(database, { kind: 'mysql', managed: 'rds' })),
  says('document.md:45', claim.of(assets, { kind: 'bucket', managed: 's3' })),
  says('document.md:46', claim.of(cloudfront, { kind: 'cdn', managed: 'cloudfront' })),
  says('document.md:47', claim.outside('dns', { managed: 'route53' })),
  says(
    'document.md:51',
    claim.of(web, {
      ports: [80, 443],
      admits: [
        { from: 'internet', port: 80 },
        { from: 'internet', port: 443 },
      ],
    }),
  ),
  says('document.md:52', noSource),
  says('document.md:53', noSource),
  says('document.md:54', noSource),
  says('document.md:55', claim.of(face, { port: 5002 })),
  says(
    'document.md:59',
    departs(
      'The load balancer and CloudFront take certificates of ACM, which renews them by itself.',
      '로드 밸런서와 CloudFront는 ACM 인증서를 쓰며 ACM이 스스로 갱신한다.',
    ),
  ),
  says('document.md:60', claim.of(web, { tls: { renews: true } })),
  says('document.md:61', claim.of(web, { tls: { minimum: '1.2' } })),
  says('document.md:65', chosen('UFW')),
  says('document.md:66', claim.plan({ goal: 'only the ports that are needed are open' })),
  says(
    'document.md:67',
    departs(
      'Operators come in through SSM: no log-in port is open that fail2ban could guard.',
      '운영자는 SSM으로 들어온다. fail2ban이 지킬 로그인 포트가 열려 있지 않다.',
    ),
  ),
  says('document.md:71', claim.of(database, { backup: { full: daily(), keep: '30 d' } })),
  says('document.md:72', claim.of(files, { backup: { full: weekly(), keep: '4 weeks' } })),
  says('document.md:73', claim.of(faceData, { holds: ['biometric'], backup: { mirrored: true } })),
  says(
    'document.md:77',
    departs(
      'Tests come before the merge: a failing test leaves main whole.',
      '테스트는 병합보다 먼저다. 테스트가 실패해도 main은 온전하다.',
    ),
  ),
  says('document.md:78', claim.plan({ pipeline: { source: 'github' } })),
  says(
    'document.md:79',
    departs(
      'They run on the pull request, and stop it.',
      '테스트는 pull request에서 돌고, 실패하면 막는다.',
    ),
  ),
  says('document.md:80', claim.of(imageBuild, { does: 'build', with: ['docker'] })),
  says('document.md:81', claim.of(deployStaging, { does: 'deploy', to: 'staging' })),
  says('document.md:82', claim.of(deployProduction, { to: 'production', approval: 1 })),
  says(
    'document.md:83',
    claim.of(app, { rollout: blueGreen({ room: '100%' }), objective: { zeroDowntime: true } }),
  ),
  says('document.md:84', claim.of(app, { needs: ['load-balancer'] })),
  says('document.md:85', filled),
  says('document.md:89', chosen('CloudWatch')),
  says('document.md:89', claim.plan({ monitoring: { measures: ['cpu', 'memory'] } })),
  says('document.md:90', claim.of(diskAlert, { diskAbove: '80%' })),
  says('document.md:91', claim.plan({ monitoring: { measures: ['network'] } })),
  says('document.md:92', chosen('Sentry')),
  says('document.md:93', chosen('DataDog')),
  says('document.md:94', claim.plan({ monitoring: { uptime: ['uptime-robot'] } })),
  says('document.md:98', claim.of(patches, { every: weekly() })),
  says('document.md:99', claim.of(performance, { every: every('1 months') })),
  says('document.md:100', claim.of(capacity, { every: every('3 months') })),
  says('document.md:101', claim.plan({ nature: '24/7' })),
  says('document.md:102', filled),
  says('document.md:103', filled),
];
