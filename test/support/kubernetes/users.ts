import { seeded } from '#kernel';
import { type Controllers, imageOf, isReady, type World } from './controllers.ts';
import type { Store, Stored } from './store.ts';

export interface Sampled {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: (readonly [at: number, value: number])[];
}

interface Backend {
  readonly name: string;
  readonly weight: number;
}

/** Between two scrapes of one pod; each pod has an instant of its own. */
const SCRAPE = 2_000;

/** Requests that follow the weights of the route, counted by the pods and scraped now and then. */
export class Users {
  readonly #tools: { store: Store; controllers: Controllers; world: World; perSecond: number };
  readonly #random = seeded(7);
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #scraped = new Map<string, number>();
  readonly series = new Map<string, Sampled>();
  /** Requests that found nobody. */
  lost = 0;
  /** Requests by the name of the Service that got them. */
  readonly served = new Map<string, number>();
  #owed = 0;

  constructor(tools: { store: Store; controllers: Controllers; world: World; perSecond: number }) {
    this.#tools = tools;
  }

  /** The requests of the last `ms`, and whatever is scraped at `now`. */
  serve(service: string, now: number, ms: number): void {
    this.#owed += (ms / 1_000) * this.#tools.perSecond;
    for (; this.#owed >= 1; this.#owed -= 1) this.#request(service);
    for (const pod of this.#tools.store.all('Pod')) this.#scrape(pod, now);
  }

  #request(service: string): void {
    const spec = this.#tools.controllers.followed.get(service) as
      | { rules?: { backendRefs?: Backend[] }[] }
      | undefined;
    const backends = spec?.rules?.[0]?.backendRefs ?? [];
    if (backends.length === 0) return;
    const toss = this.#random() * backends.reduce((sum, { weight }) => sum + weight, 0);
    let sum = 0;
    const chosen = backends.find(({ weight }) => {
      sum += weight;
      return toss < sum;
    });
    const pods = this.#podsBehind(chosen?.name ?? '').filter(isReady);
    const pod = pods[Math.floor(this.#random() * pods.length)];
    if (!pod) {
      this.lost += 1;
      return;
    }
    this.served.set(chosen?.name ?? '', (this.served.get(chosen?.name ?? '') ?? 0) + 1);
    const { bad = 0 } = this.#tools.world.behaviourOf(imageOf(pod));
    const counts = this.#counts.get(pod.metadata.name) ?? new Map<string, number>();
    const code = this.#random() < bad ? '500' : '200';
    counts.set(code, (counts.get(code) ?? 0) + 1);
    this.#counts.set(pod.metadata.name, counts);
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

  #scrape(pod: Stored, now: number): void {
    const { name, labels = {} } = pod.metadata;
    const offset = (Number(name.split('-').at(-1)) * 700) % SCRAPE;
    const turn = Math.floor((now - offset) / SCRAPE);
    if (this.#scraped.get(name) === turn) return;
    this.#scraped.set(name, turn);
    for (const [code, value] of this.#counts.get(name) ?? []) {
      const key = `${name} ${code}`;
      const one = this.series.get(key) ?? {
        labels: {
          __name__: 'http_requests_total',
          service: labels['app.kubernetes.io/name'] ?? '',
          release: labels['hanok.dev/release'] ?? '',
          pod: name,
          code,
        },
        samples: [],
      };
      one.samples.push([now, value]);
      this.series.set(key, one);
    }
  }
}
