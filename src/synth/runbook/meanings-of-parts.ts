import { same } from '#kernel';
import { type Kind, over } from './meaning.ts';
import { spanWords } from './words.ts';

/** What goes wrong inside, before users see it. */
export const OF_PARTS: readonly Kind[] = [
  [
    'restartsAbove',
    ({ restartsAbove, within }) => ({
      fires: {
        en: `more than ${restartsAbove} restarts${within === undefined ? '' : ` within ${spanWords(within).en}`}`,
        ko: `${within === undefined ? '' : `${spanWords(within).ko} 안에 `}재시작 ${restartsAbove}번 초과`,
      },
      means: {
        en: 'Something starts, fails, and starts again. The others carry its load.',
        ko: '뜨고 죽기를 되풀이한다. 나머지가 그 몫을 나눠 맡고 있다.',
      },
      look: {
        en: 'The last lines before each end: out of memory, a missing secret, a store it cannot reach?',
        ko: '죽기 직전의 로그를 본다. 메모리 부족인가, 비밀이 없는가, 저장소에 닿지 못하는가?',
      },
      act: {
        en: 'Since a release: take it back. Else repair what it cannot reach.',
        ko: '릴리스 뒤로 시작됐으면 되돌린다. 아니면 닿지 못하는 쪽을 고친다.',
      },
    }),
  ],
  [
    'lagAbove',
    ({ lagAbove = 0 }) => ({
      fires: over({ en: 'lag of a replica', ko: '복제 지연' }, spanWords(lagAbove)),
      means: {
        en: 'Reads are out of date, and a failover now would lose that much.',
        ko: '읽은 값이 오래됐고, 지금 failover하면 그만큼 잃는다.',
      },
      look: {
        en: 'A long transaction or a bulk write on the primary? The network between zones?',
        ko: 'Primary에 긴 트랜잭션이나 대량 쓰기가 있는가? 존 사이 네트워크는 어떤가?',
      },
      act: {
        en: 'Do not fail over while it lags. End what writes in bulk.',
        ko: '밀려 있는 동안에는 failover하지 않는다. 대량 쓰기를 멈춘다.',
      },
    }),
  ],
  [
    'logs',
    ({ logs }) => ({
      fires: { en: `a log line with \`${logs}\``, ko: `\`${logs}\`가 든 로그` },
      means: {
        en: 'A service wrote down that something went wrong. Users may not have noticed.',
        ko: '서비스가 잘못을 기록했다. 사용자는 아직 모를 수 있다.',
      },
      look: { en: 'How many a minute, and since when?', ko: '분당 몇 번이고 언제부터인가?' },
      act: {
        en: 'A single one: a ticket. Many since a release: take it back.',
        ko: '한 번이면 티켓으로 남기고, 릴리스 뒤로 많으면 되돌린다.',
      },
    }),
  ],
  [
    'compliance',
    () => ({
      fires: {
        en: 'data where it may not rest, or a broken rule of compliance',
        ko: '데이터가 있어서는 안 될 곳에 있거나 컴플라이언스 규칙이 깨짐',
      },
      means: {
        en: 'A duty to report may have begun: the clock of the law does not wait for the cause.',
        ko: '신고 의무가 시작됐을 수 있다. 법이 정한 시한은 원인을 찾는 동안에도 흐른다.',
      },
      look: {
        en: 'Which data, where, since when, who put it there? Write it down as you find it.',
        ko: '어떤 데이터가 어디에 언제부터 있고 누가 두었는가? 알아내는 대로 적어 둔다.',
      },
      act: {
        en: 'Stop what copies it, keep the evidence, tell whoever is responsible for data protection. Delete nothing yet.',
        ko: '복사를 멈추고 증거를 지킨 뒤 개인정보 책임자에게 알린다. 아직 아무것도 지우지 않는다.',
      },
    }),
  ],
  [
    'certificateWithin',
    ({ certificateWithin = 0 }) => ({
      fires: {
        en: `a certificate that ends within ${spanWords(certificateWithin).en}`,
        ko: `${spanWords(certificateWithin).ko} 안에 끝나는 인증서`,
      },
      means: {
        en: 'It should have renewed itself by now. On its last day every browser refuses.',
        ko: '이미 저절로 갱신됐어야 한다. 끝나는 날 모든 브라우저가 거부한다.',
      },
      look: {
        en: 'What does the issuer say of the last renewal: the name in DNS, the challenge, the rate limit?',
        ko: '발급자가 말하는 마지막 갱신 실패 이유를 본다. DNS 이름, 챌린지, 횟수 제한인가?',
      },
      act: {
        en: 'Renew it by hand, then repair the renewal.',
        ko: '손으로 갱신한 뒤 자동 갱신을 고친다.',
      },
    }),
  ],
  [
    'budgetAbove',
    ({ budgetAbove }) => ({
      fires: over({ en: "the month's budget", ko: '이번 달 예산' }, same(`${budgetAbove}%`)),
      means: {
        en: 'Nothing is broken. At this pace the month may cost more than agreed.',
        ko: '고장은 아니다. 이대로면 이번 달 비용이 합의한 것을 넘을 수 있다.',
      },
      look: {
        en: 'Which service of the provider grew, and is there traffic behind it?',
        ko: '공급자의 어느 서비스가 늘었고, 그만한 트래픽이 있었는가?',
      },
      act: {
        en: 'In the morning. Never save by taking away backups or replicas.',
        ko: '아침에 처리한다. 백업이나 복제본을 줄여서 아끼지 않는다.',
      },
    }),
  ],
];
