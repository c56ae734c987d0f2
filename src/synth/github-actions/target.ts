import type { SynthFile } from '../file.ts';
import type { Source, TreeMap } from '../source.ts';
import { cannotSay, isMissing, type PlanTarget, type SynthContext } from '../target.ts';
import { jobOf, planJob } from './jobs.ts';
import { type Event, type Task, tasksOf } from './pipeline.ts';
import { rollbackOf } from './rollback.ts';
import { rulesetOf } from './ruleset.ts';
import type { Shop } from './steps.ts';

/** The plan's pipeline as workflows of GitHub Actions, and the rules of the branch they guard. */
export const githubActions: PlanTarget = {
  name: 'github-actions',
  scope: 'plan',
  about: {
    en: 'workflows and branch rules of GitHub, for the stages of the pipeline',
    ko: '파이프라인 단계를 GitHub 워크플로와 브랜치 규칙으로 만든다',
  },
  appliesTo: ([plan]) => {
    const { stages = [], source = 'github' } = plan?.policy.pipeline ?? {};
    return stages.length > 0 && ['github', 'git'].includes(source);
  },
  render(contexts) {
    const [context] = contexts;
    const pipeline = context?.plan.policy.pipeline;
    if (!context || !pipeline) return [];
    const environments = new Map(contexts.map((one) => [one.plan.environment.name, one]));
    const shop: Shop = { context, environments, pipeline, asked: new Set() };
    const source: Source = { path: 'pipeline', at: context.plan.at };
    const tasks = tasksOf(context);
    const files = [
      ...FLOWS.flatMap((flow) => flowOf(shop, tasks, flow, source)),
      ...(pipeline.stages ?? [])
        .filter(({ does }) => does === 'rollback')
        .flatMap((stage) => rollbackOf(shop, stage)),
      ...rulesetOf(pipeline, tasks, source),
    ];
    tellUnsaid(shop, source);
    return files;
  },
};

interface Flow {
  readonly event: Event;
  readonly file: string;
  readonly on: TreeMap;
  /** Another run of the same makes the one before pointless. */
  readonly replaces: boolean;
}

const FLOWS: readonly Flow[] = [
  { event: 'pull-request', file: 'pull-request', on: { pull_request: {} }, replaces: true },
  { event: 'push', file: 'push', on: { push: { branches: ['**'] } }, replaces: true },
  { event: 'main', file: 'main', on: { push: { branches: ['main'] } }, replaces: false },
  { event: 'tag', file: 'tag', on: { push: { tags: ['**'] } }, replaces: false },
];

function flowOf(
  shop: Shop,
  all: readonly Task[],
  { event, file, on, replaces }: Flow,
  source: Source,
): readonly SynthFile[] {
  const tasks = all.filter(({ events }) => events.has(event));
  if (tasks.length === 0) return [];
  const document: TreeMap = {
    name: file,
    on,
    permissions: { contents: 'read' },
    // Releases are never cut off half-way: a second push waits for the first.
    concurrency: {
      group: replaces ? `${file}-\${{ github.ref }}` : file,
      'cancel-in-progress': replaces,
    },
    // A command that the lock file does not bring is an error, never a download.
    env: { NPM_CONFIG_YES: 'false' },
    jobs: {
      plan: planJob(shop, source),
      ...Object.fromEntries(
        tasks.map((task) => [
          task.stage.name,
          jobOf(shop, task, { event, publisher: publisherBefore(task, tasks) }),
        ]),
      ),
    },
  };
  return [
    {
      path: `.github/workflows/${file}.yaml`,
      source,
      body: { kind: 'yaml', documents: [document] },
    },
  ];
}

/** The job that published images, somewhere before this one. */
function publisherBefore({ needs }: Task, tasks: readonly Task[]): string | undefined {
  for (const name of needs) {
    const task = tasks.find(({ stage }) => stage.name === name);
    const found = task?.stage.does === 'publish' ? name : task && publisherBefore(task, tasks);
    if (found !== undefined) return found;
  }
  return undefined;
}

function tellUnsaid({ context, pipeline, asked }: Shop, source: Source): void {
  if (pipeline.mirror !== undefined)
    cannotSay(
      context,
      'github-actions',
      { ...source, path: 'pipeline.mirror' },
      {
        en: `the copy at ${pipeline.mirror} is not written: the plan does not know its address`,
        ko: `${pipeline.mirror} 사본은 만들지 않았다. 주소가 계획에 없다`,
      },
      {
        en: 'Let that side pull: it needs no key that can write from here.',
        ko: '그쪽에서 가져가게 한다. 여기에 쓰기 권한 열쇠를 둘 필요가 없다.',
      },
    );
  for (const one of pipeline.stages ?? [])
    if (one.on?.includes('schedule'))
      isMissing(
        context,
        'github-actions',
        { path: `pipeline.stages.${one.name}`, at: one.at },
        {
          en: `${one.name} runs on a schedule, and a stage does not say when`,
          ko: `${one.name} 단계는 일정에 따라 도는데, 언제인지 적혀 있지 않다`,
        },
      );
  tellAsked(context, asked, source);
}

function tellAsked(context: SynthContext, asked: ReadonlySet<string>, source: Source): void {
  if (asked.size === 0) return;
  const names = [...asked].sort().join(', ');
  isMissing(
    context,
    'github-actions',
    source,
    {
      en: `the workflows ask GitHub for ${names}`,
      ko: `워크플로가 GitHub에서 읽는 값: ${names}`,
    },
    {
      en: 'Set them in the repository, those of a deploy in its environment.',
      ko: '저장소에 등록하고, 배포에 쓰는 것은 해당 환경에 등록한다.',
    },
  );
}
