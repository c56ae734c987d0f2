import { dirname, join } from 'node:path';
import { Failure } from '#kernel';
import type { ResolvedPart, ResolvedPlan, ResolvedService } from '#model';
import type { Layout } from '../layout.ts';
import { filesOf, readRelease } from '../release-store.ts';
import { readSecret, takeSecret } from '../secret-store.ts';
import { postgresRecipe } from '../stores/postgres.ts';
import { redisRecipe } from '../stores/redis.ts';
import type { RecipeOf } from './fleet.ts';
import { gatewayRecipe } from './gateway-recipe.ts';
import type { InstanceRecord } from './instance.ts';
import type { Recipe } from './recipe.ts';
import { serviceRecipe } from './service-recipe.ts';
import { commonVariables, variablesOf } from './variables.ts';

export interface RecipesSpec {
  readonly plan: ResolvedPlan;
  readonly planFolder: string;
  readonly layout: Layout;
  /** Where a store listens now. */
  readonly portOf: (store: string) => number;
}

/** PostgreSQL's own default. */
const CONNECTIONS = 100;

/** How each part of a plan is run on this machine. */
export function recipesFor(spec: RecipesSpec): RecipeOf {
  const { plan, layout, planFolder } = spec;
  const common = commonVariables(layout.mark, process.env, dirname(process.execPath));
  const passwordOf = (store: string) => takeSecret(layout.secret(store)).value;
  return (record) => {
    const part = plan.parts.find((one) => one.name === record.part);
    const data = layout.data(record.part);
    const shared = { name: record.part, data, log: layout.log(record.id), env: common };
    switch (part?.kind) {
      case 'postgres':
        return postgresRecipe({
          ...shared,
          elsewhere: layout.elsewhere,
          planFolder,
          password: passwordOf(part.name),
          version: part.version ?? '18',
          maxConnections: part.maxConnections ?? CONNECTIONS,
        });
      case 'redis':
        return redisRecipe({
          ...shared,
          password: passwordOf(part.name),
          memory: part.memory ?? 0,
          eviction: part.eviction,
          persistent: part.persistent ?? false,
        });
      case 'gateway':
        return gatewayRecipe(layout, common);
      case 'service':
        return forService(part, record, { ...spec, common, passwordOf });
      default:
        throw notRunnable(record.part, part);
    }
  };
}

type ServiceAround = RecipesSpec & {
  readonly common: Record<string, string>;
  readonly passwordOf: (store: string) => string;
};

function forService(
  service: ResolvedService,
  record: InstanceRecord,
  around: ServiceAround,
): Recipe {
  const { layout, plan, planFolder, portOf, passwordOf, common } = around;
  const home = layout.release(service.name, record.release ?? '');
  const release = readRelease(home);
  const secretOf = (name: string) =>
    readSecret(layout.secret(name), release.secrets[name] ?? 1).value;
  const folderOf = (name: string) => modelFolder(plan, planFolder, name);
  return serviceRecipe({
    service,
    command: release.command,
    folder: Object.keys(release.files).length > 0 ? filesOf(home) : planFolder,
    log: layout.log(record.id),
    variables: () => ({
      ...common,
      ...release.configuration,
      ...variablesOf(service, { plan, planFolder, portOf, passwordOf, secretOf, folderOf }),
      HANOK_RELEASE: release.digest,
      HANOK_INSTANCE: record.id,
    }),
  });
}

function modelFolder(plan: ResolvedPlan, planFolder: string, name: string): string {
  const part = plan.parts.find((one) => one.name === name);
  return join(planFolder, part?.kind === 'model-files' ? (part.folder ?? name) : name);
}

const notRunnable = (name: string, part: ResolvedPart | undefined) =>
  new Failure('runtime/not-runnable', {
    en: `${name} (${part?.kind ?? 'no longer in the plan'}) is nothing that runs`,
    ko: `${name} (${part?.kind ?? '계획에 더는 없음'})은 실행하는 것이 아니다`,
  });
