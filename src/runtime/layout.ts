import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Where one environment keeps its state, all below `.hanok/<environment>` beside the plan. */
export interface Layout {
  readonly home: string;
  readonly lock: string;
  readonly instances: string;
  readonly services: string;
  readonly table: string;
  readonly ledger: string;
  readonly control: string;
  readonly gatewayControl: string;
  readonly log: (name: string) => string;
  readonly secret: (name: string) => string;
  readonly release: (service: string, digest: string) => string;
  readonly rollout: (id: string) => string;
  readonly rollouts: string;
  readonly data: (store: string) => string;
  /** For data and programs of an account that cannot walk to `home`, as under /root. */
  readonly elsewhere: string;
  /** In the environment of every process of this system: by it orphans are found. */
  readonly mark: string;
  /** In the environment of its supervisor. */
  readonly supervisorMark: string;
}

export function layoutOf(planFolder: string, environment: string): Layout {
  const home = join(planFolder, '.hanok', environment);
  const id = createHash('sha256').update(home).digest('hex').slice(0, 16);
  return {
    home,
    lock: join(home, 'supervisor.json'),
    instances: join(home, 'instances.json'),
    services: join(home, 'services.json'),
    table: join(home, 'gateway.json'),
    ledger: join(home, 'ledger.jsonl'),
    control: join(socketFolder(), `${id}.control`),
    gatewayControl: join(socketFolder(), `${id}.gateway`),
    log: (name) => join(home, 'logs', `${name}.log`),
    secret: (name) => join(home, 'secrets', `${name}.json`),
    release: (service, digest) => join(home, 'releases', service, digest),
    rollout: (id) => join(home, 'rollouts', `${id}.json`),
    rollouts: join(home, 'rollouts'),
    data: (store) => join(home, 'data', store),
    elsewhere: join('/var/tmp', `hanok-${id}`),
    mark: `HANOK_SYSTEM=${id}`,
    supervisorMark: `HANOK_SUPERVISES=${id}`,
  };
}

/** Socket paths are limited to about a hundred bytes, and a plan may live deep: they stand apart. */
function socketFolder(): string {
  const folder = join(tmpdir(), `hanok-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
