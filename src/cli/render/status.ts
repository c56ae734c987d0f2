import type { Up } from '#app';
import type { Language, Text } from '#kernel';
import type { Paint } from './paint.ts';
import { pad, table } from './table.ts';

type Status = Up['status'];
type Instance = Status['instances'][number];

const PHASES: Readonly<
  Record<Status['phase'], { en: string; ko: string; style: 'green' | 'yellow' | 'red' }>
> = {
  raising: { en: 'raising', ko: '세우는 중', style: 'yellow' },
  healthy: { en: 'healthy', ko: '정상', style: 'green' },
  degraded: { en: 'degraded', ko: '일부 이상', style: 'yellow' },
  failed: { en: 'failed', ko: '실패', style: 'red' },
  stopping: { en: 'stopping', ko: '멈추는 중', style: 'yellow' },
};

const STATES: Readonly<Record<Instance['state'], Text>> = {
  starting: { en: 'starting', ko: '시작 중' },
  ready: { en: 'ready', ko: '준비됨' },
  unready: { en: 'unready', ko: '응답 없음' },
  restarting: { en: 'restarting', ko: '다시 시작 중' },
  stopping: { en: 'stopping', ko: '멈추는 중' },
  stopped: { en: 'stopped', ko: '멈춤' },
  'given-up': { en: 'given up', ko: '포기함' },
};
const ROLES: Readonly<Record<Instance['role'], Text>> = {
  store: { en: 'store', ko: '저장소' },
  service: { en: 'service', ko: '서비스' },
  gateway: { en: 'gateway', ko: '게이트웨이' },
};

/** An instance that became ready or is in trouble, as a line of `up`. */
export function renderNews({ id, state, role, because }: Instance, language: Language): string {
  const word = STATES[state][language];
  const news = state === 'ready' ? word : `${word}: ${because}`;
  return `${pad(ROLES[role][language], language === 'ko' ? 10 : 8)} ${pad(id, 20)} ${news}`;
}

/** The whole system as a person reads it. */
export function renderStatus(status: Status, language: Language, paint: Paint): string {
  const phase = PHASES[status.phase];
  const head = `${paint('bold', `${status.plan} / ${status.environment}`)}: ${paint(phase.style, phase[language])}`;
  const columns =
    language === 'ko'
      ? ['인스턴스', '상태', 'PID', '포트', '릴리스', '재시작']
      : ['INSTANCE', 'STATE', 'PID', 'PORT', 'RELEASE', 'RESTARTS'];
  const rows = status.instances.map((one) => [
    one.id,
    stateOf(one, language, paint),
    String(one.process?.pid ?? '–'),
    one.port === 0 ? '–' : String(one.port),
    releaseOf(one),
    String(one.restarts),
  ]);
  const addresses = Object.entries(status.addresses).map(
    ([name, address]) => `${name}: ${paint('cyan', address)}`,
  );
  const note =
    language === 'ko'
      ? '로컬에서 연결(link)은 주소와 자격 증명을 줄 뿐 서로를 격리하지는 않는다.'
      : 'Locally a link gives address and credentials, not isolation.';
  const open = status.unverified?.map(
    (path) => `${paint('yellow', '!')} ${toOpen(path)[language]}`,
  );
  const troubles = status.troubles.map((words) => `${paint('yellow', '!')} ${words}`);
  return `${[head, '', table([columns, ...rows]), '', ...troubles, ...(open ?? []), ...addresses, paint('dim', note)].join('\n')}\n`;
}

const toOpen = (path: string): Text => ({
  en: `Tokens on ${path} pass unverified: the gateway is told no key (\`tokens\`).`,
  ko: `${path} 경로의 토큰은 검증 없이 통과한다. 게이트웨이에 키(\`tokens\`)가 없다.`,
});

function stateOf({ state, side }: Instance, language: Language, paint: Paint): string {
  const candidate = language === 'ko' ? '후보' : 'candidate';
  const word = STATES[state][language];
  const words = side === 'candidate' ? `${word} (${candidate})` : word;
  return paint(state === 'ready' ? 'green' : 'yellow', words);
}

const releaseOf = ({ release }: Instance): string => release?.slice(0, 8) ?? '–';
