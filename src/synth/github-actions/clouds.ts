import type { ResolvedPlacement } from '#model';
import type { Source, TreeMap } from '../source.ts';
import { isMissing, type SynthContext } from '../target.ts';
import { action, run, type Shop, variable } from './steps.ts';

const siteOf = ({ plan }: SynthContext, placement: ResolvedPlacement) =>
  plan.sites.find(({ name }) => name === placement.site?.name);

/** Logs in with the job's own identity (OIDC): no key of a cloud is kept in GitHub. */
export function awsLogin(shop: Shop, source: Source, role: string, region: string): TreeMap {
  return action(shop, source, 'aws-actions/configure-aws-credentials@v5', {
    with: { 'role-to-assume': variable(shop, role), 'aws-region': region },
  });
}

export const googleLogin = (shop: Shop, source: Source): TreeMap =>
  action(shop, source, 'google-github-actions/auth@v3', {
    with: {
      workload_identity_provider: variable(shop, 'GCP_IDENTITY_PROVIDER'),
      service_account: variable(shop, 'GCP_SERVICE_ACCOUNT'),
    },
  });

/** The region where an environment of the plan stands with a provider: where its images belong. */
export const regionOf = ({ environments }: Shop, provider: string): string | undefined =>
  [...environments.values()]
    .flatMap(({ plan }) => [plan.environment.on, ...plan.environment.also])
    .flatMap(({ site }) => (site?.provider === provider ? (site.region ?? []) : []))
    .sort()[0];

/** The context of a cluster: two sites may call theirs by one name, and the second would hide the first. */
export function contextOf(
  { plan }: SynthContext,
  { cluster, site }: ResolvedPlacement,
): string | undefined {
  const isAlone = plan.environment.also.length === 0 || site === undefined;
  return cluster === undefined || isAlone ? cluster : `${cluster}-${site.name}`;
}

/**
 * What a job needs to reach the clusters of an environment: the cloud's log-in, then a token of the
 * cluster's own that outlives a rollout. Hanok reads tokens, and runs no log-in program of a cloud.
 */
export function clusterAccess(shop: Shop, at: SynthContext, source: Source): readonly TreeMap[] {
  const { name, on, also } = at.plan.environment;
  const placements = [on, ...also];
  for (const placement of placements) warnUnreachable(shop, at, placement, source);
  const logins = placements.flatMap((placement) => {
    if (placement.engine === 'eks') return eksAccess(shop, at, placement, source);
    if (placement.engine === 'gke') return gkeAccess(shop, at, placement, source);
    return [];
  });
  if (logins.length === 0) return [];
  const contexts = placements.flatMap((placement) => contextOf(at, placement) ?? []);
  return [
    ...logins,
    ...contexts.map((context) =>
      run(tokenFor(context, `${at.plan.name}-${name}`), {
        name: `A token of ${context}`,
        env: { ACCOUNT: variable(shop, 'KUBERNETES_DEPLOYER') },
      }),
    ),
  ];
}

const tokenFor = (context: string, namespace: string): string =>
  [
    `TOKEN="$(kubectl --context ${context} --namespace ${namespace} create token "$ACCOUNT" --duration 6h)"`,
    'echo "::add-mask::$TOKEN"',
    `kubectl config set-credentials ${context}-deployer --token "$TOKEN"`,
    `kubectl config set-context ${context} --user ${context}-deployer`,
  ].join('\n');

function eksAccess(
  shop: Shop,
  at: SynthContext,
  placement: ResolvedPlacement,
  source: Source,
): readonly TreeMap[] {
  const region = siteOf(at, placement)?.region;
  const context = contextOf(at, placement);
  if (context === undefined || region === undefined)
    return noCluster(shop, source, at.plan.environment.name);
  return [
    awsLogin(shop, source, 'AWS_DEPLOY_ROLE', region),
    run(
      `aws eks update-kubeconfig --name ${placement.cluster} --alias ${context} --region ${region}`,
    ),
  ];
}

/** Google's action names a file of its own, and forgets what was named before. */
const BEFORE = `echo "KNOWN=\${KUBECONFIG:-$HOME/.kube/config}" >> "$GITHUB_ENV"`;
const TOGETHER = 'echo "KUBECONFIG=$KUBECONFIG:$KNOWN" >> "$GITHUB_ENV"';

function gkeAccess(
  shop: Shop,
  at: SynthContext,
  placement: ResolvedPlacement,
  source: Source,
): readonly TreeMap[] {
  const location = siteOf(at, placement)?.region;
  const context = contextOf(at, placement);
  if (context === undefined || location === undefined)
    return noCluster(shop, source, at.plan.environment.name);
  const known = at.plan.environment.also.length > 0;
  return [
    googleLogin(shop, source),
    ...(known ? [run(BEFORE, { name: 'Remember the clusters known so far' })] : []),
    action(shop, source, 'google-github-actions/get-gke-credentials@v3', {
      with: { cluster_name: placement.cluster, location, context_name: context },
    }),
    ...(known ? [run(TOGETHER, { name: 'Know them all' })] : []),
  ];
}

function noCluster({ context }: Shop, source: Source, environment: string): readonly TreeMap[] {
  isMissing(
    context,
    'github-actions',
    source,
    {
      en: `a deploy to ${environment} needs the name and the region of its cluster`,
      ko: `${environment} 배포에는 클러스터 이름과 리전이 필요하다`,
    },
    { en: 'Give the placement its `cluster`.', ko: '배치에 `cluster`를 적는다.' },
  );
  return [];
}

/** A hosted runner stands in the internet: what has only a private address it does not reach. */
function warnUnreachable(
  { context, pipeline }: Shop,
  at: SynthContext,
  placement: ResolvedPlacement,
  source: Source,
): void {
  const isPrivate = placement.endpoint?.every((one) => one === 'private') ?? false;
  if (pipeline.runner === 'self-hosted' || !(isPrivate || placement.engine === 'server')) return;
  const { name } = at.plan.environment;
  const where = placement.cluster ?? placement.site?.name ?? name;
  isMissing(
    context,
    'github-actions',
    source,
    isPrivate
      ? {
          en: `a hosted runner has no way to ${where} of ${name}: it answers on a private address alone`,
          ko: `GitHub가 제공하는 러너는 ${name} 환경의 ${where}에 닿지 못한다. private 주소로만 답한다`,
        }
      : {
          en: `the plan does not say how a hosted runner reaches the servers of ${name} in ${where}`,
          ko: `GitHub가 제공하는 러너가 ${where}에 있는 ${name} 서버에 닿는 길이 계획에 없다`,
        },
    {
      en: "Run the pipeline inside the network: `runner: 'self-hosted'`.",
      ko: "`runner: 'self-hosted'`로 네트워크 안에서 돌린다.",
    },
  );
}
