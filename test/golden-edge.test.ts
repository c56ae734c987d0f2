import { cpSync, existsSync, globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { prepared, tried } from './support/real-proxies.ts';

const root = fileURLToPath(new URL('golden/', import.meta.url));
const trees = (target: string): string[] => globSync(`*/*/${target}`, { cwd: root }).toSorted();

/** What nginx itself says of a generated folder, one thing in it changed. */
function nginxSays(
  tree: string,
  edit: (text: string) => string = (text) => text,
  file = 'nginx.conf',
) {
  const { home, change, certify, drop } = prepared(join(root, tree));
  for (const site of readdirSync(join(home, 'sites'))) certify(site.replace('.conf', ''));
  cpSync('/etc/nginx/mime.types', join(home, 'mime.types'));
  change('nginx.conf', (text) => text.replace('/var/log/nginx/', `${home}/`));
  change(file, edit);
  const words = [
    '-t',
    '-q',
    '-p',
    home,
    '-c',
    join(home, 'nginx.conf'),
    '-e',
    'stderr',
    '-g',
    `pid ${home}/pid;`,
  ];
  const answer = tried('nginx', words);
  drop();
  return answer;
}

function haproxySays(tree: string, edit: (text: string) => string = (text) => text) {
  const { home, change, certify, drop } = prepared(join(root, tree));
  for (const site of globSync('*/nginx/sites/*.conf', { cwd: join(root, tree, '../..') }))
    certify(site.split('/').at(-1)?.replace('.conf', '') ?? '');
  change('haproxy.cfg', (text) => edit(text.replaceAll('crt tls/', `crt ${home}/tls/`)));
  const answer = tried('haproxy', ['-c', '-f', join(home, 'haproxy.cfg')]);
  drop();
  return answer;
}

describe('generated nginx', () => {
  it('is there for every environment on servers', () => {
    expect(trees('nginx')).toEqual([
      'gym-face/production/nginx',
      'gym-face/staging/nginx',
      'posture/production/nginx',
    ]);
  });

  it.each(trees('nginx'))('%s is accepted by nginx, without a warning', (tree) => {
    expect(nginxSays(tree)).toEqual({ code: 0, said: '' });
  });

  it.each([
    [
      'a rate zone that is applied and was never made',
      'limit_req_zone',
      '# limit_req_zone',
      'zero size shared memory zone',
    ],
    [
      'a variable that no map sets',
      '$connection_upgrade {',
      '$other {',
      'unknown "connection_upgrade" variable',
    ],
    ['a block that does not begin', 'events {', 'events', 'has no opening "{"'],
  ])('is refused by nginx with %s', (_, from, to, message) => {
    const says = nginxSays('posture/production/nginx', (text) => text.replaceAll(from, to));
    expect(says.code).toBe(1);
    expect(says.said).toContain(message);
  });

  it('is refused by nginx when an upstream loses its servers', () => {
    const says = nginxSays(
      'posture/production/nginx',
      (text) => text.replaceAll(/ {2}server 127.*\n/g, ''),
      'sites/edge.conf',
    );
    expect([says.code, says.said.includes('no servers are inside upstream')]).toEqual([1, true]);
  });
});

describe('generated HAProxy', () => {
  it.each(trees('haproxy'))('%s is accepted by HAProxy, without a warning', (tree) => {
    const { code, said } = haproxySays(tree);
    expect([code, /WARNING|ALERT/.test(said)]).toEqual([0, false]);
  });

  it.each([
    [
      'a backend that is not there',
      'use_backend classifier_for_all',
      'use_backend nobody',
      "unable to find required use_backend: 'nobody'",
    ],
    [
      'a condition that is never declared',
      'acl path_edge_stream',
      '# acl path_edge_stream',
      "no such ACL : 'path_edge_stream'",
    ],
    [
      'a table that is not there',
      'backend asked_edge_stream',
      'backend asked_other',
      "unable to find table 'asked_edge_stream'",
    ],
  ])('is refused by HAProxy with %s', (_, from, to, message) => {
    const says = haproxySays('posture/production/haproxy', (text) => text.replaceAll(from, to));
    expect(says.code).toBe(1);
    expect(says.said).toContain(message);
  });
});

it('stands beside no golden that nothing generates', () => {
  expect(existsSync(root)).toBe(true);
});
