import { Failure, type Text, withParticle } from '#kernel';

export const leftThePlan = (name: string) =>
  new Failure(
    'app/service-left-the-plan',
    {
      en: `${name} runs, but the plan has it no longer`,
      ko: `${withParticle(name, '은/는')} 돌고 있지만 계획에는 더 없다`,
    },
    {
      hint: {
        en: 'Put it back, or `hanok down` and `up`.',
        ko: '계획에 되돌려 넣거나 `hanok down` 뒤 다시 세운다.',
      },
    },
  );

export const moreThanARelease = (name: string, keys: readonly string[]) =>
  new Failure(
    'app/more-than-a-release',
    {
      en: `the plan of ${name} changed in more than a release carries: ${keys.join(', ')}`,
      ko: `${name}의 계획에서 릴리스에 담기지 않는 것이 바뀌었다: ${keys.join(', ')}`,
    },
    {
      hint: {
        en: 'Run `hanok down` and `hanok up` to raise the plan as it is now.',
        ko: '`hanok down` 뒤 `hanok up`으로 지금 계획대로 다시 세운다.',
      },
    },
  );

export const underwayAlready = (name: string, id: string) =>
  new Failure(
    'app/rollout-underway',
    {
      en: `rollout ${id} of ${name} is under way`,
      ko: `${name}의 롤아웃 ${withParticle(id, '이/가')} 진행 중이다`,
    },
    {
      hint: {
        en: `Watch it with \`hanok rollout show\`, or take it back with \`hanok rollback ${name}\`.`,
        ko: `\`hanok rollout show\`로 보거나 \`hanok rollback ${name}\`으로 되돌린다.`,
      },
      retry: 'later',
    },
  );

export const busy = (name: string) =>
  new Failure(
    'app/service-busy',
    {
      en: `another command is just delivering ${name}, or rolling it back`,
      ko: `다른 명령이 지금 ${withParticle(name, '을/를')} 배포하거나 되돌리고 있다`,
    },
    {
      hint: { en: 'Wait a moment and ask again.', ko: '잠시 뒤 다시 실행한다.' },
      retry: 'later',
    },
  );

export const notStanding = (phase: string) =>
  new Failure(
    'app/not-standing',
    {
      en: `the system does not stand yet, or no longer (${phase}); nothing is delivered to it`,
      ko: `시스템이 아직 서지 않았거나 내려가는 중이다 (${phase}). 배포하지 않는다`,
    },
    {
      hint: { en: 'Wait for `hanok up` to return.', ko: '`hanok up`이 끝날 때까지 기다린다.' },
      retry: 'later',
    },
  );

export const brokenLedger = (line: number, because: Text) =>
  new Failure(
    'ledger/broken-chain',
    {
      en: `the ledger is broken at line ${line}: ${because.en}`,
      ko: `원장이 ${line}번째 줄에서 깨졌다: ${because.ko}`,
    },
    {
      hint: {
        en: 'Run `hanok ledger verify`, and put back the copy that verifies.',
        ko: '`hanok ledger verify`를 실행하고, 검증되는 사본으로 되돌린다.',
      },
    },
  );

export const unchanged = (name: string, digest: string) =>
  new Failure(
    'app/release-unchanged',
    {
      en: `${name} already runs this release (${digest.slice(0, 8)}): same files, configuration and secrets`,
      ko: `${withParticle(name, '은/는')} 이미 이 릴리스(${digest.slice(0, 8)})를 돌리고 있다. 파일, 설정, 비밀이 모두 같다`,
    },
    {
      hint: {
        en: 'Build the change first, or name its folder with --from.',
        ko: '먼저 변경을 빌드하거나 --from으로 폴더를 지정한다.',
      },
    },
  );

export const noneUnderway = (name: string) =>
  new Failure(
    'app/no-rollout-underway',
    { en: `no rollout of ${name} is under way`, ko: `${name}의 진행 중인 롤아웃이 없다` },
    {
      hint: {
        en: 'Read the last one with `hanok rollout show`.',
        ko: '마지막 롤아웃은 `hanok rollout show`로 본다.',
      },
    },
  );

export const schemaRefused = (because: Text) =>
  new Failure('app/schema-step-refused', because, {
    hint: {
      en: 'A schema changes in two releases: one that adds what is new and keeps what is old, then one that drops the old.',
      ko: '스키마는 두 번에 나눠 바꾼다. 새것을 더하고 옛것을 남기는 릴리스 다음에, 옛것을 지우는 릴리스를 낸다.',
    },
  });

export const schemaMovedOn = (
  name: string,
  then: { readonly version: number },
  now: { readonly compatibleSince: number },
) =>
  new Failure(
    'app/schema-moved-on',
    {
      en: `that release of ${name} is written for schema ${then.version}, and the schema now runs code of ${now.compatibleSince} and later`,
      ko: `그 ${name} 릴리스는 스키마 ${then.version}용인데, 지금 스키마에서는 ${now.compatibleSince} 이후의 코드만 돈다`,
    },
    {
      hint: {
        en: 'Deliver a release that repairs what is wrong: there is no way back but forward.',
        ko: '잘못을 고친 릴리스를 배포한다. 되돌아갈 길은 앞으로뿐이다.',
      },
    },
  );

export const contractBroken = (because: Text) =>
  new Failure('app/contract-broken', because, {
    hint: {
      en: 'Deliver what is called first, answering the old version and the new; then its callers; then drop the old one. `hanok deploy --all` keeps that order.',
      ko: '불리는 쪽을 먼저, 옛 버전과 새 버전에 모두 답하게 배포한다. 그다음 부르는 쪽을, 마지막으로 옛 버전을 없앤다. `hanok deploy --all`이 이 순서를 지킨다.',
    },
  });
