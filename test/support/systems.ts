/** A service that counts, logs on every request, and ends politely. `BROKEN` makes it misbehave. */
export const COUNTER = `import { createServer } from 'node:http';
let served = 0;
const release = process.env.HANOK_RELEASE ?? '';
const instance = process.env.HANOK_INSTANCE ?? '';
const server = createServer((request, answer) => {
  if (request.url === '/ready') return answer.end('ready');
  served += 1;
  console.log(JSON.stringify({ served, url: request.url }));
  answer.setHeader('content-type', 'application/json');
  answer.end(JSON.stringify({ release, instance, greeting: 'hello' }));
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;

export interface SystemWords {
  readonly command?: string;
  readonly extra?: string;
  readonly replicas?: number;
  readonly rollout?: string;
  /** Fields of the environment, besides where it stands. */
  readonly environment?: string;
  readonly server?: string;
  readonly gatewayPort?: number;
}

/** Files of a plan with a gateway before one small service. */
export function counterSystem(words: SystemWords = {}): Record<string, string> {
  const {
    command = `['node', 'server.ts']`,
    extra = '',
    replicas = 2,
    rollout = '',
    environment = '',
    server = COUNTER,
    gatewayPort = 0,
  } = words;
  return {
    'hanok.plan.ts': `import { blueGreen, canary, definePlan, environment, gateway, local, rolling, route, service } from 'hanok';
const counter = service('counter', {
  run: { command: ${command}, folder: './counter' },
  health: { ready: '/ready', within: '4 s' }, replicas: ${replicas}, stop: { drain: '5 s' },
  ${rollout ? `rollout: ${rollout},` : ''} ${extra}
});
const edge = gateway('edge', { routes: [route('/', counter, { timeout: '5 s' })] });
export default definePlan('counting', {
  asOf: '2026-11-20', roots: [edge], environments: [environment('local', { on: local({ port: ${gatewayPort} }), ${environment} })],
});
`,
    'counter/server.ts': server,
  };
}
