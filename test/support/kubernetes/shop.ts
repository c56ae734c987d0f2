import { image, type Options, standInRealTime } from './real-time.ts';

interface Words {
  readonly canary?: string;
  readonly environment?: string;
  readonly more?: string;
}

const planOf = ({ canary = '', environment = '', more = '' }: Words = {}): string => `
import { aws, canary, definePlan, ecs, eks, environment, gateway, gcp, gke, nodePool, route, secret, server, service, site, waive } from 'hanok';
const pools = [nodePool('general', { instance: 't3.large', min: 2, max: 4 })];
const seoul = site('seoul', aws('ap-northeast-2', { zones: 3 }));
const second = site('second', gcp('asia-northeast3', { zones: 3 }));
const shop = service('shop', {
  health: { live: '/alive', ready: '/ready', within: '60 s' },
  port: 8080,
  uses: [secret('session-key')],
  size: { cpu: 0.5, memory: '256 MiB' },
  replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] },
  stop: { drain: '2 s' },
  rollout: canary({ split: 'request', weights: [50], bake: '14 s', horizon: '1 s', bad: ['5xx'], smoke: ['GET /'], holdFor: '60 s', ${canary} }),
});
const edge = gateway('edge', { hosts: ['shop.example'], replicas: 2, routes: [route('/', shop)] });
export default definePlan('shop', {
  asOf: '2026-11-20',
  roots: [edge],
  objectives: { availability: '99.9%' },
  environments: [environment('production', { on: eks(seoul, { version: '1.34', pools }), ${environment} })],
  ${more}
});
`;

export const COUNTED = ['--prometheus', 'monitoring/prometheus:9090'];
export const stand = (words: Words = {}, behaviours: Options['behaviours'] = {}) =>
  standInRealTime({ behaviours, files: { 'hanok.plan.ts': planOf(words) } });
export type Stage = Awaited<ReturnType<typeof stand>>;

/** The first release, image a. */
export async function install(on: Stage): Promise<void> {
  const { code, err } = await on.hanok('deploy', 'shop', '--first', '--image', image('a'));
  if (code !== 0) throw new Error(err);
}
export const deploy = (letter: string): string[] => [
  'deploy',
  'shop',
  '--image',
  image(letter),
  ...COUNTED,
];
