import { Failure } from '#kernel';
import type { GatewayTable } from '../gateway/table.ts';
import type { Layout } from '../layout.ts';
import { type Release, schemaOf } from '../release-store.ts';
import { readState, writeState } from '../state-file.ts';
import type { InstanceRecord } from './instance.ts';
import type { InstancesFile, ServiceDesire, ServicesFile } from './system.ts';

/**
 * Fails when a record cannot be read. To be asked before anything is started: what is damaged may be
 * all that knows of running processes, and must not be written over.
 */
export function inspectRecords(layout: Layout): void {
  readState<InstancesFile>(layout.instances, 1);
  readState<ServicesFile>(layout.services, 1);
  readState<GatewayTable>(layout.table, 1);
}

/** What the next supervisor must know: which processes there are, and what each service should run. */
export class Records {
  readonly #layout: Layout;
  #desires: Record<string, ServiceDesire>;
  /** Words for why the last write failed; nothing is lost that runs, and the next change tries again. */
  trouble: string | undefined;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#desires = { ...readState<ServicesFile>(layout.services, 1)?.services };
  }

  /** Instances as the last supervisor left them. */
  instances(): readonly InstanceRecord[] {
    return readState<InstancesFile>(this.#layout.instances, 1)?.instances ?? [];
  }

  /** A full disk must not end what runs: it is kept as trouble. */
  keepInstances(instances: readonly InstanceRecord[]): void {
    try {
      writeState<InstancesFile>(this.#layout.instances, { version: 1, instances });
      this.trouble = undefined;
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause;
      this.trouble = cause.text.en;
    }
  }

  get desires(): Readonly<Record<string, ServiceDesire>> {
    return this.#desires;
  }

  /** A candidate works on the schema as soon as it stands, whatever becomes of it. */
  #newestSchema(service: string, { stable, candidate }: ServiceDesire): Release['schema'] {
    const brought = [stable, candidate?.release].map(
      (digest) => digest && schemaOf(this.#layout.release(service, digest)),
    );
    return [this.#desires[service]?.schema, ...brought]
      .filter((step) => typeof step === 'object')
      .sort((a, b) => b.version - a.version)[0];
  }

  /** Fails when it cannot be written: an act that would not be remembered must not begin. */
  keepDesire(service: string, desire: ServiceDesire): void {
    const schema = this.#newestSchema(service, desire);
    const desires = { ...this.#desires, [service]: { ...desire, ...(schema && { schema }) } };
    writeState<ServicesFile>(this.#layout.services, { version: 1, services: desires });
    this.#desires = desires;
  }
}
