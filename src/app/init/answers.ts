import type { Draft, DraftPart, DraftSite } from './draft.ts';

/** What `hanok init` asks, with what it takes when nobody answers. */
export interface Answers {
  readonly name: string;
  /** What starts the service. */
  readonly command: readonly string[];
  readonly database: 'postgres' | 'mysql' | 'none';
  readonly cache: boolean;
  readonly site: DraftSite | undefined;
  readonly availability: string;
  readonly point: string;
}

/** A gateway before one service, and what it remembers with. */
export function draftFromAnswers(answers: Answers, asOf: string): Draft {
  const { name, command, database, cache, site, availability, point } = answers;
  const none = { links: [], secrets: [], routes: [] };
  const stores: DraftPart[] = [
    ...(database === 'none'
      ? []
      : [{ ...none, call: database, name: 'records', spec: storeSpec(database) }]),
    ...(cache ? [{ ...none, call: 'redis' as const, name: 'sessions', spec: CACHE }] : []),
  ];
  const app: DraftPart = {
    ...none,
    call: 'service',
    name: 'app',
    spec: {
      run: { command },
      port: 8000,
      health: { live: '/health', ready: '/ready' },
      size: { cpu: 1, memory: '512 MiB' },
      replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] },
    },
    links: stores.map((part) => part.name),
  };
  const edge: DraftPart = {
    ...none,
    call: 'gateway',
    name: 'edge',
    spec: { replicas: 2 },
    routes: ['app'],
  };
  const objectives = { availability, point };
  return {
    name,
    asOf,
    port: undefined,
    parts: [...stores, app, edge],
    site,
    objectives,
    from: undefined,
  };
}

const storeSpec = (database: 'postgres' | 'mysql') => ({
  version: database === 'postgres' ? '18' : '8.4',
  storage: '20 GiB',
  size: { cpu: 1, memory: '2 GiB' },
  encrypted: true,
});
const CACHE = {
  version: '8.2',
  memory: '256 MiB',
  keeps: ['sessions', 'cache'],
  eviction: 'with-expiry',
};
