import { formerOf, type Layout, readRelease, type Supervisor, succeed } from '#runtime';
import { notStanding } from './deliver-failures.ts';
import type { Ground } from './ground.ts';
import { serviceNow } from './service-now.ts';
import { deliveryPorts } from './wire.ts';

export interface LocalGroundSpec {
  readonly supervisor: Supervisor;
  readonly layout: Layout;
  /** The plan as it stands when something is delivered. */
  readonly file: string;
  readonly folder: string;
  readonly environment: string;
  readonly say: (event: string, details?: object) => void;
}

/** The raised system of one supervisor. */
export function localGround(spec: LocalGroundSpec): Ground {
  const { supervisor, layout } = spec;
  return {
    ports: deliveryPorts(spec),
    refuseUnready() {
      const { phase } = supervisor;
      if (phase !== 'healthy') throw notStanding(phase);
    },
    names: () => Object.keys(supervisor.status().services),
    serviceNow: (name) => serviceNow(spec, name),
    async inForce(name) {
      const desire = supervisor.desireOf(name);
      return { stable: desire.stable, former: formerOf(desire), schema: desire.schema };
    },
    make: async (service, { from }) => supervisor.makeRelease(service, from),
    releaseOf: async (name, digest) => readRelease(layout.release(name, digest)),
    standing: async () =>
      Object.fromEntries(
        Object.entries(supervisor.status().services).map(([name, { stable }]) => [name, stable]),
      ),
    putBack: (name, release) =>
      supervisor.change(name, succeed(supervisor.desireOf(name), release)),
  };
}
