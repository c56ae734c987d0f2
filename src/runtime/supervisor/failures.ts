import { Failure, withParticle } from '#kernel';
import type { Instance } from './instance.ts';

export const portTaken = (port: number) =>
  new Failure(
    'runtime/port-taken',
    {
      en: `port ${port} on 127.0.0.1 is already in use`,
      ko: `127.0.0.1의 포트 ${withParticle(String(port), '은/는')} 이미 쓰이고 있다`,
    },
    {
      hint: {
        en: 'Stop what listens there, or name another with --port (0 takes any free one).',
        ko: '그 포트를 쓰는 것을 멈추거나 --port로 다른 포트를 지정한다 (0이면 빈 포트).',
      },
      retry: 'later',
    },
  );

export const isStopping = () =>
  new Failure(
    'runtime/stopping',
    { en: 'the system is being taken down', ko: '시스템을 내리는 중이다' },
    {
      hint: { en: 'Raise it again with `hanok up`.', ko: '`hanok up`으로 다시 세운다.' },
      retry: 'later',
    },
  );

/** `tail` holds the last lines of its log. */
export const notHealthy = ({ record, because }: Instance, tail: string) =>
  new Failure(
    'runtime/not-healthy',
    {
      en: `${record.id} does not get healthy: ${because}${tail && `\nits last lines:\n${tail}`}`,
      ko: `${withParticle(record.id, '이/가')} 정상이 되지 않는다: ${because}${tail && `\n마지막 로그:\n${tail}`}`,
    },
    {
      hint: {
        en: `Read the whole log with \`hanok logs ${record.part}\`.`,
        ko: `\`hanok logs ${record.part}\`로 로그 전체를 본다.`,
      },
    },
  );

export function unknownService(name: string, known: readonly string[]): Failure {
  const names = known.join(', ');
  return new Failure('usage/unknown-service', {
    en: `there is no service '${name}'; there is ${names}`,
    ko: `'${name}' 서비스는 없다. 있는 서비스: ${names}`,
  });
}
