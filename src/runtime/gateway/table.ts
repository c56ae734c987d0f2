import type { Predicate } from '#model';
import { tableFailure } from './failures.ts';
import { list, MONTH_MS, maybe, number, oneOf, record, text, wrong } from './members.ts';
import { readTokens, type TableTokens } from './table-tokens.ts';

/** The two sides of a rollout; without a rollout every instance is stable. */
export type Side = 'stable' | 'candidate';

/** An instance that may take new work. */
export interface TableInstance {
  readonly id: string;
  readonly side: Side;
  readonly host: string;
  readonly port: number;
}

/** A move of one service from a release to another, as the gateway needs to know it. */
export interface TableRollout {
  readonly id: string;
  readonly salt: string;
  /** Percent, 0 to 100, of new units that go to the candidate. */
  readonly weight: number;
  /** True: a request with `canary: true` goes to the candidate and is no unit. */
  readonly headerOverride: boolean;
  readonly predicates: readonly Predicate[];
  /** How long after its beginning a unit matures, in milliseconds. */
  readonly horizonMs: number;
  /** Path of the file that keeps the tally over a crash. */
  readonly evidence: string;
}

export interface TableService {
  readonly split: 'client' | 'request';
  readonly instances: readonly TableInstance[];
  readonly rollout?: TableRollout;
  /** Requests in flight beyond which the next one is refused at once; 10,000 when not said. */
  readonly maxInFlight?: number;
  /** Failures in a row after which an instance is passed over for a while; 5 when not said. */
  readonly ejectAfter?: number;
}

/** How often one asker may ask. */
export interface TableLimit {
  readonly count: number;
  readonly windowMs: number;
  /** Whose requests are counted together; all requests when nothing is said. */
  readonly per?: 'client' | 'api-key' | 'address' | 'user';
}

export interface TableRoute {
  readonly path: string;
  readonly service: string;
  /** The longest wait for an answer's headers; progress of an upload starts it again. */
  readonly timeoutMs: number;
  readonly maxBodyBytes?: number;
  readonly limit?: TableLimit;
  /**
   * What becomes of tokens: 'needed' lets nobody in without a good one, 'checked' only refuses a bad
   * one, because there is another way in. Only with `tokens` in the table.
   */
  readonly token?: 'needed' | 'checked';
}

/** Paths of PEM files; both are read again with every table. */
export interface TableTls {
  /** The certificate, and those between it and the root. */
  readonly cert: string;
  readonly key: string;
}

/** All that the gateway knows, in one file that a supervisor replaces atomically. */
export interface GatewayTable {
  readonly version: 1;
  readonly revision: number;
  readonly listen: { readonly host: string; readonly port: number; readonly tls?: TableTls };
  /** How the tokens of routes are verified. */
  readonly tokens?: TableTokens;
  readonly routes: readonly TableRoute[];
  readonly services: Readonly<Record<string, TableService>>;
  /** Where services call one another. */
  readonly inner?: readonly InnerDoor[];
}

/** A port of this machine behind which one service answers. */
export interface InnerDoor {
  readonly service: string;
  readonly port: number;
}

/** Reads a table strictly; the Failure names the first member that is wrong. */
export function parseTable(words: string): GatewayTable {
  const root = record(parseJson(words), 'table');
  if (root.version !== 1) {
    throw tableFailure('version', { en: 'only version 1 is known', ko: '버전 1만 안다' });
  }
  const services = Object.fromEntries(
    Object.entries(record(root.services, 'services')).map(([name, service]) => [
      name,
      readService(service, `services.${name}`),
    ]),
  );
  const listen = record(root.listen, 'listen');
  const table: GatewayTable = {
    version: 1,
    revision: number(root.revision, 'revision', 0, Number.MAX_SAFE_INTEGER),
    listen: {
      host: text(listen.host, 'listen.host'),
      port: number(listen.port, 'listen.port', 0, 65_535),
      ...maybe(listen, 'tls', readTls),
    },
    routes: list(root.routes, 'routes').map((route, index) =>
      readRoute(route, `routes[${index}]`, services),
    ),
    ...maybe(root, 'tokens', readTokens),
    services,
    ...(root.inner !== undefined && {
      inner: list(root.inner, 'inner').map((door, index) =>
        readDoor(door, `inner[${index}]`, services),
      ),
    }),
  };
  const guarded = table.routes.findIndex(({ token }) => token !== undefined && !table.tokens);
  if (guarded >= 0)
    wrong(`routes[${guarded}].token`, 'needs `tokens` in the table', '표에 `tokens`가 있어야 한다');
  return table;
}

function readDoor(
  value: unknown,
  at: string,
  services: Readonly<Record<string, TableService>>,
): InnerDoor {
  const door = record(value, at);
  const service = text(door.service, `${at}.service`);
  if (!Object.hasOwn(services, service)) {
    wrong(`${at}.service`, 'names no service of the table', '표에 없는 서비스다');
  }
  return { service, port: number(door.port, `${at}.port`, 1, 65_535) };
}

function parseJson(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch (cause) {
    throw tableFailure('table', { en: 'is not JSON', ko: 'JSON이 아니다' }, cause);
  }
}

function readTls(value: unknown): TableTls {
  const tls = record(value, 'listen.tls');
  return { cert: text(tls.cert, 'listen.tls.cert'), key: text(tls.key, 'listen.tls.key') };
}

function readRoute(
  value: unknown,
  at: string,
  services: Readonly<Record<string, TableService>>,
): TableRoute {
  const route = record(value, at);
  const path = text(route.path, `${at}.path`);
  if (!path.startsWith('/')) wrong(`${at}.path`, 'must start with "/"', '"/"로 시작해야 한다');
  const service = text(route.service, `${at}.service`);
  if (!Object.hasOwn(services, service)) {
    wrong(`${at}.service`, 'names no service of the table', '표에 없는 서비스다');
  }
  return {
    path,
    service,
    timeoutMs: number(route.timeoutMs, `${at}.timeoutMs`, 1, MONTH_MS),
    ...maybe(route, 'maxBodyBytes', (bytes) =>
      number(bytes, `${at}.maxBodyBytes`, 0, Number.MAX_SAFE_INTEGER),
    ),
    ...maybe(route, 'limit', (limit) => readLimit(limit, `${at}.limit`)),
    ...maybe(route, 'token', (token) => oneOf(token, TOKEN_CARE, `${at}.token`)),
  };
}

const TOKEN_CARE = ['needed', 'checked'] as const;
const PERS = ['client', 'api-key', 'address', 'user'] as const;

function readLimit(value: unknown, at: string): TableLimit {
  const limit = record(value, at);
  return {
    count: number(limit.count, `${at}.count`, 0, Number.MAX_SAFE_INTEGER),
    windowMs: number(limit.windowMs, `${at}.windowMs`, 1, MONTH_MS),
    ...maybe(limit, 'per', (per) => oneOf(per, PERS, `${at}.per`)),
  };
}

function readService(value: unknown, at: string): TableService {
  const service = record(value, at);
  return {
    split: oneOf(service.split, ['client', 'request'], `${at}.split`),
    instances: list(service.instances, `${at}.instances`).map((instance, index) =>
      readInstance(instance, `${at}.instances[${index}]`),
    ),
    ...maybe(service, 'rollout', (rollout) => readRollout(rollout, `${at}.rollout`)),
    ...maybe(service, 'maxInFlight', (most) => number(most, `${at}.maxInFlight`, 1, 1_000_000)),
    ...maybe(service, 'ejectAfter', (most) => number(most, `${at}.ejectAfter`, 1, 100)),
  };
}

function readInstance(value: unknown, at: string): TableInstance {
  const instance = record(value, at);
  return {
    id: text(instance.id, `${at}.id`),
    side: oneOf(instance.side, ['stable', 'candidate'], `${at}.side`),
    host: text(instance.host, `${at}.host`),
    port: number(instance.port, `${at}.port`, 1, 65_535),
  };
}

function readRollout(value: unknown, at: string): TableRollout {
  const rollout = record(value, at);
  const predicates = list(rollout.predicates, `${at}.predicates`).map((predicate, index) =>
    readPredicate(predicate, `${at}.predicates[${index}]`),
  );
  // A unit's bad outcomes are one bit each of a 32-bit integer.
  if (predicates.length > 30) wrong(`${at}.predicates`, 'more than 30', '30개를 넘는다');
  return {
    id: text(rollout.id, `${at}.id`),
    salt: text(rollout.salt, `${at}.salt`),
    weight: number(rollout.weight, `${at}.weight`, 0, 100),
    headerOverride: rollout.headerOverride === true,
    predicates,
    horizonMs: number(rollout.horizonMs ?? 60_000, `${at}.horizonMs`, 0, MONTH_MS),
    evidence: text(rollout.evidence, `${at}.evidence`),
  };
}

function readPredicate(value: unknown, at: string): Predicate {
  const predicate = record(value, at);
  const kind = oneOf(predicate.kind, ['status', 'slower', 'check', 'metric'], `${at}.kind`);
  const seen = {
    id: text(predicate.id, `${at}.id`),
    ...maybe(predicate, 'on', (on) => text(on, `${at}.on`)),
    ...maybe(predicate, 'usual', (share) => number(share, `${at}.usual`, 0, 1)),
  };
  const bound = (key: 'above' | 'below') =>
    maybe(predicate, key, (value) => number(value, `${at}.${key}`, -MOST, MOST));
  switch (kind) {
    case 'status':
      return { ...seen, kind, atLeast: number(predicate.atLeast, `${at}.atLeast`, 100, 599) };
    case 'slower':
      return {
        ...seen,
        kind,
        thanMs: number(predicate.thanMs, `${at}.thanMs`, 0, MONTH_MS),
        allowedShare: number(predicate.allowedShare, `${at}.allowedShare`, 0, 1),
      };
    case 'check':
      return { ...seen, kind, name: text(predicate.name, `${at}.name`) };
    case 'metric':
      return {
        ...seen,
        kind,
        name: text(predicate.name, `${at}.name`),
        ...bound('above'),
        ...bound('below'),
      };
  }
}

const MOST = Number.MAX_VALUE;
