import { printSpan } from '#kernel';
import { partsOf, type ResolvedPart, type ResolvedPlan, type ResolvedService } from '#model';

/** One arrow of the topology. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** Routes and links, in the plan's order. */
export function edgesOf(plan: ResolvedPlan): readonly Edge[] {
  const routes = partsOf(plan, 'gateway').flatMap((gateway) =>
    gateway.routes.map((route) => ({ from: gateway.name, to: route.to, label: route.path })),
  );
  const links = partsOf(plan, 'service').flatMap((service) =>
    service.links.map((link) => ({ from: service.name, to: link.to, label: link.access ?? '' })),
  );
  return [...routes, ...links];
}

const SHAPES: Readonly<Record<string, readonly [string, string]>> = {
  gateway: ['{{', '}}'],
  postgres: ['[(', ')]'],
  redis: ['[(', ')]'],
  'model-files': ['[/', '/]'],
  secret: ['>', ']'],
};

/** A Mermaid flowchart: secrets are left out, they are no hop. */
export function toMermaid(plan: ResolvedPlan): string {
  const parts = plan.parts.filter((part) => part.kind !== 'secret');
  const id = (name: string) => name.replaceAll('-', '_');
  const nodes = parts.map((part) => {
    const [open, close] = SHAPES[part.kind] ?? ['[', ']'];
    return `  ${id(part.name)}${open}"${part.name}<br/>${part.kind}"${close}`;
  });
  const edges = edgesOf(plan).map(
    ({ from, to, label }) => `  ${id(from)} -->${label ? `|"${label}"|` : ''} ${id(to)}`,
  );
  return `${['flowchart LR', ...nodes, ...edges].join('\n')}\n`;
}

/** What stands where, a line a part, indented edges below. */
export function toOutline(plan: ResolvedPlan): string {
  const edges = edgesOf(plan);
  const lines = plan.parts.flatMap((part) => [
    `${part.name}  ${part.kind}${details(part)}`,
    ...edges
      .filter((edge) => edge.from === part.name)
      .map((edge) => `  → ${edge.to}${edge.label ? `  (${edge.label})` : ''}`),
  ]);
  return `${plan.name} / ${plan.environment.name} (${plan.environment.on.engine})\n\n${lines.join('\n')}\n`;
}

function details(part: ResolvedPart): string {
  if (part.kind === 'service') return serviceDetails(part);
  if (part.kind === 'secret') return part.rotate ? `  ↻ ${printSpan(part.rotate)}` : '';
  return 'version' in part && part.version ? `  ${part.version}` : '';
}

function serviceDetails({ replicas, rollout }: ResolvedService): string {
  const { min, max } = replicas ?? { min: 1, max: 1 };
  return `  × ${min === max ? min : `${min}–${max}`}${rollout ? `, ${rollout.strategy}` : ''}`;
}
