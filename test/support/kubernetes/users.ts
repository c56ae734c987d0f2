import { type Random, seeded } from '#kernel';
import { type Controllers, imageOf, isReady, type World } from './controllers.ts';
import type { Store, Stored } from './store.ts';

export interface Sampled {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: (readonly [at: number, value: number])[];
}

interface Count {
  readonly labels: Readonly<Record<string, string>>;
  value: number;
}

interface Backend {
  readonly name: string;
  readonly weight: number;
}

interface Rule {
  readonly matches?: readonly { readonly headers?: object }[];
  readonly backendRefs?: Backend[];
}

const needsHeader = ({ matches = [] }: Rule): boolean =>
  matches.some(({ headers }) => headers !== undefined);

/** The proxy that tosses the coin, and counts as Istio's do. */
const GATEWAY = 'gateway-0';

/** Requests that follow the weights of the route, counted by the pods and scraped now and then. */
export class Users {
  readonly #tools: {
    store: Store;
    controllers: Controllers;
    world: World;
    perSecond: number;
    seed: number;
    /** Between two scrapes of one pod; each pod has an instant of its own. */
    scrapeMs: number;
  };
  readonly #random: Random;
  readonly #counts = new Map<string, Map<string, Count>>();
  readonly #scraped = new Map<string, number>();
  readonly series = new Map<string, Sampled>();
  /** Requests that found nobody. */
  lost = 0;
  /** Requests by the name of the Service that got them. */
  readonly served = new Map<string, number>();
  #owed = 0;

  constructor(tools: {
    store: Store;
    controllers: Controllers;
    world: World;
    perSecond: number;
    seed: number;
    /** Between two scrapes of one pod; each pod has an instant of its own. */
    scrapeMs: number;
  }) {
    this.#tools = tools;
    this.#random = seeded(tools.seed);
  }

  /** The requests of the last `ms`, and whatever is scraped at `now`. */
  serve(service: string, now: number, ms: number): void {
    this.#owed += (ms / 1_000) * this.#tools.perSecond;
    for (; this.#owed >= 1; this.#owed -= 1) this.#request(service);
    for (const { metadata } of this.#tools.store.all('Pod')) this.#scrape(metadata.name, now);
    this.#scrape(GATEWAY, now);
  }

  /** Share of the requests that carry the header `canary: true`. */
  overriding = 0;

  #request(service: string): void {
    const spec = this.#tools.controllers.followed.get(service) as { rules?: Rule[] } | undefined;
    const isOverriding = this.overriding > 0 && this.#random() < this.overriding;
    const rules = spec?.rules ?? [];
    const wanted = rules.find((rule) => needsHeader(rule) === isOverriding);
    const backends = (wanted ?? rules.find((rule) => !needsHeader(rule)))?.backendRefs ?? [];
    if (backends.length === 0) return;
    const toss = this.#random() * backends.reduce((sum, { weight }) => sum + weight, 0);
    let sum = 0;
    const chosen = backends.find(({ weight }) => {
      sum += weight;
      return toss < sum;
    });
    const name = chosen?.name ?? '';
    const pods = this.#podsBehind(name).filter(isReady);
    const pod = pods[Math.floor(this.#random() * pods.length)];
    const code = pod ? this.#answer(pod, name, isOverriding) : '503';
    if (!pod) this.lost += 1;
    this.#count(GATEWAY, code, {
      __name__: 'istio_requests_total',
      reporter: 'source',
      destination_service_name: name,
      response_code: code,
    });
  }

  #answer(pod: Stored, name: string, isOverriding: boolean): string {
    this.served.set(name, (this.served.get(name) ?? 0) + 1);
    const { bad = 0 } = this.#tools.world.behaviourOf(imageOf(pod));
    const code = this.#random() < bad ? '500' : '200';
    const { labels = {} } = pod.metadata;
    this.#count(pod.metadata.name, code, {
      __name__: 'http_requests_total',
      service: labels['app.kubernetes.io/name'] ?? '',
      release: labels['hanok.dev/release'] ?? '',
      code,
      ...(isOverriding && { override: 'true' }),
    });
    return code;
  }

  #count(target: string, code: string, labels: Readonly<Record<string, string>>): void {
    const counts = this.#counts.get(target) ?? new Map<string, Count>();
    const key = `${target} ${labels.destination_service_name ?? ''} ${labels.override ?? ''} ${code}`;
    const count = counts.get(key) ?? { labels: { ...labels, pod: target }, value: 0 };
    count.value += 1;
    this.#counts.set(target, counts.set(key, count));
  }

  #podsBehind(name: string): Stored[] {
    const service = this.#tools.store.get('Service', name);
    const chosen = Object.entries((service?.spec.selector ?? {}) as Record<string, string>);
    if (chosen.length === 0) return [];
    return this.#tools.store
      .all('Pod')
      .filter(({ metadata }) =>
        chosen.every(([label, value]) => metadata.labels?.[label] === value),
      );
  }

  #scrape(target: string, now: number): void {
    const { scrapeMs } = this.#tools;
    const offset = (Number(target.split('-').at(-1)) * 0.35 * scrapeMs) % scrapeMs;
    const turn = Math.floor((now - offset) / scrapeMs);
    if (this.#scraped.get(target) === turn) return;
    this.#scraped.set(target, turn);
    for (const [key, { labels, value }] of this.#counts.get(target) ?? []) {
      const one = this.series.get(key) ?? { labels, samples: [] };
      one.samples.push([now, value]);
      this.series.set(key, one);
    }
  }
}
