import type { Text } from '#kernel';
import { partsOf } from '#model';
import type { SynthFile } from '../file.ts';
import { from, Said, type TreeMap } from '../source.ts';
import { cannotSay } from '../target.ts';
import { clusterAccess, contextOf } from './clouds.ts';
import { isDriven } from './deploys.ts';
import { type Step, sourceOfStage } from './pipeline.ts';
import { expression, prepared, run, runnerOf, type Shop } from './steps.ts';

/**
 * The way back by hand: a bad release is taken back by the rollout itself, and this is for the one
 * that turned out bad later. What a person types reaches the shell as variables alone.
 */
export function rollbackOf(shop: Shop, stage: Step): readonly SynthFile[] {
  const { to } = stage;
  const at = shop.environments.get(to ?? '');
  if (to === undefined) return [];
  const source = sourceOfStage(stage);
  const { on, also = [] } = at?.plan.environment ?? {};
  if (!isDriven(on?.engine)) {
    cannotSay(shop.context, 'github-actions', source, tellLeft(stage.name, on?.engine));
    return [];
  }
  const several = also.length > 0 && on ? [on, ...also] : [];
  const sites = several.flatMap(({ site }) => site?.name ?? []);
  const contexts = Object.fromEntries(
    several.flatMap((one) => [[one.site?.name ?? '', at && contextOf(at, one)]]),
  );
  const access = at ? clusterAccess(shop, at, source) : [];
  const document: TreeMap = {
    name: stage.name,
    'run-name': `Roll back \${{ inputs.service }} of ${to}`,
    on: {
      workflow_dispatch: {
        inputs: inputsOf(shop, sites),
      },
    },
    permissions: { contents: 'read' },
    // Of its own: a rollback ends the rollout under way, so it never waits for one.
    concurrency: { group: `rollback-${to}`, 'cancel-in-progress': false },
    env: { NPM_CONFIG_YES: 'false' },
    jobs: {
      [stage.name]: from(source, {
        'runs-on': runnerOf(shop, source),
        'timeout-minutes': 60,
        environment: new Said(to, source),
        ...(access.length > 0 && { permissions: { contents: 'read', 'id-token': 'write' } }),
        steps: [...prepared(shop, source), ...access, takeBack(to, contexts)],
      }),
    },
  };
  return [
    {
      path: `.github/workflows/${stage.name}.yaml`,
      source,
      body: { kind: 'yaml', documents: [document] },
    },
  ];
}

const tellLeft = (stage: string, engine: string | undefined): Text =>
  engine === 'server'
    ? {
        en: `\`hanok rollback\` reaches a server over SSH, and no plan says with whose key: ${stage} is left to people`,
        ko: `\`hanok rollback\`은 SSH로 서버에 닿는데 누구의 키로 들어가는지 계획에 없어 ${stage} 단계는 사람에게 맡긴다`,
      }
    : {
        en: `\`hanok rollback\` has no driver for ${engine}: ${stage} is left to the runbook`,
        ko: `\`hanok rollback\`에는 ${engine} 드라이버가 없다. ${stage} 단계는 런북에 맡긴다`,
      };

/** Where there are several sites, the one that was chosen, and the context that its log-in made. */
function takeBack(to: string, contexts: Readonly<Record<string, string | undefined>>): TreeMap {
  const isOne = Object.keys(contexts).length === 0;
  const isNamed = !isOne && Object.values(contexts).every((one) => one !== undefined);
  const words = [
    `npx hanok rollback "$SERVICE" \${RELEASE:+--to "$RELEASE"} --env ${to}`,
    ...(isOne ? [] : ['--site "$SITE"']),
    ...(isNamed ? ['--context "$CONTEXT"'] : []),
  ];
  return run(words.join(' '), {
    env: {
      SERVICE: expression('inputs.service'),
      RELEASE: expression('inputs.release'),
      SITE: isOne ? undefined : expression('inputs.site'),
      CONTEXT: isNamed
        ? expression(`fromJSON('${JSON.stringify(contexts)}')[inputs.site]`)
        : undefined,
    },
  });
}

const inputsOf = ({ context }: Shop, sites: readonly string[]): TreeMap => ({
  service: {
    description: 'What goes back',
    type: 'choice',
    required: true,
    options: partsOf(context.plan, 'service')
      .map(({ name }) => name)
      .sort(),
  },
  release: {
    description: 'The beginning of the release it goes back to; the one before when empty',
    type: 'string',
    required: false,
  },
  site:
    sites.length === 0
      ? undefined
      : { description: 'Where it goes back', type: 'choice', required: true, options: sites },
});
