import { expect, it } from 'vitest';
import { doorOf } from './door.ts';

it.each([
  ['web', { destination: 'web' }],
  ['deploy@203.0.113.7', { destination: 'deploy@203.0.113.7' }],
  ['web:2222', { destination: 'web', port: 2222 }],
  ['shop@web:2222/srv/my plan', { destination: 'shop@web', port: 2222, folder: '/srv/my plan' }],
  ['web/', { destination: 'web' }],
  ['root@[2001:db8::1]:22', { destination: 'root@2001:db8::1', port: 22 }],
])('reads %s', (words, door) => {
  expect(doorOf(words)).toEqual(door);
});

it.each(['', '-oProxyCommand=x', 'a@-b', 'web:99999', 'web srv', 'a@b@c', '$(x)'])(
  'takes %j for no server',
  (words) => {
    expect(() => doorOf(words)).toThrow('names no server');
  },
);
