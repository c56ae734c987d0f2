import { same } from '#kernel';
import type { ResolvedAlert, ResolvedPart } from '#model';
import { type Kind, type Meaning, over } from './meaning.ts';
import { OF_PARTS } from './meanings-of-parts.ts';
import { spanWords } from './words.ts';

/** What users feel, or soon will. */
const KINDS: readonly Kind[] = [
  [
    'errorsAbove',
    ({ errorsAbove }) => ({
      fires: over({ en: 'share of failed answers', ko: '실패 응답 비율' }, same(`${errorsAbove}%`)),
      means: {
        en: 'Users see errors now. The newest change is the first suspect.',
        ko: '지금 사용자가 오류를 본다. 가장 최근의 변경부터 의심한다.',
      },
      look: {
        en: 'Is a rollout under way, or did one end within the last hour? If not: which service answers 5xx, and since when?',
        ko: '진행 중이거나 한 시간 안에 끝난 롤아웃이 있는가? 없다면 어느 서비스가 언제부터 5xx를 내는가?',
      },
      act: {
        en: 'With a suspect release: take it back first and look for the reason afterwards. Without one: follow the service to the store it calls.',
        ko: '의심되는 릴리스가 있으면 먼저 되돌리고 이유는 나중에 찾는다. 없으면 그 서비스가 부르는 저장소를 따라간다.',
      },
    }),
  ],
  [
    'errorRateAbove',
    ({ errorRateAbove }) => ({
      fires: over(
        { en: 'failed answers a second', ko: '초당 실패 응답' },
        same(`${errorRateAbove}`),
      ),
      means: {
        en: 'So many requests fail. It says nothing of their share: at a peak it may be few.',
        ko: '실패한 요청의 수다. 비율은 아니므로 붐빌 때는 적은 비율일 수도 있다.',
      },
      look: {
        en: 'Compare with all requests of the same minutes.',
        ko: '같은 시간의 전체 요청 수와 견준다.',
      },
      act: {
        en: 'If the share is above what availability allows, act as for failed answers.',
        ko: '비율이 가용성 목표가 허용하는 것보다 크면 실패 응답과 똑같이 대응한다.',
      },
    }),
  ],
  [
    'slowerThan',
    ({ slowerThan = 0 }) => ({
      fires: over(
        { en: '95th percentile of answer times', ko: '응답 시간 95백분위(p95)' },
        spanWords(slowerThan),
      ),
      means: {
        en: 'One request in twenty is slower than promised. Nothing has failed yet.',
        ko: '요청 스무 개 가운데 하나가 약속보다 느리다. 아직 실패한 것은 없다.',
      },
      look: {
        en: 'Is there more traffic than usual, or the same traffic with slower answers? In the second case: a release, or a store.',
        ko: '평소보다 트래픽이 많은가, 같은 트래픽인데 느려졌는가? 뒤쪽이면 릴리스나 저장소를 본다.',
      },
      act: {
        en: 'More traffic: are replicas at their maximum? A release: take it back. A store: its CPU, its connections, its slowest queries.',
        ko: '트래픽이 늘었으면 복제본이 최대에 닿았는지 본다. 릴리스 때문이면 되돌린다. 저장소라면 CPU, 연결 수, 가장 느린 쿼리를 본다.',
      },
    }),
  ],
  [
    'cpuAbove',
    ({ cpuAbove }) => ({
      fires: over({ en: 'CPU', ko: 'CPU 사용률' }, same(`${cpuAbove}%`)),
      means: {
        en: 'Little is left for a peak. Answers slow down before anything fails.',
        ko: '부하가 몰릴 때 쓸 여유가 적다. 실패하기 전에 먼저 느려진다.',
      },
      look: {
        en: 'Which part, and did its replicas grow to their maximum?',
        ko: '어느 구성 요소이고, 복제본이 최대까지 늘었는가?',
      },
      act: {
        en: 'At the maximum: raise it in the plan, check and deploy. Below it: find out why it does not scale.',
        ko: '최대라면 계획에서 늘려 검사하고 배포한다. 아니라면 왜 늘지 않는지 찾는다.',
      },
    }),
  ],
  [
    'memoryAbove',
    ({ memoryAbove }) => ({
      fires: over({ en: 'memory', ko: '메모리 사용률' }, same(`${memoryAbove}%`)),
      means: {
        en: 'What reaches its limit is killed without notice.',
        ko: '한도에 닿은 프로세스는 예고 없이 죽는다.',
      },
      look: {
        en: 'Does it grow steadily since the last release (a leak), or with traffic (a size)?',
        ko: '마지막 릴리스 뒤로 꾸준히 늘었는가(누수), 트래픽과 함께 늘었는가(크기)?',
      },
      act: {
        en: 'A leak: take the release back. A size: raise it in the plan.',
        ko: '누수면 릴리스를 되돌리고, 크기가 문제면 계획에서 늘린다.',
      },
    }),
  ],
  [
    'diskAbove',
    ({ diskAbove }) => ({
      fires: over({ en: 'disk', ko: '디스크 사용률' }, same(`${diskAbove}%`)),
      means: {
        en: 'A full disk stops every write, and for a database everything.',
        ko: '디스크가 차면 쓰기가 모두 멈춘다. 데이터베이스는 전체가 멈춘다.',
      },
      look: {
        en: 'What grew: data, logs, or write-ahead logs that nobody fetched?',
        ko: '무엇이 늘었는가? 데이터, 로그, 가져가지 않은 WAL?',
      },
      act: {
        en: 'Make the volume larger first. Delete nothing that you cannot restore.',
        ko: '먼저 볼륨을 늘린다. 복구할 수 없는 것은 지우지 않는다.',
      },
    }),
  ],
  [
    'connectionsAbove',
    ({ connectionsAbove }, of) => {
      const most = of && 'maxConnections' in of ? of.maxConnections : undefined;
      return {
        fires: over({ en: 'open connections', ko: '열린 연결 수' }, same(`${connectionsAbove}`)),
        means:
          most === undefined
            ? {
                en: 'At its limit, which the plan does not say, new connections are refused.',
                ko: '한도에 닿으면 새 연결이 거절된다. 한도는 계획에 없다.',
              }
            : {
                en: `At ${most} new connections are refused.`,
                ko: `${most}개가 되면 새 연결이 거절된다.`,
              },
        look: {
          en: 'Who holds them: more replicas than usual, or one service that gives none back?',
          ko: '누가 쥐고 있는가? 복제본이 늘었는가, 돌려주지 않는 서비스가 있는가?',
        },
        act: {
          en: 'Restart the service that leaks. Raise no limit before you know who holds them.',
          ko: '새는 서비스를 재시작한다. 누가 쥐었는지 알기 전에는 한도를 늘리지 않는다.',
        },
      };
    },
  ],
];

/** Every condition of an alert, in the order above. */
export const meaningsOf = (
  alert: ResolvedAlert,
  of: ResolvedPart | undefined,
): readonly Meaning[] =>
  [...KINDS, ...OF_PARTS]
    .filter(([field]) => alert[field] !== undefined && alert[field] !== false)
    .map(([field, meaning]) => ({ field, ...meaning(alert, of) }));
