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
  ['an escaped letter is that letter', '/%61pi/users', '/api'],
  ['an escaped slash is a slash', '/api%2Fusers', '/api'],
  ['slashes more than one are one', '//api//admin//x', '/api/admin/'],
  ['a backslash is a slash', '/api\\admin\\x', '/api/admin/'],
  ['a parameter is no part of a word', '/api;v=1/admin;x/y', '/api/admin/'],
  ['what is no escape stays', '/100%', '/'],
  ['dots in a word are that word', '/..a/.well-known/x', '/'],
  ['steps in a query are nobody’s', '/api?to=/../x', '/api'],
])('%s', (_, target, path) => {
  expect(matchRoute(routes, target)?.path).toBe(path);
});

it.each(['/api/../x', '/x/%2e%2e/api', '/x/..%2fapi', '/x/..;a/api', '/./x', '/x\\..\\y', '/x/..'])(
  'holds nothing that takes a step up, as %s does',
  (target) => {
    expect(matchRoute(routes, target)).toBeUndefined();
  },
);

it('finds nothing outside every prefix', () => {
  expect(matchRoute([{ path: '/api' }], '/')).toBeUndefined();
});
