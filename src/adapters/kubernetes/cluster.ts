import type { DeliveryPorts, Journal } from '#delivery';
import { type Clock, Failure, SECOND } from '#kernel';
import { KubeClient } from './client.ts';
import { ISTIO_REQUESTS, REQUESTS_TOTAL } from './counters.ts';
import { handsOf, kubernetesDriver } from './driver.ts';
import { promote } from './finish.ts';
import { httpRoute } from './http-route.ts';
import { install, makeRoute, makeVirtualService } from './install.ts';
import { clusterIncidents, clusterJournal } from './journal.ts';
import { SECRET } from './kinds.ts';
import type { Access } from './kubeconfig.ts';
import { type Holding, holdingOf, type LeaseSpec, withLease } from './lease.ts';
import { type Mailbox, mailbox } from './mailbox.ts';
import type { PodOf } from './objects.ts';
import { type PrometheusAccess, prometheus, type ReadSamples } from './prometheus.ts';
import { type ClusterRelease, keepRelease, readReleases } from './release-record.ts';
import { RolloutBook } from './rollout-book.ts';
import { type ServiceStanding, standingOf } from './standing.ts';
import type { TrafficRule } from './traffic.ts';
import { virtualService } from './virtual-service.ts';

export interface ClusterSpec {
  readonly access: Access;
  readonly namespace: string;
  /** Whose weights split. */
  readonly through: 'gateway' | 'istio';
  /**
   * `http://…`, or `NAMESPACE/SERVICE:PORT` through the API server. It is remembered with the
   * service; where nobody ever said one nothing is counted.
   */
  readonly prometheus: string | undefined;
  readonly clock: Clock;
  /** Names this controller, and no other one. */
  readonly holder: string;
  readonly say: (event: string, details: object) => void;
}

/** The way from outside to a service. */
export interface Entrance {
  /** The name of the Gateway object in the same namespace. */
  readonly gateway: string;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

/** What may be done to a service while its lease is held. */
export interface HeldService {
  readonly signal: AbortSignal;
  readonly ports: DeliveryPorts;
  /** Whether anybody counts its requests. */
  readonly isCounted: boolean;
  /** Writes a release down, before anything of it runs. */
  keep(release: ClusterRelease): Promise<void>;
  /** Stands the first release up; resolves when it is ready and in force. */
  install(release: string, replicas: number, entrance: Entrance | undefined): Promise<void>;
  /** Puts a former release in force again: it gets all instances, then all traffic. */
  putBack(from: string, to: string): Promise<void>;
}

/** How long a controller that fell silent is waited for. */
const LEASE_MS = 15 * SECOND;

/** One namespace of a cluster, as the commands see it. Holds sockets: close it. */
export class Cluster {
  readonly server: string;
  readonly context: string;
  readonly namespace: string;
  /** The rollouts of every service here. */
  readonly journal: Journal;
  readonly mailbox: Mailbox;
  readonly #spec: ClusterSpec;
  readonly #client: KubeClient;
  readonly #book: RolloutBook;

  constructor(spec: ClusterSpec) {
    const { access, namespace, clock } = spec;
    this.#spec = spec;
    this.#client = KubeClient.of({ ...access, namespace });
    this.server = access.server;
    this.context = access.context ?? 'in-cluster';
    this.namespace = namespace;
    this.#book = new RolloutBook(this.#client, clock);
    this.journal = clusterJournal(this.#book);
    this.mailbox = mailbox(this.#book);
  }

  standing(service: string): Promise<ServiceStanding> {
    return standingOf(service, { client: this.#client, rule: this.#ruleOf(this.#client) });
  }

  releasesOf(service: string): Promise<ReadonlyMap<string, ClusterRelease>> {
    return readReleases(this.#client, service);
  }

  holding(service: string): Promise<Holding | undefined> {
    return holdingOf(this.#client, service);
  }

  /** What a Secret object says of its version; its values are never asked for. Undefined when there is none. */
  async secretVersion(name: string): Promise<string | undefined> {
    const found = await this.#client.metadataOf(SECRET, name);
    const { annotations, resourceVersion } = found?.metadata ?? {};
    return annotations?.['hanok.dev/version'] ?? resourceVersion;
  }

  /** Works while no other controller acts on the service; a `Failure` names who does. */
  hold<T>(
    service: string,
    work: (held: HeldService) => Promise<T>,
    seen?: LeaseSpec['seen'],
  ): Promise<T> {
    const { clock, holder } = this.#spec;
    const lease = { client: this.#client, clock, service, holder, forMs: LEASE_MS };
    return withLease({ ...lease, ...(seen && { seen }) }, async ({ client, signal }) => {
      const releases = new Map(await readReleases(client, service));
      const counter = await this.#counterOf(service);
      const done = await work(this.#held(service, { client, signal, releases, counter }));
      // Whoever lost it has nothing to say of how the rollout goes on.
      if (signal.aborted) throw signal.reason;
      return done;
    });
  }

  close(): void {
    this.#client.close();
  }

  #held(
    service: string,
    {
      client,
      signal,
      releases,
      counter,
    }: {
      client: KubeClient;
      signal: AbortSignal;
      releases: Map<string, ClusterRelease>;
      counter: string | undefined;
    },
  ): HeldService {
    const { clock, say } = this.#spec;
    const podOf: PodOf = (_, release) => {
      const found = releases.get(release);
      if (found) return found.pod;
      throw releaseUnknown(service, release);
    };
    const tools = { client, clock, podOf, rule: this.#ruleOf(client) };
    const spec = { ...tools, read: readerOf(counter, client), counters: this.#counters() };
    const book = new RolloutBook(client, clock);
    return {
      signal,
      isCounted: counter !== undefined,
      ports: {
        driver: kubernetesDriver(spec),
        journal: clusterJournal(book),
        incidents: clusterIncidents(book, say),
      },
      keep: async (release) => {
        await this.#remember(service, counter);
        await keepRelease(client, release);
        releases.set(release.digest, release);
      },
      install: (release, replicas, entrance) =>
        install({ service, release, replicas }, this.#makeRule(client, service, entrance), {
          ...tools,
          withinMs: 600 * SECOND,
        }),
      putBack: (stable, candidate) => promote({ service, stable, candidate }, handsOf(spec)),
    };
  }

  #ruleOf(client: KubeClient): TrafficRule {
    const { through, clock } = this.#spec;
    return through === 'istio' ? virtualService(client, clock) : httpRoute(client, clock);
  }

  #makeRule(client: KubeClient, service: string, entrance: Entrance | undefined) {
    if (!entrance) return () => Promise.reject(noEntrance(service));
    const { gateway, hosts, paths } = entrance;
    const named = hosts.length > 0;
    return this.#spec.through === 'istio'
      ? makeVirtualService(client, service, {
          hosts: named ? hosts : ['*'],
          gateways: [gateway],
          paths,
        })
      : makeRoute(client, service, {
          parentRefs: [{ name: gateway }],
          ...(named && { hostnames: hosts }),
          paths,
        });
  }

  #counters() {
    return this.#spec.through === 'istio' ? ISTIO_REQUESTS : REQUESTS_TOTAL;
  }

  /** Who counts, as it is said now or was said when the service was last delivered. */
  async #counterOf(service: string): Promise<string | undefined> {
    const { prometheus: said } = this.#spec;
    if (said !== undefined) accessOf(said, this.#client);
    return said ?? (await this.#book.read(service))[COUNTER];
  }

  /** Written down with the first thing that is done: a command that is refused leaves nothing. */
  async #remember(service: string, counter: string | undefined): Promise<void> {
    if (counter === undefined) return;
    await this.#book.change(service, (pages) =>
      pages[COUNTER] === counter ? pages : { ...pages, [COUNTER]: counter },
    );
  }
}

/** The page of a service's book that says who counts. */
const COUNTER = 'prometheus';

const readerOf = (words: string | undefined, client: KubeClient): ReadSamples =>
  words === undefined ? async () => undefined : prometheus(accessOf(words, client));

function accessOf(words: string, client: KubeClient): PrometheusAccess {
  // It is written down in the cluster: a password in it would be as well.
  const isAddress = /^https?:\/\/[^@\s]+$/.test(words);
  if (isAddress) return { url: words.replace(/\/+$/, '') };
  const [, namespace, service] = /^([-a-z0-9]+)\/([-a-z0-9]+:[-a-z0-9]+)$/.exec(words) ?? [];
  if (namespace && service) return { ask: (path) => client.passTo(namespace, service, path) };
  throw new Failure('usage/prometheus', {
    en: '--prometheus takes an address without a password, or NAMESPACE/SERVICE:PORT',
    ko: '--prometheus에는 암호가 없는 주소나 네임스페이스/서비스:포트를 쓴다',
  });
}

const releaseUnknown = (service: string, release: string): Failure =>
  new Failure(
    'delivery/release-unknown',
    {
      en: `nothing is written down of release ${release} of ${service} on this cluster`,
      ko: `이 클러스터에는 ${service}의 릴리스 ${release}에 대한 기록이 없다`,
    },
    {
      hint: {
        en: 'Put back its ConfigMap `hanok-release-…`, or deploy that release again.',
        ko: '그 ConfigMap `hanok-release-…`을 되돌려 놓거나 그 릴리스를 다시 배포한다.',
      },
    },
  );

const noEntrance = (service: string): Failure =>
  new Failure(
    'delivery/no-entrance',
    {
      en: `no gateway of the plan leads to ${service}, and the cluster has no route of that name`,
      ko: `계획의 어떤 게이트웨이도 ${service}(으)로 이어지지 않고, 클러스터에도 그 이름의 라우트가 없다`,
    },
    {
      hint: {
        en: `Give it a route in the plan, or write an HTTPRoute (or VirtualService) named ${service} for the way its callers take.`,
        ko: `계획에 경로를 주거나, 부르는 쪽이 지나는 길로 이름이 ${service}인 HTTPRoute(또는 VirtualService)를 써 둔다.`,
      },
    },
  );
