import type { ClusterStatus } from '#app';
import { type Language, withParticle } from '#kernel';
import type { Paint } from './paint.ts';
import { wordOf } from './rollout.ts';
import { table } from './table.ts';

type Service = ClusterStatus['services'][number];

/** What stands on a cluster: each release with its instances and its share of the traffic. */
export function renderClusterStatus(
  status: ClusterStatus,
  language: Language,
  paint: Paint,
): string {
  const isHealthy = status.phase === 'healthy';
  const words = language === 'ko' ? ['정상', '일부 이상'] : ['healthy', 'degraded'];
  const phase = paint(isHealthy ? 'green' : 'yellow', words[isHealthy ? 0 : 1] ?? '');
  const head = `${paint('bold', `${status.plan} / ${status.environment}`)}: ${phase}`;
  const place = paint('dim', `${status.context} (${status.server}), ${status.namespace}`);
  const columns =
    language === 'ko'
      ? ['서비스', '릴리스', '자리', '준비/원함', '트래픽']
      : ['SERVICE', 'RELEASE', 'ROLE', 'READY/WANTED', 'TRAFFIC'];
  const rows = status.services.flatMap((one) => rowsOf(one, language));
  const news = status.services.flatMap((one) => newsOf(one, language));
  return `${[head, place, '', table([columns, ...rows]), '', ...news].join('\n')}\n`;
}

function rowsOf(one: Service, language: Language): readonly (readonly string[])[] {
  if (one.releases.length === 0) return [[one.service, '–', '–', '0/0', '–']];
  return one.releases.map(({ release, ready, wanted, weight }) => [
    one.service,
    release.slice(0, 8),
    roleOf(one, release)[language === 'ko' ? 1 : 0],
    `${ready}/${wanted}`,
    `${weight} %`,
  ]);
}

function roleOf(
  { stable, previous, rollout }: Service,
  release: string,
): readonly [string, string] {
  if (release === stable) return ['in force', '시행 중'];
  if (release === rollout?.candidate) return ['candidate', '후보'];
  return release === previous ? ['former', '이전'] : ['–', '–'];
}

function newsOf({ service, rollout, held }: Service, language: Language): readonly string[] {
  const until = held && new Date(held.until).toISOString();
  const lines = rollout
    ? [
        `${service}: ${rollout.id} ${wordOf(rollout.phase, language)} ${rollout.weight} %: ${rollout.because[language]}`,
      ]
    : [];
  if (held && language === 'ko')
    lines.push(`${service}: ${withParticle(held.holder, '이/가')} 이끈다 (리스 ${until}까지)`);
  else if (held) lines.push(`${service}: carried by ${held.holder} (lease until ${until})`);
  return lines;
}
