import { expect, it } from 'vitest';
import { byLongestPath, matchRoute } from './route.ts';

const routes = byLongestPath([{ path: '/' }, { path: '/api' }, { path: '/api/admin/' }]);

it.each([
  ['the root holds everything', '/x', '/'],
  ['a prefix holds itself', '/api', '/api'],
  ['a prefix holds what is under it', '/api/users', '/api'],
  ['a prefix holds its query', '/api?x=1', '/api'],
  ['a prefix does not hold a longer word', '/apix', '/'],
  ['the longest prefix wins', '/api/admin/x', '/api/admin/'],
])('%s', (_, target, path) => {
  expect(matchRoute(routes, target)?.path).toBe(path);
});

it('finds nothing outside every prefix', () => {
  expect(matchRoute([{ path: '/api' }], '/')).toBeUndefined();
});
