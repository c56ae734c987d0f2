import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '#kernel';
import { type Behaviour, Controllers, imageOf, isReady, type World } from './controllers.ts';
import { answerQuery } from './prometheus-query.ts';
import { rightsOf } from './rights.ts';
import { Refused, Store, type Stored, type Tree } from './store.ts';
import { Users } from './users.ts';

export interface DoubleSpec {
  readonly clock: Clock;
  /** Whose route the users follow. */
  readonly service: string;
  readonly perSecond: number;
  readonly seed?: number;
  readonly scrapeMs?: number;
  readonly behaviourOf: (image: string) => Behaviour;
}

const KINDS: Readonly<Record<string, string>> = {
  deployments: 'Deployment',
  services: 'Service',
  pods: 'Pod',
  horizontalpodautoscalers: 'HorizontalPodAutoscaler',
  leases: 'Lease',
  configmaps: 'ConfigMap',
  secrets: 'Secret',
  namespaces: 'Namespace',
  gateways: 'Gateway',
  gatewayclasses: 'GatewayClass',
  httproutes: 'HTTPRoute',
  virtualservices: 'VirtualService',
  healthcheckpolicies: 'HealthCheckPolicy',
  gcpbackendpolicies: 'GCPBackendPolicy',
  targetgroupconfigurations: 'TargetGroupConfiguration',
};

/** The kind, the name and the rest of a path; with one namespace or of the whole cluster. */
const PATH =
  /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/[^/]+)?\/(\w+)(?:\/([^/]+))?(\/proxy\/.*)?$/;

/** How finely the world moves. */
const TICK = 100;

/**
 * A double of the API server and of Prometheus, on loopback: objects, refusals and conflicts as the
 * real one gives them, and a world that moves with the clock: pods come up, gateways follow, users
 * come. Nothing in it knows Hanok.
 */
export class ApiServerDouble {
  readonly store = new Store();
  readonly world: World;
  readonly controllers: Controllers;
  readonly users: Users;
  /** Prometheus answers nothing while it is away. */
  isPrometheusThere = true;
  /** The next requests are answered 503; the next writes are answered 409. */
  failures = 0;
  conflicts = 0;
  /** How often a pod was visited through the server: the smoke requests. */
  smokes = 0;
  /** How often the value of a Secret was given away. */
  secretsRead = 0;
  /** The rights that were needed: 'create configmaps', 'get pods/proxy'. */
  readonly rights = new Set<string>();
  /** Every change that was asked, in order: 'PATCH deployments/shop-1234'. */
  readonly changes: string[] = [];
  readonly #spec: DoubleSpec;
  readonly #server = createServer((ask, answer) => void this.#serve(ask, answer));
  #until: number;

  constructor(spec: DoubleSpec) {
    this.#spec = spec;
    this.#until = spec.clock.now();
    this.world = {
      behaviourOf: spec.behaviourOf,
      isGatewayThere: true,
      followsAfter: 300,
      lagsBy: 0,
    };
    this.controllers = new Controllers(this.store, this.world);
    const { store, world, controllers } = this;
    this.users = new Users({
      store,
      controllers,
      world,
      perSecond: spec.perSecond,
      seed: spec.seed ?? 7,
      scrapeMs: spec.scrapeMs ?? 2_000,
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Lets everything happen that is due by now. */
  move(): void {
    const now = this.#spec.clock.now();
    for (; this.#until < now; ) {
      const step = Math.min(TICK, now - this.#until);
      this.#until += step;
      this.controllers.run(this.#until);
      this.users.serve(this.#spec.service, this.#until, step);
    }
    this.controllers.run(now);
  }

  async #serve(ask: IncomingMessage, answer: ServerResponse): Promise<void> {
    let words = '';
    for await (const part of ask.setEncoding('utf8')) words += part as string;
    this.move();
    const { status, body } = this.#answer(ask, words);
    answer.writeHead(status, { 'content-type': 'application/json' });
    answer.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  #answer(ask: IncomingMessage, words: string): { status: number; body: object | string } {
    const url = new URL(ask.url ?? '/', 'http://double');
    if (url.pathname === '/api/v1/query') return this.#query(url);
    try {
      this.#refuse(ask);
      return this.#object(ask, url, words);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, reason, message } = error;
      const details = { name: url.pathname.split('/')[status === 404 ? 0 : 1] };
      const shown = reason === 'NotFound' ? { name: message } : details;
      const body = {
        apiVersion: 'v1',
        kind: 'Status',
        status: 'Failure',
        reason,
        message,
        code: status,
        details: shown,
      };
      return { status, body };
    }
  }

  #refuse({ headers, method }: IncomingMessage): void {
    if (headers.authorization !== 'Bearer double')
      throw new Refused(401, 'Unauthorized', 'Unauthorized');
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Refused(503, 'ServiceUnavailable', 'the server is currently unable');
    }
    if (method !== 'GET' && this.conflicts > 0) {
      this.conflicts -= 1;
      throw new Refused(409, 'Conflict', 'the object has been modified');
    }
  }

  #object(
    ask: IncomingMessage,
    url: URL,
    words: string,
  ): { status: number; body: object | string } {
    const method = ask.method ?? 'GET';
    const parts = PATH.exec(url.pathname);
    const [, plural = '', name, proxy] = parts ?? [];
    const kind = KINDS[plural];
    if (!kind) return { status: 404, body: '404 page not found' };
    const isNew = !this.store.get(kind, name ?? '');
    this.#need(rightsOf({ method, plural, name, isProxy: proxy !== undefined, isNew }));
    if (kind === 'Service' && proxy !== undefined) return this.#pass(name ?? '', url);
    if (proxy !== undefined) return this.#visit(name ?? '');
    if (method === 'GET') return this.#read(ask, url, { kind, name });
    this.changes.push(`${method} ${plural}/${name ?? ''}`);
    const body = (words === '' ? {} : JSON.parse(words)) as Tree;
    return { status: 200, body: this.#change(method, kind, { name, url, body }) };
  }

  #need(rights: readonly string[]): void {
    for (const right of rights) this.rights.add(right);
  }

  #read(
    ask: IncomingMessage,
    url: URL,
    { kind, name }: { readonly kind: string; readonly name: string | undefined },
  ): { status: number; body: object } {
    if (kind === 'Secret') return this.#metadata(ask, name ?? '');
    const body = name === undefined ? this.#list(kind, url) : this.#get(kind, name);
    return { status: 200, body };
  }

  #change(
    method: string,
    kind: string,
    { name, url, body }: { name: string | undefined; url: URL; body: Tree },
  ): Stored {
    if (method === 'DELETE') return this.#delete(kind, name ?? '');
    const own = name ?? (body.metadata as { name: string }).name;
    if (method !== 'PATCH') return this.store.write(kind, own, body);
    const manager = url.searchParams.get('fieldManager') ?? '';
    const force = url.searchParams.get('force') === 'true';
    return this.store.apply(kind, own, { manager, body, force });
  }

  #get(kind: string, name: string): Stored {
    const found = this.store.get(kind, name);
    if (!found) throw new Refused(404, 'NotFound', name);
    return found;
  }

  #list(kind: string, url: URL): object {
    const chosen = (url.searchParams.get('labelSelector') ?? '')
      .split(',')
      .map((one) => one.split('='));
    const items = this.store
      .all(kind)
      .filter(({ metadata }) =>
        chosen.every(([label = '', value]) => metadata.labels?.[label] === value),
      );
    return { kind: `${kind}List`, items };
  }

  /** A Deployment ends when its pods have; anything else at once. */
  #delete(kind: string, name: string): Stored {
    const found = this.#get(kind, name);
    if (kind !== 'Deployment') this.store.delete(kind, name);
    else {
      const deletionTimestamp = new Date(this.#spec.clock.now()).toISOString();
      this.store.put(found, { metadata: { ...found.metadata, deletionTimestamp } });
    }
    return found;
  }

  #visit(words: string): { status: number; body: object | string } {
    const pod = this.#get('Pod', words.split(':')[0] ?? '');
    if (!isReady(pod)) throw new Refused(503, 'ServiceUnavailable', 'no answer');
    this.smokes += 1;
    return { status: this.world.behaviourOf(imageOf(pod)).smoke ?? 200, body: 'hello' };
  }

  /** A Secret without its data to whoever asks for that alone; whoever asks for more is remembered. */
  #metadata({ headers }: IncomingMessage, name: string): { status: number; body: object } {
    const { apiVersion, metadata, ...rest } = this.#get('Secret', name);
    if (headers.accept?.includes('as=PartialObjectMetadata'))
      return {
        status: 200,
        body: { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata', metadata },
      };
    this.secretsRead += 1;
    return { status: 200, body: { apiVersion, metadata, ...rest } };
  }

  /** The only Service that answers here is Prometheus. */
  #pass(words: string, url: URL): { status: number; body: object | string } {
    if (words === 'prometheus:9090' && url.pathname.endsWith('/api/v1/query'))
      return this.#query(url);
    throw new Refused(503, 'ServiceUnavailable', `no endpoints available for service "${words}"`);
  }

  #query(url: URL): { status: number; body: object | string } {
    if (!this.isPrometheusThere) return { status: 503, body: 'Service Unavailable' };
    const time = Number(url.searchParams.get('time'));
    return answerQuery(this.users.series.values(), url.searchParams.get('query') ?? '', time);
  }
}
