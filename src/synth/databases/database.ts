import { toVariable } from '#kernel';
import { type ResolvedPart, type ResolvedPlan, settleReplicas } from '#model';
import { seenFrom } from '../network.ts';
import type { Source } from '../source.ts';
import type { SynthContext } from '../target.ts';

type Part<K extends ResolvedPart['kind']> = Extract<ResolvedPart, { kind: K }>;
export type DatabasePart = Part<'postgres'> | Part<'mysql'>;

/** Who keeps it running: this machine's own service, a provider, or an operator of a cluster. */
export type Kept = 'machine' | 'managed' | 'operator';

/** An account of a caller. */
export interface Account {
  /** The caller's name, and the account's. */
  readonly name: string;
  readonly access: 'read' | 'write' | 'read-write';
  /** It makes the tables: its release brings the schema, or nobody is said to. */
  readonly makesSchema: boolean;
  /** The environment variable its password is read from, never a text. */
  readonly variable: string;
  /** Connections all its replicas may open. */
  readonly pool: number | undefined;
  readonly timeoutMs: number | undefined;
  readonly from: readonly string[];
  readonly source: Source;
}

/** A database with all that its files are written from. */
export interface Database {
  readonly context: SynthContext;
  readonly part: DatabasePart;
  readonly kept: Kept;
  readonly source: Source;
  readonly field: (name: string) => Source;
  /** By name. */
  readonly accounts: readonly Account[];
  /** Nobody is said to make the tables. */
  readonly isUnowned: boolean;
  readonly audits: boolean;
}

export function databaseOf(context: SynthContext, part: DatabasePart): Database {
  const field = (name: string): Source => ({ path: `parts.${part.name}.${name}`, at: part.at });
  const callers = callersOf(context, part.name);
  const isUnowned = !callers.some(({ caller }) => bringsSchema(caller));
  return {
    context,
    part,
    kept: keptBy(context.plan, part),
    source: { path: `parts.${part.name}`, at: part.at },
    field,
    accounts: callers.map((one) => accountOf(context, one, isUnowned)),
    isUnowned,
    audits: part.accessAudited === true,
  };
}

function keptBy({ environment }: ResolvedPlan, part: DatabasePart): Kept {
  const { engine } = environment.on;
  if (engine === 'local') return 'machine';
  if (part.managed !== undefined) return 'managed';
  return engine === 'server' ? 'machine' : 'operator';
}

type Running = Part<'service'> | Part<'job'>;
interface Calling {
  readonly caller: Running;
  readonly link: Running['links'][number];
}

/** By name; a caller may link to it more than once. */
const callersOf = ({ view }: SynthContext, name: string): readonly Calling[] =>
  [...new Set(view.callersOf(name).map(({ part }) => part))]
    .filter((part) => part.kind === 'service' || part.kind === 'job')
    .flatMap((caller) =>
      caller.links.filter(({ to }) => to === name).map((link) => ({ caller, link })),
    )
    .sort((a, b) => (a.caller.name < b.caller.name ? -1 : 1));

const bringsSchema = (caller: Running): boolean =>
  caller.kind === 'service' && caller.schema !== undefined;

function accountOf({ plan }: SynthContext, { caller, link }: Calling, isUnowned: boolean): Account {
  // What nobody says is the least that is of use.
  const access = link.access ?? 'read';
  const many = caller.kind === 'service' ? Math.max(1, settleReplicas(caller).max) : 1;
  return {
    name: caller.name,
    access,
    makesSchema: isUnowned ? access === 'read-write' : bringsSchema(caller),
    variable: `PASSWORD_${toVariable(caller.name)}`,
    pool: link.pool === undefined ? undefined : link.pool * many,
    timeoutMs: link.timeout,
    from: seenFrom(plan, caller),
    source: { path: `parts.${caller.name}.uses[${link.to}]`, at: link.at },
  };
}

/** The database that a provider makes with the server of an environment: Terraform names it so too. */
export const nameAtProvider = ({ plan }: Pick<SynthContext, 'plan'>): string =>
  `${plan.name}_${plan.environment.name}`.replaceAll('-', '_');

/** What the database itself is called: a server of a provider comes with one. */
export const nameOf = ({ context, kept, part }: Database): string =>
  kept === 'managed' && /^(cloud-sql|rds)$/.test(part.managed ?? '')
    ? nameAtProvider(context)
    : part.name;

/** Whole mebibytes, as PostgreSQL and MySQL read them. */
export const mebibytes = (bytes: number): number => Math.floor(bytes / 2 ** 20);

export const portOf = ({ part }: Database): number =>
  part.port ?? (part.kind === 'postgres' ? 5432 : 3306);
/** '18' of '18.1': its programs and folders are named by it. */
export const majorOf = ({ part }: Database): string | undefined => part.version?.split('.')[0];

/** What of the plan a partitioned table is kept by. */
export const rollingOf = ({ part }: Database) =>
  part.partitions?.rolling === true ? part.partitions : undefined;

/** The memory it is given, with the field that says so. */
export function machineOf({
  part,
}: Database): { readonly bytes: number; readonly field: string } | undefined {
  return part.size && { bytes: part.size.memory, field: 'size.memory' };
}
