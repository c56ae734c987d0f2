import type { Clock } from '#kernel';
import { tableFailure } from './failures.ts';
import { Limiter } from './limiter.ts';
import { byLongestPath, matchRoute, toPlainPath } from './route.ts';
import { Service } from './service.ts';
import type { GatewayTable, TableRoute } from './table.ts';
import { type TokenCheck, Tokens } from './tokens.ts';

/** A route with its service at hand. */
export interface LiveRoute {
  readonly path: string;
  readonly service: Service;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly limiter: Limiter | undefined;
  /** How its callers' tokens are verified; undefined where they are not looked at. */
  readonly tokens: TokenCheck | undefined;
  /** From a service of ours, which may carry on for whom it calls. */
  readonly isInside: boolean;
}

/** A caller inside has time-outs of its own; this only ends what nobody waits for any more. */
const INSIDE = {
  path: '/',
  timeoutMs: 60_000,
  maxBodyBytes: Number.POSITIVE_INFINITY,
  limiter: undefined,
  tokens: undefined,
  isInside: true,
} as const;

/** The table in force. A request looks its route up once; a new table never disturbs it. */
export class Routing {
  readonly #clock: Clock;
  readonly #services = new Map<string, Service>();
  #routes: readonly LiveRoute[] = [];
  #table: GatewayTable;
  #tokens: Tokens | undefined;

  constructor(table: GatewayTable, clock: Clock) {
    this.#clock = clock;
    this.#table = table;
    this.#install(table);
  }

  get table(): GatewayTable {
    return this.#table;
  }

  /** Puts a table in force at once, or throws and leaves the last one in force. */
  apply(table: GatewayTable): void {
    const { host, port, tls } = this.#table.listen;
    const { listen } = table;
    if (listen.host !== host || listen.port !== port || !listen.tls !== !tls) {
      throw tableFailure('listen', {
        en: 'cannot change while the gateway runs',
        ko: '게이트웨이 실행 중에는 바꿀 수 없다',
      });
    }
    if (table.revision < this.#table.revision) {
      throw tableFailure('revision', {
        en: `${table.revision} is older than ${this.#table.revision}, which is in force`,
        ko: `${table.revision}은(는) 현재 적용된 ${this.#table.revision}보다 오래되었다`,
      });
    }
    this.#install(table);
  }

  /** The longest route that holds the request target. */
  match(target: string): LiveRoute | undefined {
    return matchRoute(this.#routes, target);
  }

  /** The way to a service from inside. */
  behind(service: string): LiveRoute | undefined {
    const found = this.#services.get(service);
    return found && { ...INSIDE, service: found };
  }

  services(): Iterable<Service> {
    return this.#services.values();
  }

  service(name: string): Service | undefined {
    return this.#services.get(name);
  }

  #install(table: GatewayTable): void {
    this.#tokens = this.#tokensOf(table);
    for (const [name, entry] of Object.entries(table.services)) {
      const service = this.#services.get(name) ?? new Service(name, this.#clock);
      service.apply(entry);
      this.#services.set(name, service);
    }
    for (const [name, service] of this.#services) {
      // A service that left keeps its place until its last request is done; it has no instances.
      if (!Object.hasOwn(table.services, name))
        service.apply({ split: service.split, instances: [] });
    }
    this.#routes = byLongestPath(
      table.routes.map((route) => ({
        path: plain(route.path),
        service: this.#services.get(route.service) as Service,
        timeoutMs: route.timeoutMs,
        maxBodyBytes: route.maxBodyBytes ?? Number.POSITIVE_INFINITY,
        limiter: this.#limiterOf(route),
        tokens: this.#tokens &&
          route.token && { tokens: this.#tokens, isNeeded: route.token === 'needed' },
        isInside: false,
      })),
    );
    this.#table = table;
  }

  /** What was verified by the same keys stays verified. A Failure when the keys are of no use. */
  #tokensOf({ tokens }: GatewayTable): Tokens | undefined {
    if (!tokens) return undefined;
    const next = new Tokens(tokens);
    return this.#tokens?.isLike(next) ? this.#tokens : next;
  }

  /** A limit that stays the same goes on counting under a new table. */
  #limiterOf({ path, limit }: TableRoute): Limiter | undefined {
    if (!limit) return undefined;
    const last = this.#routes.find((route) => route.path === plain(path))?.limiter;
    const { count, windowMs, per } = limit;
    const isSame =
      last?.limit.count === count && last.limit.windowMs === windowMs && last.limit.per === per;
    return isSame ? last : new Limiter(limit);
  }
}

/** A plan may spell its paths as oddly as a client; one with steps in it holds nothing. */
const plain = (path: string): string => toPlainPath(path) ?? path;
