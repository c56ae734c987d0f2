import { partsOf, type ResolvedPart, type ResolvedPlan } from '#model';

/** Containers in a cluster, processes on servers, or containers whose machines nobody sees. */
export type Ground = 'cluster' | 'server' | 'ecs';

export const groundOf = ({ environment }: ResolvedPlan): Ground => {
  const { engine } = environment.on;
  if (engine === 'eks' || engine === 'gke') return 'cluster';
  return engine === 'ecs' ? 'ecs' : 'server';
};

/** Services that clients reach through a gateway: their answers are what users get. By name. */
export const entriesOf = (plan: ResolvedPlan): readonly string[] => [
  ...new Set(
    partsOf(plan, 'gateway')
      .flatMap(({ routes }) => routes.map(({ to }) => to))
      .sort(),
  ),
];

/** Whether a provider runs it: its machine is nobody's to look at. */
export const isManaged = (part: ResolvedPart): boolean =>
  'managed' in part && part.managed !== undefined && part.managed !== 'ec2';

/** By name: what the plan declares first must not decide what is written first. */
export const byName = <T extends { readonly name: string }>(parts: readonly T[]): readonly T[] =>
  [...parts].sort((a, b) => (a.name < b.name ? -1 : 1));
