// Every plan that differs from a plan in one place.
import { type Plan, resolve } from '#model';
import { type Changed, changesOf, type Operator } from './mutate-values.ts';

type Part = Omit<Plan, 'kind' | 'spec'> & { readonly kind: string; readonly spec: unknown };
type Step = string | number;

export interface Mutant {
  readonly plan: string;
  /** Where: 'postgres.articles.backup.keep'. */
  readonly path: string;
  /** The same of every such part: 'postgres.backup.keep'. */
  readonly field: string;
  readonly operator: Operator;
  readonly from: string;
  readonly to: string;
  /** The changed plan: made when it is asked for, since there are thousands. */
  readonly make: () => Plan;
}

/** What a person agreed to once and no mutation of this environment can reach. */
const APART: Readonly<Record<string, readonly string[]>> = {
  plan: ['statements', 'waivers', 'asOf', 'environments'],
};
/** What constructors take by position: no optional field. */
const POSITIONAL: Readonly<Record<string, readonly string[]>> = {
  link: ['to', 'with'],
  route: ['to', 'with', 'path'],
  placement: ['engine', 'site'],
  provider: ['provider'],
  schedule: ['every'],
  change: ['part', 'over'],
};
/** How products are called in the catalogue, by kind or by who runs it. */
const PRODUCTS: Readonly<Record<string, string>> = {
  postgres: 'postgresql',
  mysql: 'mysql',
  redis: 'redis',
  search: 'elasticsearch',
  elasticache: 'elasticache-redis',
  opensearch: 'opensearch',
  eks: 'eks',
  gke: 'gke',
};

/** Every mutant of a plan in one environment, in the order of the plan. */
export function mutantsOf(plan: Plan, environment: string): readonly Mutant[] {
  const environments = (plan.spec.environments ?? []).filter((one) => one.name === environment);
  const owners: Part[] = [plan as Part, ...(environments as readonly Part[])];
  const asks = strictness(environment);
  const mutants: Mutant[] = [];
  // The list grows as parts lead to others.
  for (const owner of owners) {
    const places = placesIn(owner, (part) => owners.includes(part) || owners.push(part));
    mutants.push(...places.flatMap((place) => mutantsAt(plan, owner, place, asks)));
  }
  return mutants;
}

function mutantsAt(plan: Plan, owner: Part, at: Place, asks: Strictness): readonly Mutant[] {
  const { steps, named, key, value, removable } = at;
  const names = named.map(({ name }) => name);
  const fields = named.flatMap(({ name, listed }) => (listed ? [] : [name]));
  const told = {
    plan: plan.name,
    path: [owner.kind, owner.name, ...names].join('.'),
    field: [owner.kind, ...fields].join('.'),
    from: print(value),
  };
  const make = (to: unknown) => replaced(plan, owner, steps, to);
  const isMember = named.at(-1)?.listed === true;
  const changes: readonly Changed[] = [
    ...changesOf(value, key, productOf(owner, steps)),
    ...(removable && (isMember || !asks.forIt(told.field, () => make(undefined)))
      ? [{ operator: 'removed' as const, to: undefined }]
      : []),
  ];
  return changes.flatMap(({ operator, to, whole }) => {
    const isWhole =
      whole !== undefined && asks.forWhole(told.field, () => make(Number(value) + 0.5));
    const said = isWhole ? whole : to;
    return isWhole && whole === value
      ? []
      : [{ ...told, operator, to: print(said), make: () => make(said) }];
  });
}

/** What the strict reading asks of a field, whichever part it stands in: looked up once. */
interface Strictness {
  forIt(field: string, without: () => Plan): boolean;
  forWhole(field: string, broken: () => Plan): boolean;
}
function strictness(environment: string): Strictness {
  const known = new Map<string, boolean>();
  const ask = (key: string, plan: () => Plan, code: string): boolean => {
    const answer =
      known.get(key) ??
      resolve(plan(), environment).findings.some((finding) => finding.code === code);
    known.set(key, answer);
    return answer;
  };
  return {
    forIt: (field, without) => ask(`it ${field}`, without, 'plan/missing-key'),
    forWhole: (field, broken) => ask(`whole ${field}`, broken, 'plan/bad-value'),
  };
}

interface Place {
  readonly steps: readonly Step[];
  readonly named: readonly { readonly name: string; readonly listed: boolean }[];
  readonly key: string;
  readonly value: unknown;
  readonly removable: boolean;
}

/** Every field of a part and every member of its lists; named parts it leads to are told to `meet`. */
function placesIn(owner: Part, meet: (part: Part) => void): readonly Place[] {
  const places: Place[] = [];
  const look = (value: unknown, at: Pick<Place, 'steps' | 'named' | 'key'>): void => {
    if (isPart(value)) meet(value);
    else if (isMade(value)) fields(value.spec, [...at.steps, 'spec'], at.named, value.kind);
    else if (Array.isArray(value))
      value.forEach((member: unknown, index) => {
        const named = [...at.named, { name: nameOf(member, index), listed: true }];
        put(member, { ...at, steps: [...at.steps, index], named }, true);
      });
    else if (typeof value === 'object' && value !== null) fields(value, at.steps, at.named);
  };
  const put = (value: unknown, at: Pick<Place, 'steps' | 'named' | 'key'>, removable: boolean) => {
    places.push({ ...at, value, removable });
    look(value, at);
  };
  const fields = (spec: unknown, steps: Place['steps'], named: Place['named'], kind = '') => {
    for (const [key, value] of Object.entries((spec ?? {}) as object)) {
      if (APART[kind]?.includes(key) || value === undefined) continue;
      const isFixed = POSITIONAL[kind]?.includes(key) === true;
      const shown = key === 'with' && isFixed ? named : [...named, { name: key, listed: false }];
      put(value, { steps: [...steps, key], named: shown, key }, !isFixed);
    }
  };
  if (isMade(owner.spec)) look(owner.spec, { steps: ['spec'], named: [], key: '' });
  else fields(owner.spec, ['spec'], [], owner.kind);
  return places;
}

const isMade = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'kind' in value && 'spec' in value;
const isPart = (value: unknown): value is Part => isMade(value) && 'name' in value;

/** A member of a list is called after what it leads to, or its own word. */
function nameOf(member: unknown, index: number): string {
  if (isPart(member)) return member.name;
  const spec = (isMade(member) ? member.spec : {}) as {
    readonly to?: unknown;
    readonly path?: string;
  };
  if (spec.path !== undefined) return spec.path;
  if (isPart(spec.to)) return spec.to.name;
  return typeof member === 'string' || typeof member === 'number' ? String(member) : String(index);
}

/** What a version of a part is of; of readers, of a placement alike. */
function productOf(owner: Part, steps: readonly Step[]): string | undefined {
  let inside: unknown = owner;
  const said: string[] = [owner.kind];
  for (const step of steps) {
    const here = inside as Readonly<Record<string, unknown>> | null;
    if (typeof here !== 'object' || here === null) break;
    for (const key of ['managed', 'engine'])
      if (typeof here[key] === 'string') said.push(here[key]);
    inside = here[String(step)];
  }
  return said.flatMap((one) => PRODUCTS[one] ?? []).at(-1);
}

/**
 * A copy of the plan with one value changed. Named parts stay one thing wherever they are named; what
 * has no name is a value of the part it stands in, so what a statement retells stays as it was.
 */
export function replaced(plan: Plan, owner: Part, steps: readonly Step[], to: unknown): Plan {
  const made = new Map<Part, Part>();
  const copyPart = (part: Part): Part => {
    const known = made.get(part);
    if (known) return known;
    const copied = { ...part };
    made.set(part, copied);
    return Object.assign(copied, {
      spec: copy(part.spec, part === owner ? steps.slice(1) : undefined),
    });
  };
  const copy = (value: unknown, way?: readonly Step[]): unknown => {
    if (way?.length === 0) return to;
    if (isPart(value)) return copyPart(value);
    if (typeof value !== 'object' || value === null) return value;
    const next = (key: Step) => (way?.[0] === key ? way.slice(1) : undefined);
    if (!Array.isArray(value))
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [key, copy(member, next(key))]),
      );
    const gone = way?.length === 1 && to === undefined ? way[0] : undefined;
    return value.flatMap((member: unknown, index) =>
      index === gone ? [] : [copy(member, next(index))],
    );
  };
  return copyPart(plan as Part) as Plan;
}

function print(value: unknown): string {
  if (isPart(value)) return value.name;
  if (isMade(value)) return `${value.kind}(…)`;
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{ ${Object.keys(value).join(', ')} }`;
  return value === undefined ? 'nothing' : String(value);
}
