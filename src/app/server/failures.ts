import { Failure, withParticle } from '#kernel';

export const notOnAServer = (environment: string) =>
  new Failure(
    'usage/ssh-flag',
    {
      en: `--ssh is for an environment on a server, and ${environment} is not on one`,
      ko: `--ssh는 서버에 있는 환경에 쓰는데 ${withParticle(environment, '은/는')} 서버에 있지 않다`,
    },
    {
      hint: {
        en: 'Name the environment with --env.',
        ko: '--env로 환경을 적는다.',
      },
    },
  );

export const nothingToSend = (service: string) =>
  new Failure(
    'app/nothing-to-send',
    {
      en: `${service} has no folder in the plan: there is no build output to bring to the server`,
      ko: `계획에 ${service}의 폴더가 없어 서버에 보낼 빌드 결과가 없다`,
    },
    { hint: { en: 'Name it with --from.', ko: '--from으로 적는다.' } },
  );

export const notHanokThere = (destination: string) =>
  new Failure(
    'app/no-hanok-there',
    {
      en: `${destination} has no \`hanok\` on its path, or something it needs is not there`,
      ko: `${destination}의 PATH에 \`hanok\`이 없거나, 거기 있어야 할 것이 없다`,
    },
    {
      hint: {
        en: 'Install Node 24 and Hanok there, and raise the system with hanok.service; or name the folder of the plan behind the host.',
        ko: '그곳에 Node 24와 Hanok을 설치하고 hanok.service로 시스템을 세운다. 계획의 폴더가 다르면 호스트 뒤에 적는다.',
      },
    },
  );
