import { MINUTE } from '#kernel';
import { partsOf, settleDrain, settleRollout, settleStart } from '#model';
import { from, Said, type Source, type Tree, type TreeMap } from '../source.ts';
import { cannotSay, isMissing } from '../target.ts';
import { clusterAccess } from './clouds.ts';
import { buildSteps, buildsImages, hasRegistry, publishSteps, scanSteps } from './images.ts';
import type { Event, Task } from './pipeline.ts';
import { checkout, expression, prepared, run, runnerOf, type Shop } from './steps.ts';
import { script, toolsOf, type Used } from './tools.ts';

/** Half an hour where the plan says nothing: GitHub's own default is six. */
const MINUTES = 30;
/** What a hosted runner allows at most. */
const MOST_MINUTES = 360;

/** One stage as a job of a workflow. */
export function jobOf(shop: Shop, task: Task, event: Event): TreeMap {
  const { stage, source } = task;
  const used = workOf(shop, task, event);
  const isDeploy = stage.does === 'deploy' || stage.does === 'approve';
  const permissions = { contents: 'read', ...used.permissions };
  return from(source, {
    name: nameOf(task),
    needs: task.needs.length === 0 ? ['plan'] : task.needs,
    'runs-on': runnerOf(shop, source),
    'timeout-minutes': isDeploy ? minutesOf(shop, task) : MINUTES,
    environment: isDeploy && stage.to !== undefined ? new Said(stage.to, source) : undefined,
    permissions: Object.keys(permissions).length > 1 ? permissions : undefined,
    'continue-on-error': stage.blocks === false ? new Said(true, source) : undefined,
    strategy: matrixOf(task)?.strategy,
    steps: used.steps,
  });
}

/** What the job is called: what branch rules wait for. */
export const nameOf = ({ stage }: Task): string => stage.name;

/** The names of its runs, one for each member of a matrix. */
export function checksOf(task: Task): readonly string[] {
  const name = nameOf(task);
  const versions = matrixOf(task)?.versions;
  return versions ? versions.map((version) => `${name} (${version})`) : [name];
}

function matrixOf({
  stage,
  source,
}: Task): { versions: readonly string[]; strategy: TreeMap } | undefined {
  const versions = (stage.matrix ?? [])
    .flatMap((word) => (word.startsWith('node:') ? [word.slice('node:'.length)] : []))
    .sort();
  if (versions.length === 0) return undefined;
  const node = versions.map((version) => new Said(version, source));
  return { versions, strategy: { 'fail-fast': false, matrix: { node } } };
}

function workOf(shop: Shop, task: Task, event: Event): Used {
  const { stage, source } = task;
  const node: Tree | undefined = matrixOf(task) ? expression('matrix.node') : undefined;
  for (const word of stage.matrix ?? [])
    if (!word.startsWith('node:'))
      cannotSay(shop.context, 'github-actions', source, {
        en: `${stage.name} is repeated on ${word}, and only versions of Node are set up`,
        ko: `${stage.name} 단계의 ${word} 반복은 만들지 못한다. Node 버전만 설치한다`,
      });
  if (stage.blocksOnly)
    cannotSay(shop.context, 'github-actions', source, {
      en: `${stage.name} blocks in ${stage.blocksOnly.join(', ')} only; as a job it blocks for all that follows`,
      ko: `${stage.name} 단계는 ${stage.blocksOnly.join(', ')}에서만 막아야 하지만, 작업으로는 뒤따르는 모두를 막는다`,
    });
  const begin = prepared(shop, source, node);
  const asked = { shop, source, to: stage.to };
  const tools = toolsOf(
    (stage.with ?? []).filter((word) => word !== 'docker scout cves'),
    asked,
  );
  const own = ownWork(shop, task, event);
  const steps = [...own.steps, ...tools.steps];
  return {
    steps: [
      ...((tools.steps.length === 0 && own.begin) || begin),
      ...(steps.length > 0 ? steps : [script(stage.name, asked)]),
    ],
    permissions: { ...own.permissions, ...tools.permissions },
  };
}

interface Work extends Used {
  /** What the job begins with, where that is less than Node and every package. */
  readonly begin?: readonly TreeMap[];
}

/** What a stage does by its kind, before what it names. */
function ownWork(shop: Shop, task: Task, event: Event): Work {
  const { stage, source } = task;
  switch (stage.does) {
    case 'build':
      return {
        steps: buildSteps(shop, source, event !== 'pull-request'),
        ...(buildsImages(shop) && { begin: [checkout(shop, source)] }),
      };
    case 'publish':
      if (!buildsImages(shop) || !hasRegistry(shop)) return { steps: [] };
      return { ...publishSteps(shop, source), begin: [] };
    case 'scan':
      return stage.with?.includes('docker scout cves') && buildsImages(shop)
        ? { ...scanSteps(shop, source), begin: [] }
        : { steps: [] };
    case 'verify':
      return stage.with === undefined
        ? toolsOf(['hanok check'], { shop, source, to: stage.to })
        : { steps: [] };
    case 'deploy':
    case 'approve':
      return deployWork(shop, task);
    default:
      return { steps: [] };
  }
}

function deployWork(shop: Shop, task: Task): Used {
  const { stage, source } = task;
  const at = shop.environments.get(stage.to ?? '');
  const { to } = stage;
  if (to === undefined) return { steps: [] };
  const gate = task.approval > 0 ? approvalGate(shop, task, to) : [];
  if (stage.does === 'approve')
    return { steps: gate, ...(gate.length > 0 && { permissions: { actions: 'read' } }) };
  const access = at ? clusterAccess(shop, at, source) : [];
  const isOnEcs = at?.plan.environment.on.engine === 'ecs';
  if (isOnEcs)
    cannotSay(shop.context, 'github-actions', source, {
      en: `\`hanok deploy\` has no driver for Amazon ECS: ${stage.name} runs a script of its own`,
      ko: `\`hanok deploy\`에는 Amazon ECS 드라이버가 없어 ${stage.name} 단계는 스크립트를 돌린다`,
    });
  warnWindow(shop, task, to);
  return {
    steps: [
      ...gate,
      ...access,
      run(`npx hanok check --format github --env ${to}`),
      isOnEcs
        ? script(stage.name, { shop, source, to })
        : run(new Said(`npx hanok deploy --all --env ${to}`, source)),
    ],
    permissions: {
      ...(gate.length > 0 && { actions: 'read' }),
      ...(access.length > 0 && { 'id-token': 'write' }),
    },
  };
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
function minutesOf({ environments, context }: Shop, { stage }: Task): number {
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

/** What stands before every stage: the plan holds, and what was generated is what it means. */
export function planJob(shop: Shop, source: Source): TreeMap {
  return from(source, {
    name: 'plan',
    'runs-on': runnerOf(shop, source),
    'timeout-minutes': 10,
    steps: [
      ...prepared(shop, source),
      run('npx hanok check --format github'),
      run('npx hanok synth --check'),
      run(
        'cd generated/github-actions/.github/workflows\nfor file in *.yaml; do\n  cmp "$file" "$GITHUB_WORKSPACE/.github/workflows/$file"\ndone',
        {
          name: 'The workflows in force are those of the plan',
        },
      ),
    ],
  });
}
