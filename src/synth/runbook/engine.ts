import type { Text } from '#kernel';
import type { ResolvedPlan, ResolvedService, ResolvedStore } from '#model';

/** Whether `hanok deploy` and `hanok rollback` have a driver where an environment stands. */
export const isDriven = ({ environment }: ResolvedPlan): boolean =>
  environment.on.engine === 'eks' || environment.on.engine === 'gke';

/** What every command says of where it is to act; an environment on several sites takes one at a time. */
export const placeOf = ({ environment }: ResolvedPlan): string =>
  `--env ${environment.name}${environment.also.length > 0 ? ' --site "$SITE"' : ''}`;

/** What `SITE` stands for; undefined where there is one. */
export function siteWords({ environment }: ResolvedPlan): Text | undefined {
  if (environment.also.length === 0) return undefined;
  const sites = [environment.on, ...environment.also].flatMap(({ site }) => site?.name ?? []);
  return {
    en: `\`SITE\` is one of ${sites.join(', ')}, never all at once.`,
    ko: `\`SITE\`는 ${sites.join(', ')} 가운데 하나다. 한꺼번에 하지 않는다.`,
  };
}

/** How traffic goes back on a cluster, by hand. */
export const WEIGHTS_WORDS: Text = {
  en: 'Each release is a Deployment and a Service of its own, and the weights of the route say which one answers. See that the pods of the former release are ready, then give it the weight 100 and the other one 0 (`kubectl edit`). Delete neither.',
  ko: '릴리스마다 Deployment와 Service가 따로 있고, 어느 쪽이 답할지는 경로의 가중치가 정한다. 이전 릴리스의 파드가 준비됐는지 본 다음 그쪽 가중치를 100, 다른 쪽을 0으로 바꾼다(`kubectl edit`). 어느 쪽도 지우지 않는다.',
};

/** What `IMAGE` stands for. */
export const IMAGE_WORDS: Text = {
  en: '`IMAGE` is an image by its digest; the summary of the run that published it has it. On a cluster where a service never stood, add `--first`.',
  ko: '`IMAGE`는 다이제스트로 적은 이미지다. 이미지를 올린 실행의 요약에 있다. 그 서비스가 선 적 없는 클러스터라면 `--first`를 붙인다.',
};

interface Means {
  /** What runs and what not. */
  readonly look: (service: string) => string;
  readonly logs: (service: string) => string;
  /** Back to the release before, without Hanok. */
  readonly back: (service: string) => readonly string[];
  /** What the commands need and the plan may not say. */
  readonly note: Text | undefined;
}

/** Each release is a Deployment and a Service of its own; the weights of a route say which one answers. */
const kubernetes = ({ name, environment }: ResolvedPlan): Means => {
  const isIstio = environment.on.runtime?.some((word) => word.startsWith('istio')) === true;
  const kubectl = `kubectl --namespace ${name}-${environment.name}`;
  const ofService = (service: string): string => `--selector app.kubernetes.io/name=${service}`;
  return {
    look: (service) =>
      `${kubectl} get deployments,pods ${ofService(service)} --label-columns hanok.dev/release`,
    logs: (service) => `${kubectl} logs ${ofService(service)} --since=15m --prefix`,
    back: () => [`${kubectl} get ${isIstio ? 'virtualservices' : 'httproutes'} --output yaml`],
    note: clustersNote(environment),
  };
};
const ECS: Means = {
  look: (service) => `aws ecs describe-services --cluster "$CLUSTER" --services ${service}`,
  logs: (service) => `aws logs tail "$LOG_GROUP" --since 15m --filter-pattern ${service}`,
  back: (service) => [
    `aws ecs list-task-definitions --family-prefix ${service} --sort DESC --max-items 2`,
    `aws ecs update-service --cluster "$CLUSTER" --service ${service} --task-definition "$BEFORE"`,
    `aws ecs wait services-stable --cluster "$CLUSTER" --services ${service}`,
  ],
  note: {
    en: 'In commands, `CLUSTER` and `LOG_GROUP` are names that the plan does not say, and `BEFORE` is the task definition before the one in force.',
    ko: '명령의 `CLUSTER`와 `LOG_GROUP`은 계획에 없는 이름이다. `BEFORE`는 지금 것 바로 전의 태스크 정의다.',
  },
};
/** Units and folders as the files for servers name them. */
const server = ({ name }: ResolvedPlan): Means => ({
  look: (service) => `systemctl list-units '${service}@*'`,
  logs: (service) => `journalctl --unit '${service}@*' --since '15 min ago'`,
  back: (service) => [
    `ls -dt /srv/${name}/${service}/*`,
    `ln -sfn "$BEFORE" /srv/${name}/${service}/current`,
    `systemctl restart '${service}@*'`,
  ],
  note: {
    en: 'The names of machines are not in the plan. `BEFORE` is the folder of the release before, beside `current`.',
    ko: '기계 이름은 계획에 없다. `BEFORE`는 `current` 옆에 있는 이전 릴리스의 폴더다.',
  },
});

/** How an environment is looked at and taken back by its own means. */
export function meansOf(plan: ResolvedPlan): Means {
  switch (plan.environment.on.engine) {
    case 'eks':
    case 'gke':
      return kubernetes(plan);
    case 'ecs':
      return ECS;
    default:
      return server(plan);
  }
}

/** Which clusters the commands are for; a name is a context of kubectl only where somebody made it one. */
function clustersNote({ on, also }: ResolvedPlan['environment']): Text | undefined {
  const clusters = [on, ...also].flatMap(({ cluster }) => cluster ?? []);
  if (clusters.length === 0) return undefined;
  const names = clusters.map((name) => `\`${name}\``).join(', ');
  return {
    en: `\`kubectl\` speaks to one cluster at a time: ${names}. Look which one before every command: \`kubectl config current-context\`.`,
    ko: `\`kubectl\`은 한 번에 클러스터 하나에 말한다: ${names}. 명령마다 \`kubectl config current-context\`로 먼저 확인한다.`,
  };
}

/** How a managed store is restored beside itself; the provider's name for it is not in the plan. */
export function restoreOf({ managed }: ResolvedStore): readonly string[] {
  if (managed === 'rds')
    return [
      'aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier "$INSTANCE" \\',
      '  --target-db-instance-identifier "$INSTANCE-restored" --restore-time "$BEFORE_THE_FAULT"',
    ];
  if (managed === 'cloud-sql')
    return [
      'gcloud sql instances clone "$INSTANCE" "$INSTANCE-restored" --point-in-time "$BEFORE_THE_FAULT"',
    ];
  return [];
}

/** Requests that a well service answers, from its rollout or its health. */
export const smokeOf = (service: ResolvedService): readonly string[] =>
  service.rollout?.smoke ?? (service.health?.ready ? [`GET ${service.health.ready}`] : []);
