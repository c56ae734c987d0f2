import { withParticle } from '#kernel';
import type { ResolvedPart } from '#model';
import { pinnedImage } from '../image.ts';
import {
  from,
  type Said,
  type Source,
  sayer,
  sourceOfPart,
  type Tree,
  type TreeMap,
} from '../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../target.ts';
import { CONFINED, escaped, lookedAt, passwordOf, type Raised, secretPath } from './room.ts';

type Part<K extends ResolvedPart['kind']> = Extract<ResolvedPart, { kind: K }>;
export type Database = Part<'postgres'> | Part<'mysql'>;
export type Redis = Part<'redis'>;

/** What a container may use at most, as the plan sizes it. */
export const limits = (
  part: { readonly name: string; readonly at: Source['at'] },
  { cpu, memory }: { readonly cpu?: number | undefined; readonly memory?: number | undefined },
): TreeMap | undefined => {
  if (cpu === undefined && memory === undefined) return undefined;
  const said = sayer(part);
  return {
    resources: {
      limits: {
        cpus: cpu === undefined ? undefined : said('size.cpu', String(cpu)),
        memory: memory === undefined ? undefined : said('size.memory', bytes(memory)),
      },
    },
  };
};

/** '512m': whole mebibytes, which every version of Compose reads. */
export const bytes = (size: number): string => `${Math.ceil(size / 2 ** 20)}m`;

/** An image in the plan's version, or nothing and a finding where it says none. */
export function versioned(
  context: SynthContext,
  part: { readonly name: string; readonly at: Source['at']; readonly version?: string | undefined },
  image: (version: string) => string,
): Said | undefined {
  const source: Source = { path: `parts.${part.name}.version`, at: part.at };
  if (part.version !== undefined) return pinnedImage(context, image(part.version), source);
  isMissing(
    context,
    'compose',
    source,
    {
      en: `${part.name} is left out: the plan does not say its version`,
      ko: `${part.name}의 버전이 계획에 없어 넣지 않았다`,
    },
    { en: "Say it: `version: '18'`.", ko: "`version: '18'`처럼 적는다." },
  );
  return undefined;
}

/** What databases share: a user and a database of the store's name, a password in a file. */
export function database(context: SynthContext, part: Database): Raised | undefined {
  const isPostgres = part.kind === 'postgres';
  const image = versioned(context, part, (version) =>
    isPostgres ? `postgres:${version}` : `mysql:${version}`,
  );
  if (!image) return undefined;
  tellSmaller(context, part);
  const secret = passwordOf(part.name);
  const settings = isPostgres ? postgresSettings(part, secret) : mysqlSettings(part, secret);
  const volume = `${part.name}-data`;
  return {
    volumes: [volume],
    secrets: [secret],
    service: from(sourceOfPart(part), {
      image,
      // The account that both official images have made for it.
      user: '999:999',
      ...CONFINED,
      read_only: true,
      tmpfs: ['/tmp', settings.sockets],
      ...settings.more,
      volumes: [`${volume}:${settings.data}`],
      secrets: [secret],
      healthcheck: lookedAt(settings.look, '60s'),
      stop_grace_period: '60s',
      deploy: limits(part, part.size ?? {}),
    }),
  };
}

interface Settings {
  readonly data: string;
  readonly sockets: string;
  readonly look: readonly string[];
  readonly more: TreeMap;
}

function postgresSettings(part: Database, secret: string): Settings {
  const { name, memory, maxConnections } = part;
  const said = sayer(part);
  const options: (readonly [string, string, Tree | undefined])[] = [
    ['max_connections', 'maxConnections', maxConnections && String(maxConnections)],
    ['shared_buffers', 'memory.sharedBuffers', megabytes(memory?.sharedBuffers)],
    ['effective_cache_size', 'memory.effectiveCache', megabytes(memory?.effectiveCache)],
    ['work_mem', 'memory.workMem', megabytes(memory?.workMem)],
    ['maintenance_work_mem', 'memory.maintenanceWorkMem', megabytes(memory?.maintenanceWorkMem)],
  ];
  const command = options.flatMap(([option, field, value]) =>
    value === undefined ? [] : ['-c', said(field, `${option}=${value}`)],
  );
  const major = Number((part.version ?? '').split('.')[0]);
  return {
    // From 18 on the image keeps every major in a folder of its own below this one.
    data: major >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data',
    sockets: '/var/run/postgresql',
    // Over TCP: while it is set up the server answers on its socket alone.
    look: ['CMD', 'pg_isready', '--host', '127.0.0.1', '--username', name, '--dbname', name],
    more: {
      command: command.length === 0 ? undefined : ['postgres', ...command],
      environment: {
        POSTGRES_USER: name,
        POSTGRES_DB: name,
        POSTGRES_PASSWORD_FILE: secretPath(secret),
      },
    },
  };
}

const megabytes = (size: number | undefined): string | undefined =>
  size === undefined ? undefined : `${Math.round(size / 2 ** 20)}MB`;

function mysqlSettings(part: Database, secret: string): Settings {
  const { name, maxConnections } = part;
  return {
    data: '/var/lib/mysql',
    sockets: '/var/run/mysqld',
    look: ['CMD', 'mysqladmin', 'ping', '--host=127.0.0.1', '--silent'],
    more: {
      command:
        maxConnections === undefined
          ? undefined
          : [sayer(part)('maxConnections', `--max-connections=${maxConnections}`)],
      environment: {
        MYSQL_USER: name,
        MYSQL_DATABASE: name,
        MYSQL_PASSWORD_FILE: secretPath(secret),
        MYSQL_RANDOM_ROOT_PASSWORD: 'yes',
      },
    },
  };
}

const EVICTION = {
  none: 'noeviction',
  'least-recent': 'allkeys-lru',
  'with-expiry': 'volatile-lru',
} as const;

export function redis(context: SynthContext, part: Redis): Raised | undefined {
  // A provider counts versions its own way (there is no Redis 7.1): the major is what both mean.
  const image = versioned(
    context,
    part,
    (version) => `redis:${part.managed === undefined ? version : version.split('.')[0]}`,
  );
  if (!image) return undefined;
  tellSmaller(context, part);
  const secret = passwordOf(part.name);
  const volume = `${part.name}-data`;
  const isKept = part.persistent === true;
  return {
    volumes: isKept ? [volume] : [],
    secrets: [secret],
    service: from(sourceOfPart(part), {
      image,
      user: '999:1000',
      ...CONFINED,
      read_only: true,
      tmpfs: isKept ? ['/tmp'] : ['/tmp', '/data'],
      // The password goes into a file in memory: a command line can be read by everybody.
      command: ['sh', '-c', escaped(startRedis(part, secret))],
      volumes: isKept ? [`${volume}:/data`] : undefined,
      secrets: [secret],
      healthcheck: lookedAt(
        ['CMD-SHELL', `REDISCLI_AUTH="$(cat ${secretPath(secret)})" redis-cli ping | grep -q PONG`],
        '10s',
      ),
      stop_grace_period: '10s',
      deploy: limits(part, part.memory === undefined ? {} : { memory: part.memory * 1.25 }),
    }),
  };
}

function startRedis({ memory, eviction, persistent }: Redis, secret: string): string {
  const settings = [
    `echo "requirepass $(cat ${secretPath(secret)})"`,
    ...(memory === undefined ? [] : [`echo "maxmemory ${memory}"`]),
    ...(eviction === undefined ? [] : [`echo "maxmemory-policy ${EVICTION[eviction]}"`]),
    ...(persistent === true ? ['echo "appendonly yes"'] : [`echo 'save ""'`]),
  ].map((line) => `  ${line}`);
  return [
    'umask 077',
    '{',
    ...settings,
    '} > /tmp/redis.conf',
    'exec redis-server /tmp/redis.conf',
    '',
  ].join('\n');
}

/** One container stands for all nodes: what the others are there for cannot be tried here. */
export function tellSmaller(
  context: SynthContext,
  part: Pick<Part<'redis' | 'postgres' | 'mysql' | 'search'>, 'name' | 'at'> & {
    readonly nodes?: number | undefined;
    readonly replicas?: number | undefined;
    readonly readers?: { readonly count?: number | undefined } | undefined;
  },
): void {
  const others =
    part.nodes === undefined ? (part.replicas ?? 0) + (part.readers?.count ?? 0) : part.nodes - 1;
  if (others <= 0) return;
  cannotSay(context, 'compose', sourceOfPart(part), {
    en: `${part.name} is one container here, without ${others === 1 ? 'the other node' : `the other ${others} nodes`} and without failover`,
    ko: `${withParticle(part.name, '은/는')} 여기서 컨테이너 하나다. 나머지 노드 ${others}개와 failover는 없다`,
  });
}
