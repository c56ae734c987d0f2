import {
  type Alert,
  alert,
  aws,
  bucket,
  channel,
  definePlan,
  ecs,
  eks,
  environment,
  escalation,
  gateway,
  link,
  mysql,
  onPremises,
  type Placement,
  postgres,
  type ResolvedPlan,
  redis,
  resolve,
  route,
  search,
  server,
  service,
  site,
} from '#model';
import { NO_LOCK, synthesise, TARGETS } from '#synth';

const seoul = site('seoul', aws('ap-northeast-2', { zones: 2 }));
const room = site('room', onPremises({ country: 'KR' }));
const grounds: Readonly<Record<string, Placement>> = {
  cluster: eks(seoul, { cluster: 'shop' }),
  server: server(room),
  ecs: ecs(seoul),
};
export const GROUNDS = Object.keys(grounds);

const orders = postgres('orders', { version: '18', reachableFrom: 'links', pseudonymised: true });
const carts = mysql('carts', { version: '8.4' });
const sessions = redis('sessions', { memory: '1 GiB' });
const cache = redis('cache', {});
const lines = search('lines', { nodes: 3 });
const files = bucket('files', {});
const api = service('api', {
  port: 8080,
  size: { cpu: 0.5, memory: '512 MiB' },
  objective: { availability: '99.95%' },
  uses: [orders, carts, sessions, cache, files, lines].map((store) => link(store, {})),
});
const web = service('web', { port: 3000, uses: [link(sessions, {})] });
const edge = gateway('edge', {
  hosts: ['shop.example', 'api.shop.example'],
  tls: { minimum: '1.2' },
  routes: [
    route('/', web, { objective: { p50: '100 ms', p99: '2 s' } }),
    route('/api', api, { objective: { p95: '300 ms' } }),
    route('/api/jobs', api, { objective: { p95: '30 s' }, answers: 'job' }),
  ],
});

const mail = channel('mail', { by: 'email' });
const chat = channel('chat', { by: 'slack', contentFree: true });
const pager = channel('pager', { by: 'phone', contentFree: true });
const hook = channel('hook', { by: 'webhook' });
const escalate = escalation('nobody', {
  steps: [
    { after: '10 min', notify: [pager] },
    { after: '30 min', notify: [pager, mail] },
  ],
});
const loud = { severity: 'critical', notify: [chat, pager], escalate } as const;

/** Every field of an alert, of everything it can be of. */
export const ALERTS: readonly Alert[] = [
  alert('errors', { errorsAbove: '1%', for: '5 min', ...loud }),
  alert('errors-of-edge', { of: edge, errorsAbove: '60%', notify: [mail] }),
  alert('error-rate', { of: api, errorRateAbove: '5 rps', for: '2 min', notify: [hook] }),
  alert('slow', { of: edge, slowerThan: '250 ms', for: '10 min', notify: [mail] }),
  alert('slow-store', { of: orders, slowerThan: '250 ms' }),
  alert('cpu', { cpuAbove: '80%', for: '10 min', severity: 'info', notify: [chat] }),
  alert('cpu-of-api', { of: api, cpuAbove: '90%', notify: [chat] }),
  alert('cpu-of-web', { of: web, cpuAbove: '90%', notify: [chat] }),
  alert('memory', { memoryAbove: '85%', notify: [chat] }),
  alert('memory-of-api', { of: api, memoryAbove: '85%', notify: [chat] }),
  alert('memory-of-sessions', { of: sessions, memoryAbove: '85%', notify: [chat] }),
  alert('memory-of-cache', { of: cache, memoryAbove: '85%', notify: [chat] }),
  alert('disk', { diskAbove: '80%', for: '1 h', ...loud }),
  alert('disk-of-orders', { of: orders, diskAbove: '80%', notify: [chat] }),
  alert('connections', { of: orders, connectionsAbove: 100, notify: [chat] }),
  alert('connections-of-carts', { of: carts, connectionsAbove: 0, notify: [chat] }),
  alert('connections-of-files', { of: files, connectionsAbove: 10 }),
  alert('lag', { of: orders, lagAbove: '10 s', for: '5 min', notify: [chat] }),
  alert('lag-of-carts', { of: carts, lagAbove: '500 ms', notify: [chat] }),
  alert('lag-of-nothing', { lagAbove: '10 s' }),
  alert('restarts', { restartsAbove: 5, within: '1 h', notify: [chat] }),
  alert('restarts-of-api', { of: api, restartsAbove: 20, within: '5 min', for: '1 min' }),
  alert('restarts-at-all', { of: web, restartsAbove: 0 }),
  alert('certificate', { certificateWithin: '14 d', notify: [mail] }),
  alert('certificate-of-edge', { of: edge, certificateWithin: '21 d', for: '1 h' }),
  alert('lines', { logs: 'ERROR', notify: [chat] }),
  alert('residency', { compliance: true, ...loud }),
  alert('budget', { budgetAbove: '80%', notify: [mail] }),
  alert('two-bounds', { of: api, errorsAbove: '2%', slowerThan: '1 s', notify: [mail] }),
];

/** A plan with everything that can be watched; `turned` declares it all the other way round. */
export function watchedPlan(ground: string, turned = false): ResolvedPlan {
  const order = <T>(list: readonly T[]): T[] => (turned ? [...list].reverse() : [...list]);
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: order([edge, api, web, orders, carts, sessions, cache, files, lines]),
    objectives: { availability: '99.9%', latency: { p95: '500 ms', p99: '1 s' } },
    logs: { to: lines, format: 'json', keep: '30 d', level: 'warn', restsIn: 'KR' },
    alerts: order(ALERTS),
    environments: [environment('production', { on: grounds[ground] as Placement })],
  });
  const { plan: resolved, findings } = resolve(plan, 'production');
  if (!resolved) throw new Error(JSON.stringify(findings));
  return resolved;
}

const WATCHING = ['prometheus', 'alertmanager', 'grafana', 'logs'];

/** The files of watching, by path below the environment, and what was said of them. */
export function watchedFiles(plan: ResolvedPlan) {
  const { files: placed, findings } = synthesise({
    plans: [plan],
    targets: TARGETS.filter(({ name }) => WATCHING.includes(name)),
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const texts = placed.map(
    (file) => [file.path.replace(/^production\//, ''), file.text()] as const,
  );
  return { texts: Object.fromEntries(texts) as Record<string, string>, findings };
}
