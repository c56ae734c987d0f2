import { type Finding, type Place, withParticle } from '#kernel';
import { readAlert, readChannel } from './alert.ts';
import { type Change, type Environment, readEnvironment } from './environment.ts';
import { readObjectives } from './objective.ts';
import { isAuthored, type Part } from './part.ts';
import { readPart } from './part-reader.ts';
import { readPatch } from './patch.ts';
import { local } from './placement.ts';
import type { Plan, ResolvedPlan } from './plan.ts';
import { policyFields, type ResolvedPolicy } from './policy.ts';
import { quote } from './problem.ts';
import {
  expected,
  isPlain,
  list,
  object,
  optional,
  type Reader,
  type Reading,
  refuse,
  required,
} from './shape.ts';
import { readSite } from './site.ts';
import { readStatement } from './statement.ts';
import { readTraffic } from './traffic.ts';
import { day, readWaiver } from './waiver.ts';
import { findMade, walk } from './walk.ts';

/** A plan that could be read, or none; the findings say what was wrong either way. */
export interface Resolution {
  readonly plan?: ResolvedPlan;
  readonly findings: readonly Finding[];
}

/** The names of the environments a plan has; 'local' when it names none. */
export const environmentNames = (plan: Plan): readonly string[] => {
  const made = plan.spec?.environments;
  const named = Array.isArray(made) ? made.filter((one) => isAuthored(one, 'environment')) : [];
  return named.length > 0 ? named.map((one) => (one as Environment).name) : ['local'];
};

/**
 * Applies an environment's changes, binds references to names and reads every word strictly.
 * Pure: the same plan gives the same resolution. `file` is reported when the plan has no line.
 */
export function resolve(plan: unknown, environment: string, file = '?'): Resolution {
  const findings: Finding[] = [];
  const root: Reading = {
    path: 'plan',
    at: { file, line: 1 },
    report: (finding) => findings.push(finding),
  };
  if (!isAuthored(plan, 'plan')) {
    refuse(
      'plan/not-a-plan',
      root,
      expected(plan, {
        en: 'definePlan(…) as the default export',
        ko: '기본 내보내기가 definePlan(…)',
      }),
    );
    return { findings };
  }
  const resolved = read(plan as Plan, environment, { ...root, at: plan.at });
  return findings.length > 0 || !resolved ? { findings } : { plan: freeze(resolved), findings };
}

function read(plan: Plan, name: string, reading: Reading): ResolvedPlan | undefined {
  const top = readTop(plan.spec, reading);
  if (!isPlain(plan.spec)) return undefined;
  const made = chooseEnvironment(plan, name, reading);
  if (!made) return undefined;
  const parts = walk(plan.spec.roots, reading);
  const changed = applyChanges(parts, made, reading);
  const known = (part: string) => parts.some((one) => one.name === part);
  const spot = { ...reading, at: made.at, path: `environments.${made.name}` };
  const environment = readEnvironment(made.spec, spot);
  const resolved = changed.flatMap((part) => readPart(part, reading) ?? []);
  const stated = asList(plan.spec.statements).flatMap((one, index) =>
    readStatement(one, { ...reading, path: `statements[${index}]` }, known),
  );
  const quiet = { ...reading, report: () => undefined };
  const sites = findMade(plan.spec, 'site').flatMap((one) => {
    const read = readSite(one, reading);
    return read ? [{ ...read, at: one.at }] : [];
  });
  const channels = findMade(plan.spec, 'channel').flatMap((one) => readChannel(one, quiet) ?? []);
  const alerts = asList(plan.spec.alerts).flatMap(
    (one) => readNamed(one, 'alert', readAlert, 'alerts', reading) ?? [],
  );
  if (!top || !environment) return undefined;
  return {
    name: plan.name,
    at: plan.at,
    asOf: top.asOf,
    environment: { ...environment, name: made.name, at: made.at },
    environments: environmentNames(plan),
    parts: resolved,
    sites,
    channels,
    objectives: top.objectives ?? {},
    policy: pick(top, Object.keys(policyFields)) as ResolvedPolicy,
    traffic: top.traffic ?? [],
    alerts,
    stated,
    waivers: top.waivers ?? [],
    patches: top.patches ?? [],
  };
}

const skip: Reader<true, unknown> = () => true;
const readTop = object({
  ...policyFields,
  asOf: required(day),
  roots: required(skip),
  objectives: optional(readObjectives),
  traffic: optional(readTraffic),
  environments: optional(skip),
  alerts: optional(list(skip)),
  statements: optional(list(skip)),
  waivers: optional(list(readWaiver)),
  patches: optional(list(readPatch)),
});

const pick = (from: object, keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));

function chooseEnvironment(plan: Plan, name: string, reading: Reading): Environment | undefined {
  const made = asList(plan.spec.environments);
  const wrong = made.filter((one) => !isAuthored(one, 'environment'));
  if (wrong.length > 0) {
    const spot = { ...reading, path: 'environments' };
    const what = { en: 'environment(…)', ko: 'environment(…)' };
    return refuse('plan/wrong-kind', spot, expected(wrong[0], what));
  }
  const found = (made as Environment[]).find((one) => one.name === name);
  if (found) return found;
  if (made.length === 0 && name === 'local')
    return { kind: 'environment', name: 'local', spec: { on: local() }, at: plan.at };
  const names = environmentNames(plan).join(', ');
  return refuse(
    'plan/unknown-environment',
    { ...reading, path: 'environments' },
    {
      en: `there is no environment ${quote(name)}; the plan has ${names}`,
      ko: `${quote(name)} 환경은 없다. 계획에 있는 환경: ${names}`,
    },
  );
}

function applyChanges(
  parts: readonly Part[],
  environment: Environment,
  reading: Reading,
): readonly Part[] {
  const changes = asList(environment.spec?.change).filter((one): one is Change =>
    isAuthored(one, 'change'),
  );
  for (const one of changes) {
    if (parts.includes(one.spec.part)) continue;
    const spot = { ...reading, at: one.at, path: `environments.${environment.name}.change` };
    refuse('plan/dangling-reference', spot, {
      en: `this changes ${quote(one.spec.part?.name)}, which the plan does not reach`,
      ko: `계획이 닿지 않는 ${withParticle(quote(one.spec.part?.name), '을/를')} 바꾸려 한다`,
    });
  }
  return parts.map((part) => {
    const over = changes.filter((one) => one.spec.part === part).map((one) => one.spec.over);
    return over.length === 0
      ? part
      : { ...part, spec: Object.assign({}, part.spec, ...over) as unknown };
  });
}

function readNamed<T extends object>(
  value: unknown,
  kind: string,
  reader: Reader<T, unknown>,
  under: string,
  reading: Reading,
): (T & { name: string; at: Place }) | undefined {
  if (!isAuthored(value, kind))
    return refuse(
      'plan/wrong-kind',
      { ...reading, path: under },
      expected(value, { en: `${kind}(…)`, ko: `${kind}(…)` }),
    );
  const part = value as Part;
  const spec = reader(part.spec, { ...reading, at: part.at, path: `${under}.${part.name}` });
  return spec && { name: part.name, at: part.at, ...spec };
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  }
  return value;
}
