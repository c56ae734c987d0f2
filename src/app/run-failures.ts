import { Failure, type Text } from '#kernel';
import { type Layout, tailOf } from '#runtime';

export const notLocal = (environment: string, engine: string) =>
  new Failure(
    'app/engine-not-raised',
    {
      en: `${environment} stands on ${engine}; \`up\` raises local environments`,
      ko: `${environment} 환경은 ${engine} 위에 있다. \`up\`은 로컬 환경을 세운다`,
    },
    { hint: elsewhere(environment, engine) },
  );

function elsewhere(environment: string, engine: string): Text {
  const deploy = (word: string): string => `\`hanok deploy ${word} --env ${environment}`;
  if (engine === 'server')
    return {
      en: `Run \`hanok up\` without --env: on the server too, by hanok.service. Releases go there with ${deploy('SERVICE')} --ssh USER@HOST\`.`,
      ko: `--env 없이 \`hanok up\`을 실행한다. 서버에서도 hanok.service가 그렇게 세운다. 릴리스는 ${deploy('서비스')} --ssh 사용자@호스트\` 명령으로 배포한다.`,
    };
  if (engine === 'eks' || engine === 'gke')
    return {
      en: `Run \`hanok up\` without --env; releases go to ${environment} with ${deploy('SERVICE')}\`.`,
      ko: `--env 없이 \`hanok up\`을 실행한다. ${environment} 환경에는 ${deploy('서비스')}\` 명령으로 배포한다.`,
    };
  return { en: 'Run `hanok up` without --env.', ko: '--env 없이 `hanok up`을 실행한다.' };
}

export const supervisorDied = (how: string, layout: Layout) =>
  new Failure('runtime/supervisor-died', {
    en: `the supervisor ended (${how}):\n${tailOf(layout.log('supervisor'), 12)}`,
    ko: `supervisor가 끝났다 (${how}):\n${tailOf(layout.log('supervisor'), 12)}`,
  });

export const silent = () =>
  new Failure(
    'runtime/supervisor-silent',
    {
      en: 'the supervisor of this system went away, or does not answer this user',
      ko: '이 시스템의 supervisor가 사라졌거나 이 사용자에게 응답하지 않는다',
    },
    {
      hint: {
        en: 'Run `hanok up` again, as the user that raised it.',
        ko: '이 시스템을 세운 사용자로 `hanok up`을 다시 실행한다.',
      },
      retry: 'later',
    },
  );

export const haunted = () =>
  new Failure(
    'runtime/supervisor-lost',
    {
      en: 'a supervisor of this system runs, but its state folder was removed',
      ko: '이 시스템의 supervisor가 돌고 있지만 상태 폴더가 지워졌다',
    },
    {
      hint: {
        en: 'Run `hanok down`: it finds what runs by its mark and stops it.',
        ko: '`hanok down`을 실행한다. 표식으로 실행 중인 것을 찾아 멈춘다.',
      },
    },
  );
