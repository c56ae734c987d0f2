import { Failure, type Text, withParticle } from '#kernel';

const DO_INSTEAD: Readonly<Record<string, Text>> = {
  ecs: {
    en: 'Deliver there with the provider: `aws ecs update-service` with a deployment circuit breaker. `hanok check` still holds the plan.',
    ko: '그곳에는 공급자의 수단으로 배포한다: deployment circuit breaker를 켠 `aws ecs update-service`. `hanok check`는 계획을 그대로 지킨다.',
  },
  server: {
    en: 'Where Hanok raises the system on the server itself (hanok.service), name it: --ssh USER@HOST. Elsewhere deliver by your own means, one server at a time behind its load balancer.',
    ko: '서버에서 Hanok이 시스템을 세운다면(hanok.service) --ssh 사용자@호스트로 적는다. 아니면 로드 밸런서 뒤에서 서버 한 대씩 직접 배포한다.',
  },
};

export const noDriver = (environment: string, engine: string) =>
  new Failure(
    'app/no-driver',
    {
      en: `${environment} stands on ${engine}, where Hanok moves no traffic yet`,
      ko: `${environment} 환경은 ${engine} 위에 있고, 거기서는 Hanok이 아직 트래픽을 옮기지 않는다`,
    },
    { hint: DO_INSTEAD[engine] ?? (DO_INSTEAD.server as Text) },
  );

export const localOnly = (flag: string) =>
  new Failure('usage/cluster-flag', {
    en: `--${flag} is for an environment on a cluster, and this one stands on this machine`,
    ko: `--${withParticle(flag, '은/는')} 클러스터의 환경에 쓴다. 이 환경은 이 기계 위에 있다`,
  });

export const folderOnCluster = () =>
  new Failure(
    'usage/deploy-from',
    {
      en: '--from is for this machine: a cluster runs images',
      ko: '--from은 이 기계에 쓴다. 클러스터는 이미지를 실행한다',
    },
    {
      hint: {
        en: 'Push the image and name it: --image REF@sha256:…',
        ko: '이미지를 올리고 --image REF@sha256:…로 적는다.',
      },
    },
  );

export const imageOnThisMachine = () =>
  new Failure(
    'usage/deploy-image',
    {
      en: '--image is for a cluster: this machine runs folders',
      ko: '--image는 클러스터에 쓴다. 이 기계는 폴더를 실행한다',
    },
    { hint: { en: 'Name a folder with --from.', ko: '--from으로 폴더를 적는다.' } },
  );

export const unknownSite = (environment: string, site: string, names: readonly string[]) =>
  new Failure('usage/unknown-site', {
    en: `${environment} does not stand on '${site}'; it stands on ${names.join(', ')}`,
    ko: `${environment} 환경은 '${site}'에 있지 않다. 있는 곳: ${names.join(', ')}`,
  });

export const whichSite = (environment: string, names: readonly string[]) =>
  new Failure(
    'usage/which-site',
    {
      en: `${environment} stands on several sites, and one is spoken of at a time: ${names.join(', ')}`,
      ko: `${environment} 환경은 여러 곳에 있고 한 번에 하나만 다룬다: ${names.join(', ')}`,
    },
    {
      hint: {
        en: `Begin with --site ${names[0]}; the next one when it is promoted.`,
        ko: `--site ${names[0]}부터 하고, 승격되면 다음으로 간다.`,
      },
    },
  );

export const notPlaced = (service: string, site: string) =>
  new Failure('app/not-placed-here', {
    en: `${service} does not stand on ${site}: its placement leaves it out`,
    ko: `${withParticle(service, '은/는')} ${site}에 있지 않다. 배치가 이 서비스를 빼 놓았다`,
  });

export const notInstalled = (service: string, namespace: string) =>
  new Failure(
    'app/not-installed',
    {
      en: `${service} has no release in force in ${namespace}: there is nothing to compare a candidate with`,
      ko: `${namespace}에는 시행 중인 ${service} 릴리스가 없어 후보와 견줄 것이 없다`,
    },
    {
      hint: {
        en: 'Stand the first one up with --first: no approval is asked for, and no verdict made.',
        ko: '--first로 첫 릴리스를 세운다. 승인도 판정도 없다.',
      },
    },
  );

export const nobodyCounts = (service: string) =>
  new Failure(
    'app/nobody-counts',
    {
      en: `nobody counts the requests to ${service}: a canary without counts could only hold`,
      ko: `${service}(으)로 온 요청을 세는 곳이 없다. 수치 없는 canary는 보류밖에 못 한다`,
    },
    {
      hint: {
        en: 'Name Prometheus with --prometheus: its address, or NAMESPACE/SERVICE:PORT. It is remembered.',
        ko: '--prometheus로 Prometheus를 적는다: 주소 또는 네임스페이스/서비스:포트. 한 번 적으면 기억한다.',
      },
    },
  );

export const noImage = (service: string) =>
  new Failure(
    'app/no-image',
    {
      en: `the plan does not say which image ${service} runs`,
      ko: `계획에 ${withParticle(service, '이/가')} 실행할 이미지가 없다`,
    },
    {
      hint: {
        en: 'Name it with --image REF@sha256:…, or write `image: { registry, name, tag }`.',
        ko: '--image REF@sha256:…로 적거나 `image: { registry, name, tag }`를 쓴다.',
      },
    },
  );

export const imageMoves = (image: string) =>
  new Failure(
    'app/image-not-pinned',
    {
      en: `${image} is named by a tag, which may be another image tomorrow: nobody could go back to it`,
      ko: `${withParticle(image, '은/는')} 태그로 적혀 있어 내일은 다른 이미지일 수 있다. 그러면 돌아갈 수 없다`,
    },
    {
      hint: {
        en: 'Name it by digest, REF@sha256:…, as `docker push` prints it; or waive `delivery/image-is-pinned` with a reason.',
        ko: '`docker push`가 출력하는 다이제스트로 REF@sha256:…처럼 적거나, 까닭을 적어 `delivery/image-is-pinned`를 예외로 둔다.',
      },
    },
  );

export const addressUnsaid = (service: string, to: string, variable: string) =>
  new Failure(
    'app/address-unsaid',
    {
      en: `${service} uses ${to}, and the plan does not say where that is on a cluster`,
      ko: `${withParticle(service, '이/가')} ${withParticle(to, '을/를')} 쓰는데, 클러스터에서 그것이 어디 있는지 계획에 없다`,
    },
    {
      hint: {
        en: `Write it for this environment: change(${service}, { configuration: { ${variable}: '…' } }).`,
        ko: `이 환경에 적는다: change(${service}, { configuration: { ${variable}: '…' } }).`,
      },
    },
  );

export const secretMissing = (service: string, name: string, namespace: string) =>
  new Failure(
    'app/secret-missing',
    {
      en: `${service} is given ${name}, and ${namespace} has no Secret of that name`,
      ko: `${withParticle(service, '은/는')} ${withParticle(name, '을/를')} 받는데, ${namespace}에 그 이름의 Secret이 없다`,
    },
    {
      hint: {
        en: 'Make it from your secret store: key `value` for a secret, key `url` for a store that is linked.',
        ko: '비밀 저장소에서 만든다. 비밀은 `value` 키, 연결한 저장소는 `url` 키.',
      },
    },
  );
