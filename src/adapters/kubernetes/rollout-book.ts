import { type Clock, Failure } from '#kernel';
import type { KubeClient } from './client.ts';
import { CONFIG_MAP, type ConfigMap } from './kinds.ts';
import { NAME_LABEL } from './objects.ts';

type Pages = Readonly<Record<string, string>>;

const RECORD_LABEL = 'hanok.dev/record';
const nameOf = (service: string): string => `hanok-rollout-${service}`;

/** How often a write is tried again that somebody else's came before. */
const TRIES = 8;
const WAIT_MS = 50;

/**
 * What is written down of the rollouts of each service: one ConfigMap `hanok-rollout-SERVICE`, which
 * the controller and everybody's terminal see. It is written only over the version that was read.
 */
export class RolloutBook {
  readonly #client: KubeClient;
  readonly #clock: Clock;

  constructor(client: KubeClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  async read(service: string): Promise<Pages> {
    return (await this.#client.get<ConfigMap>(CONFIG_MAP, nameOf(service)))?.data ?? {};
  }

  /** By service. */
  async all(): Promise<ReadonlyMap<string, Pages>> {
    const found = await this.#client.list<ConfigMap>(CONFIG_MAP, { [RECORD_LABEL]: 'rollout' });
    return new Map(
      found.map(({ metadata, data }) => [metadata.labels?.[NAME_LABEL] ?? '', data ?? {}]),
    );
  }

  /** Nobody's change is lost: where another one came first, `edit` is asked again on what is there now. */
  async change(service: string, edit: (pages: Pages) => Pages): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const found = await this.#client.get<ConfigMap>(CONFIG_MAP, nameOf(service));
      const before = found?.data ?? {};
      const data = edit(before);
      if (data === before) return;
      try {
        await this.#client.write(CONFIG_MAP, { metadata: metadataOf(service, found), data });
        return;
      } catch (cause) {
        if (!(cause instanceof Failure) || cause.retry === 'no' || tries === TRIES) throw cause;
        await this.#clock.sleep(WAIT_MS * tries);
      }
    }
  }
}

function metadataOf(service: string, found: ConfigMap | undefined): ConfigMap['metadata'] {
  const { resourceVersion } = found?.metadata ?? {};
  return {
    name: nameOf(service),
    labels: {
      ...found?.metadata.labels,
      [NAME_LABEL]: service,
      [RECORD_LABEL]: 'rollout',
      'app.kubernetes.io/managed-by': 'hanok',
    },
    ...(resourceVersion !== undefined && { resourceVersion }),
  };
}
