import { MINUTE } from '#kernel';
import {
  partsOf,
  type ResolvedPlacement,
  settleDrain,
  settleRollout,
  settleStart,
  standsAt,
} from '#model';
import { Said, type Source, type TreeMap } from '../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../target.ts';
import { clusterAccess, contextOf } from './clouds.ts';
import { publishedBy } from './images.ts';
import type { Task } from './pipeline.ts';
import { expression, run, type Shop } from './steps.ts';
import { script, type Used } from './tools.ts';

/** What a job takes besides its rollouts. */
const MINUTES = 30;
/** What a hosted runner allows at most. */
const MOST_MINUTES = 360;

/**
 * A deploy: who is asked, the way to where it goes, the check, then `hanok deploy`. On a cluster an
 * image goes out under the digest that was published, one site after another.
 */
export function deployWork(shop: Shop, task: Task, publisher: string | undefined): Used {
  const { stage, source } = task;
  const at = shop.environments.get(stage.to ?? '');
  const { to } = stage;
  if (to === undefined) return { steps: [] };
  const gate = task.approval > 0 ? approvalGate(shop, task, to) : [];
  if (stage.does === 'approve')
    return { steps: gate, ...(gate.length > 0 && { permissions: { actions: 'read' } }) };
  const access = at ? clusterAccess(shop, at, source) : [];
  warnWindow(shop, task, to);
  const { engine } = at?.plan.environment.on ?? {};
  if (engine === 'server') sayOverSsh(shop, source, stage.name, to);
  else if (!isDriven(engine))
    cannotSay(shop.context, 'github-actions', source, {
      en: `\`hanok deploy\` has no driver for ${engine}: ${stage.name} runs a script of its own`,
      ko: `\`hanok deploy\`에는 ${engine} 드라이버가 없어 ${stage.name} 단계는 스크립트를 돌린다`,
    });
  return {
    steps: [
      ...gate,
      ...access,
      run(`npx hanok check --format github --env ${to}`),
      ...(isDriven(engine)
        ? deliveries({ shop, at, to, publisher, source })
        : [script(stage.name, { shop, source, to })]),
    ],
    permissions: {
      ...(gate.length > 0 && { actions: 'read' }),
      ...(access.length > 0 && { 'id-token': 'write' }),
    },
  };
}

/** A server is reached with a key, and which one a workflow may hold is nowhere in a plan. */
const sayOverSsh = ({ context }: Shop, source: Source, stage: string, to: string): void =>
  cannotSay(
    context,
    'github-actions',
    source,
    {
      en: `\`hanok deploy\` reaches a server over SSH, and no plan says with whose key: ${stage} runs a script of its own`,
      ko: `\`hanok deploy\`는 SSH로 서버에 닿는데 누구의 키로 들어가는지 계획에 없어 ${stage} 단계는 스크립트를 돌린다`,
    },
    {
      en: `Where hanok.service raises the system, the script is \`hanok deploy SERVICE --env ${to} --ssh USER@HOST\`.`,
      ko: `hanok.service가 시스템을 세운 서버라면 스크립트는 \`hanok deploy 서비스 --env ${to} --ssh 사용자@호스트\`다.`,
    },
  );

/** Where a workflow can have Hanok itself move rollouts. */
export const isDriven = (engine: string | undefined): boolean =>
  engine === undefined || engine === 'local' || isCluster(engine);
const isCluster = (engine: string): boolean => engine === 'eks' || engine === 'gke';

interface Delivery {
  readonly shop: Shop;
  readonly at: SynthContext | undefined;
  readonly to: string;
  readonly publisher: string | undefined;
  readonly source: Source;
}

/** The commands of a deploy, in the order in which sites and services take a release. */
function deliveries({ shop, at, to, publisher, source }: Delivery): readonly TreeMap[] {
  const { on, also } = at?.plan.environment ?? { on: undefined, also: [] };
  const placements = [...(on ? [on] : []), ...also].filter(({ engine }) => isCluster(engine));
  const command = (what: string, more = ''): Said =>
    new Said(`npx hanok deploy ${what} --env ${to}${more}`, source);
  if (!at || placements.length === 0) return [run(command('--all'))];
  const built = new Set(publisher === undefined ? [] : publishedBy(shop));
  const order = calledFirst(at);
  return placements.flatMap((placement) => {
    const more = whereTo(at, placement);
    if (publisher === undefined || built.size === 0) return [run(command('--all', more))];
    return order
      .filter((name) => built.has(name) && isThere(at, placement, name))
      .map((name) =>
        run(command(`${name} --image "$IMAGE"`, more), {
          env: { IMAGE: expression(`needs.${publisher}.outputs.${name}`) },
        }),
      );
  });
}

const isThere = ({ view }: SynthContext, placement: ResolvedPlacement, name: string): boolean => {
  const part = view.part(name);
  return part !== undefined && standsAt(placement, part);
};

/** One of several sites, and the context that its log-in made. */
function whereTo(at: SynthContext, placement: ResolvedPlacement): string {
  const { site } = placement;
  if (at.plan.environment.also.length === 0 || !site) return '';
  const context = contextOf(at, placement);
  return ` --site ${site.name}${context === undefined ? '' : ` --context ${context}`}`;
}

/** Services by name, what is called before its callers. */
function calledFirst({ plan, view }: SynthContext): readonly string[] {
  const done = new Set<string>();
  const visit = (name: string, above: ReadonlySet<string>): void => {
    const part = view.part(name);
    if (part?.kind !== 'service' || done.has(name) || above.has(name)) return;
    for (const to of part.links.map((link) => link.to).sort()) visit(to, new Set([...above, name]));
    done.add(name);
  };
  for (const { name } of [...partsOf(plan, 'service')].sort((a, b) => (a.name < b.name ? -1 : 1)))
    visit(name, new Set());
  return [...done];
}

/**
 * GitHub makes an environment that nobody set up, and lets everybody through: the job looks whether
 * somebody really is asked before it goes on.
 */
function approvalGate({ context }: Shop, { stage, source, approval }: Task, to: string): TreeMap[] {
  isMissing(
    context,
    'github-actions',
    source,
    {
      en: `the environment ${to} on GitHub needs its required reviewers: people are no part of a plan`,
      ko: `GitHub의 ${to} 환경에 필수 검토자를 지정해야 한다. 사람은 계획에 적지 않는다`,
    },
    {
      en: `Set them under Settings, Environments, ${to}, and forbid self-review.`,
      ko: `Settings, Environments, ${to}에서 지정하고 스스로 승인하지 못하게 한다.`,
    },
  );
  if (approval > 1)
    cannotSay(
      context,
      'github-actions',
      source,
      {
        en: `${approval} people must agree to ${stage.name}, and GitHub goes on after one of them did`,
        ko: `${stage.name} 단계에는 ${approval}명이 동의해야 하는데 GitHub는 한 명만 승인해도 넘어간다`,
      },
      {
        en: `The environment's own \`approval\` asks for all of them: \`hanok rollout approve --env ${to}\`.`,
        ko: `나머지는 환경의 \`approval\`이 받는다: \`hanok rollout approve --env ${to}\`.`,
      },
    );
  const command = [
    `gh api "repos/$GITHUB_REPOSITORY/environments/${to}" --jq '.protection_rules[].type' |`,
    '  grep -qx required_reviewers',
  ].join('\n');
  return [
    run(command, {
      name: 'Somebody was asked',
      env: { GH_TOKEN: expression('github.token') },
    }),
  ];
}

/** A job waits six hours at most; the next window may be days away. */
function warnWindow({ context, environments }: Shop, { source }: Task, to: string): void {
  if (!environments.get(to)?.plan.environment.window) return;
  cannotSay(context, 'github-actions', source, {
    en: `releases reach ${to} only in its window, and a job cannot wait for it: start the deploy inside it`,
    ko: `${to} 배포는 정해진 시간대에만 나간다. 작업은 그때까지 기다리지 못하므로 시간대 안에서 시작한다`,
  });
}

/** As long as every rollout may take one after another, within what a runner allows. */
export function minutesOf({ environments, context }: Shop, { stage }: Task): number {
  const { plan } = environments.get(stage.to ?? '') ?? context;
  const total = partsOf(plan, 'service')
    .map((service) => {
      const { weights, bake, holdFor, strategy } = settleRollout(service);
      const steps = strategy === 'canary' ? weights.length * (bake + holdFor) : bake;
      return settleStart(service) + steps + settleDrain(service);
    })
    .reduce((sum, one) => sum + one, 0);
  return Math.min(MOST_MINUTES, MINUTES + Math.ceil(total / MINUTE));
}
