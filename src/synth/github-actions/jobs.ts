import { from, Said, type Source, type Tree, type TreeMap } from '../source.ts';
import { cannotSay } from '../target.ts';
import { deployWork, minutesOf } from './deploys.ts';
import { buildSteps, buildsImages, hasRegistry, publishSteps, scanSteps } from './images.ts';
import type { Event, Task } from './pipeline.ts';
import { checkout, expression, prepared, run, runnerOf, type Shop } from './steps.ts';
import { script, toolsOf, type Used } from './tools.ts';

/** Half an hour where the plan says nothing: GitHub's own default is six. */
const MINUTES = 30;

/** What a job stands beside. */
interface Beside {
  readonly event: Event;
  /** The job before it that published images, whose digests a deploy delivers. */
  readonly publisher: string | undefined;
}

/** One stage as a job of a workflow. */
export function jobOf(shop: Shop, task: Task, { event, publisher }: Beside): TreeMap {
  const { stage, source } = task;
  const used = workOf(shop, task, { event, publisher });
  const isDeploy = stage.does === 'deploy' || stage.does === 'approve';
  const permissions = { contents: 'read', ...used.permissions };
  return from(source, {
    name: nameOf(task),
    needs: needsOf(task, isDeploy ? publisher : undefined),
    'runs-on': runnerOf(shop, source),
    'timeout-minutes': isDeploy ? minutesOf(shop, task) : MINUTES,
    environment: isDeploy && stage.to !== undefined ? new Said(stage.to, source) : undefined,
    permissions: Object.keys(permissions).length > 1 ? permissions : undefined,
    'continue-on-error': stage.blocks === false ? new Said(true, source) : undefined,
    strategy: matrixOf(task)?.strategy,
    outputs: used.outputs,
    steps: used.steps,
  });
}

/** A job reads the outputs only of those it names itself. */
const needsOf = ({ needs }: Task, publisher: string | undefined): readonly string[] =>
  needs.length === 0
    ? ['plan']
    : [...new Set([...needs, ...(publisher === undefined ? [] : [publisher])])].sort();

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

function workOf(shop: Shop, task: Task, beside: Beside): Work {
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
  const own = ownWork(shop, task, beside);
  const steps = [...own.steps, ...tools.steps];
  return {
    steps: [
      ...((tools.steps.length === 0 && own.begin) || begin),
      ...(steps.length > 0 ? steps : [script(stage.name, asked)]),
    ],
    permissions: { ...own.permissions, ...tools.permissions },
    outputs: own.outputs,
  };
}

interface Work extends Used {
  /** What the job begins with, where that is less than Node and every package. */
  readonly begin?: readonly TreeMap[];
  /** What later jobs read of it. */
  readonly outputs?: TreeMap | undefined;
}

/** What a stage does by its kind, before what it names. */
function ownWork(shop: Shop, task: Task, { event, publisher }: Beside): Work {
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
      return deployWork(shop, task, publisher);
    default:
      return { steps: [] };
  }
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
