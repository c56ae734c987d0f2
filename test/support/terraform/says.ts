import { fileURLToPath } from 'node:url';
import { loadPlan } from '#adapters';
import type { ResolvedPlan } from '#model';
import { type Module, readModule } from './configuration.ts';
import { policyRefusals } from './policy.ts';
import { danglingReferences, everySchema, schemaRefusals } from './schema.ts';

/** Where the goldens stand. */
export const root = new URL('../../golden/', import.meta.url);
export const schema = everySchema();

const plans = new Map<string, Promise<ResolvedPlan>>();
function planOf(folder: string): Promise<ResolvedPlan> {
  const [name = '', environment = ''] = folder.split('/');
  const known = plans.get(`${name} ${environment}`) ?? load(name, environment);
  plans.set(`${name} ${environment}`, known);
  return known;
}
async function load(name: string, environment: string): Promise<ResolvedPlan> {
  const file = fileURLToPath(new URL(`../../../examples/${name}/hanok.plan.ts`, import.meta.url));
  const plan = (await loadPlan(file))[environment]?.plan;
  if (!plan) throw new Error(`${name} has no ${environment}`);
  return plan;
}

// biome-ignore lint/suspicious/noExplicitAny: a test changes whatever it likes of what it read.
export type Loose = any;

/** What the schema, the references and the plan refuse of a golden, after a change to it. */
export async function saysOf(
  folder: string,
  edit?: (module: Loose) => void,
): Promise<readonly string[]> {
  const module: Module = readModule(fileURLToPath(new URL(folder, root)), edit);
  return [
    ...schemaRefusals(schema, module),
    ...danglingReferences(schema, module),
    ...policyRefusals(module, await planOf(folder)),
  ];
}
