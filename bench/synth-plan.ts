import {
  aws,
  eks,
  environment,
  local,
  type Plan,
  type ResolvedPlan,
  resolve,
  server,
  site,
} from '#model';
import { syntheticPlan } from './check-plan.ts';

const tokyo = site('tokyo', aws('ap-northeast-1', { zones: 3 }));

/** The plan of the check bench where every target has a use for it: a cluster, a server, this machine. */
export function plansFor(services: number, names?: readonly string[]): readonly ResolvedPlan[] {
  const environments = [
    environment('local', { on: local() }),
    environment('room', { on: server(tokyo) }),
    environment('production', {
      on: eks(tokyo, { version: '1.34' }),
      secretStore: 'aws-secrets-manager',
    }),
  ];
  const plan: Plan = syntheticPlan(services, environments);
  return (names ?? environments.map(({ name }) => name)).map((name) => {
    const { plan: resolved, findings } = resolve(plan, name);
    if (resolved) return resolved;
    throw new Error(`the synthetic plan is malformed: ${findings[0]?.message.en}`);
  });
}
