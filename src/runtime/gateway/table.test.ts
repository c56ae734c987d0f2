import { expect, it } from 'vitest';
import { parseTable } from './table.ts';

const good = {
  version: 1,
  revision: 3,
  listen: { host: '127.0.0.1', port: 0 },
  routes: [{ path: '/', service: 'web', timeoutMs: 1_000 }],
  services: {
    web: {
      split: 'client',
      instances: [{ id: 'a', side: 'stable', host: '127.0.0.1', port: 1 }],
      rollout: {
        id: 'r',
        salt: 's',
        weight: 10,
        headerOverride: true,
        predicates: [{ id: 'e', kind: 'status', atLeast: 500 }],
        horizonMs: 5,
        evidence: '/e',
      },
    },
  },
};

it('reads a table as it is', () => {
  expect(parseTable(JSON.stringify(good))).toEqual(good);
});

it.each([
  ['another version', { ...good, version: 2 }, 'version'],
  ['a route to nowhere', { ...good, services: {} }, 'routes[0].service'],
  [
    'an unknown split',
    { ...good, services: { web: { ...good.services.web, split: 'x' } } },
    'services.web.split',
  ],
  [
    'a weight over 100',
    {
      ...good,
      services: {
        web: { ...good.services.web, rollout: { ...good.services.web.rollout, weight: 101 } },
      },
    },
    'services.web.rollout.weight',
  ],
])('refuses %s and says where', (_, table, where) => {
  expect(() => parseTable(JSON.stringify(table))).toThrow(`gateway table: ${where}: `);
});

it('refuses what is not JSON', () => {
  expect(() => parseTable('{')).toThrow('gateway table: table: is not JSON');
});
