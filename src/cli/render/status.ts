import type { Up } from '#app';
import type { Language } from '#kernel';
import type { Paint } from './paint.ts';
import { table } from './table.ts';

type Status = Up['status'];

const PHASES: Readonly<
  Record<Status['phase'], { en: string; ko: string; style: 'green' | 'yellow' | 'red' }>
> = {
  raising: { en: 'raising', ko: '세우는 중', style: 'yellow' },
  healthy: { en: 'healthy', ko: '정상', style: 'green' },
  degraded: { en: 'degraded', ko: '일부 이상', style: 'yellow' },
  failed: { en: 'failed', ko: '실패', style: 'red' },
  stopping: { en: 'stopping', ko: '멈추는 중', style: 'yellow' },
};

/** The whole system as a person reads it. */
export function renderStatus(status: Status, language: Language, paint: Paint): string {
  const phase = PHASES[status.phase];
  const head = `${paint('bold', `${status.plan} / ${status.environment}`)}: ${paint(phase.style, phase[language])}`;
  const columns =
    language === 'ko'
      ? ['인스턴스', '상태', 'pid', '포트', '릴리스', '재시작']
      : ['INSTANCE', 'STATE', 'PID', 'PORT', 'RELEASE', 'RESTARTS'];
  const rows = status.instances.map((one) => [
    one.id,
    stateOf(one, paint),
    String(one.process?.pid ?? '–'),
    String(one.port),
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
  const troubles = status.troubles.map((words) => `${paint('yellow', '!')} ${words}`);
  return `${[head, '', table([columns, ...rows]), '', ...troubles, ...addresses, paint('dim', note)].join('\n')}\n`;
}

function stateOf({ state, side }: Status['instances'][number], paint: Paint): string {
  const words = side === 'candidate' ? `${state} (candidate)` : state;
  return paint(state === 'ready' ? 'green' : 'yellow', words);
}

const releaseOf = ({ release }: Status['instances'][number]): string => release?.slice(0, 8) ?? '–';
