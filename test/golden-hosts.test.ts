import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freePort } from '#runtime';
import { end, untilListening } from './scenarios/posture-stores.ts';
import { changed } from './support/goldens.ts';
import { tried } from './support/real-proxies.ts';
import { tempDir } from './support/temp-dir.ts';

const root = fileURLToPath(new URL('golden/', import.meta.url));
const trees = globSync('*/*/hosts', { cwd: root }).toSorted();
const files = (pattern: string) => globSync(`*/*/hosts/${pattern}`, { cwd: root }).toSorted();
const golden = (path: string): string => readFileSync(join(root, path), 'utf8');
const POSTURE = 'posture/production/hosts';

it('stands for every environment on servers', () => {
  expect(trees).toEqual([
    'gym-face/production/hosts',
    'gym-face/staging/hosts',
    'posture/production/hosts',
  ]);
});

/**
 * What systemd says of the units in a root of their own. Beside them stand the units of the
 * distribution, and an empty program wherever a unit names one: none is started.
 */
function systemdSays(tree: string, edit: (text: string) => string = (text) => text, file = '') {
  using dir = tempDir();
  const units = join(dir.path, 'etc/systemd/system');
  mkdirSync(join(dir.path, 'etc/systemd'), { recursive: true });
  cpSync(join(root, tree, 'systemd'), units, { recursive: true });
  mkdirSync(join(dir.path, 'usr/lib/systemd'), { recursive: true });
  cpSync('/lib/systemd/system', join(dir.path, 'usr/lib/systemd/system'), { recursive: true });
  symlinkSync('usr/lib', join(dir.path, 'lib'));
  for (const path of globSync('**/*.service', { cwd: units }))
    for (const [, program = ''] of readFileSync(join(units, path), 'utf8').matchAll(
      /^Exec\w+=(\/\S+)/gm,
    )) {
      mkdirSync(join(dir.path, dirname(program)), { recursive: true });
      writeFileSync(join(dir.path, program), '');
      chmodSync(join(dir.path, program), 0o755);
    }
  if (file !== '') writeFileSync(join(units, file), edit(readFileSync(join(units, file), 'utf8')));
  const names = globSync('*.{service,timer,target}', { cwd: units })
    .map((name) => name.replace('@.', '@8000.'))
    .toSorted();
  const answer = tried('systemd-analyze', ['verify', `--root=${dir.path}`, ...names]);
  return { ...answer, names };
}

describe('generated units', () => {
  it.each(trees)('%s are accepted by systemd, without a word', (tree) => {
    const { code, said, names } = systemdSays(tree);
    expect([code, said, names.length > 2]).toEqual([0, '', true]);
  });

  it.each([
    [
      'a word that there is not',
      'classifier@.service',
      'Restart=always',
      'Restart=ever',
      'Failed to parse service restart specifier, ignoring: ever',
    ],
    [
      'an amount that is none',
      'classifier@.service',
      'MemoryMax=536870912',
      'MemoryMax=much',
      "Invalid memory limit 'much'",
    ],
    [
      'a program that is not absolute in a root',
      'classifier@.service',
      'ExecStartPost=/usr/bin/curl',
      'ExecStartPost=/usr/bin/nobody',
      'Command /usr/bin/nobody is not executable',
    ],
    [
      'a day that there is not',
      'posture-predictions-full.timer',
      'OnCalendar=*-*-* 02:00:00 Asia/Seoul',
      'OnCalendar=*-*-* 26:00:00 Asia/Seoul',
      'Failed to parse calendar specification',
    ],
  ])('are not accepted with %s', (_, file, from, to, message) => {
    const { said } = systemdSays(
      POSTURE,
      (text) => {
        expect(text).toContain(from);
        return text.replace(from, to);
      },
      file,
    );
    expect(said).toContain(message);
  });
});

describe('generated firewalls', () => {
  const says = (text: string) => {
    using dir = tempDir({ 'nftables.conf': text });
    return tried('nft', ['-c', '-f', join(dir.path, 'nftables.conf')]);
  };

  it.each(files('nftables.conf'))('%s is accepted by nft', (path) => {
    expect(says(golden(path))).toEqual({ code: 0, said: '' });
  });

  it.each([
    ['a protocol that there is not', 'tcp dport', 'tpc dport', 'syntax error'],
    ['a port that is none', '{ 80, 443 }', '{ 80, 99443 }', 'Service out of range'],
  ])('are refused with %s', (_, from, to, message) => {
    const { code, said } = says(changed(`${POSTURE}/nftables.conf`, from, to));
    expect([code, said]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe('generated cloud-init', () => {
  const says = (text: string) => {
    using dir = tempDir({ 'user-data': text });
    return tried('cloud-init', ['schema', '--config-file', join(dir.path, 'user-data')]);
  };

  it.each(files('cloud-init.yaml'))('%s fits its schema', (path) => {
    expect(golden(path)).toMatch(/^#cloud-config\n# \S+: /);
    const { code, said } = says(golden(path));
    expect([code, said]).toEqual([0, expect.stringContaining('Valid cloud-config')]);
  });

  it.each([
    [
      'a switch that is none',
      'package_update: true',
      'package_update: 7',
      'package_update: 7 is not of type',
    ],
    ['another first line', '#cloud-config\n', '', 'needs to begin with "#cloud-config"'],
  ])('does not fit it with %s', (_, from, to, message) => {
    const { code, said } = says(changed(`${POSTURE}/cloud-init.yaml`, from, to));
    expect([code, said]).toEqual([1, expect.stringContaining(message)]);
  });
});

/** Credentials, folders and the port are a test's; everything else is as it is written. */
async function redisWith(text: string) {
  const dir = tempDir({ 'requirepass.conf': 'requirepass "a password"\n' });
  const fixture = (file: string) => new URL(`fixtures/tls/${file}`, import.meta.url);
  cpSync(fixture('one.cert.pem'), join(dir.path, 'tls.pem'));
  cpSync(fixture('one.key.pem'), join(dir.path, 'tls.key'));
  const port = await freePort();
  const here = text
    .replaceAll('/run/credentials/redis-server@sessions.service', dir.path)
    .replaceAll(/\/(?:var\/lib|var\/log|run)\/redis-sessions/g, dir.path)
    .replace('tls-port 6379', `tls-port ${port}`);
  writeFileSync(join(dir.path, 'redis.conf'), here);
  return { dir, port, words: [join(dir.path, 'redis.conf')] };
}

describe('generated Redis', () => {
  const path = `${POSTURE}/redis/redis-sessions.conf`;

  it('starts, keeps to its memory, and lets in who knows the password, over TLS', async () => {
    const { dir, port, words } = await redisWith(golden(path));
    const child = spawn('redis-server', words, { stdio: 'ignore' });
    await untilListening(port);
    const ask = (password: string, ...question: string[]) => {
      const way = ['--tls', '--cacert', join(dir.path, 'tls.pem'), '-p', String(port)];
      const env = { PATH: process.env.PATH, REDISCLI_AUTH: password };
      return spawnSync('redis-cli', [...way, ...question], {
        encoding: 'utf8',
        env,
        timeout: 9_000,
      }).stdout.trim();
    };
    expect(ask('a password', 'PING')).toBe('PONG');
    expect(ask('another', 'PING')).toContain('NOAUTH');
    expect(ask('a password', 'CONFIG', 'GET', 'maxmemory')).toBe('maxmemory\n402653184');
    expect(ask('a password', 'CONFIG', 'GET', 'maxmemory-policy')).toContain('volatile-lru');
    expect(ask('a password', 'CONFIG', 'GET', 'appendonly')).toContain('no');
    await end(child, 'SIGTERM');
    dir[Symbol.dispose]();
  });

  it('does not start with an eviction that there is not', async () => {
    const { dir, words } = await redisWith(changed(path, 'volatile-lru', 'oldest'));
    const { code, said } = tried('redis-server', words);
    expect([code, said]).toEqual([1, expect.stringContaining('argument(s) must be one of')]);
    dir[Symbol.dispose]();
  });
});

describe('generated scripts', () => {
  it.each(files('{install.sh,bin/*}'))('%s is read by sh', (path) => {
    expect(golden(path)).toMatch(/^#!\/bin\/sh\n# \S+: /);
    expect(tried('sh', ['-n', join(root, path)])).toEqual({ code: 0, said: '' });
  });

  it('make secrets once, and ask for those that are the plan’s', () => {
    using dir = tempDir();
    const script = golden(`${POSTURE}/bin/make-secrets`).replaceAll('/etc/', `${dir.path}/`);
    writeFileSync(join(dir.path, 'make'), script);
    const run = () => tried('sh', [join(dir.path, 'make')]);
    const read = () =>
      globSync('{posture,pgbackrest,pgbouncer}/**/*.{pem,key,conf,txt}', { cwd: dir.path })
        .concat(globSync('posture/secrets/**/*-*', { cwd: dir.path }))
        .filter((path) => !path.endsWith('classifier'))
        .toSorted()
        .map((path) => [path, readFileSync(join(dir.path, path), 'utf8')]);
    const first = run();
    expect([first.code, first.said.match(/missing: .*?([\w-]+) \(/g)?.length]).toEqual([1, 2]);
    const before = read();
    for (const name of ['identity-key', 'device-keys'])
      writeFileSync(join(dir.path, 'posture/secrets', name), 'a secret');
    expect(run()).toEqual({ code: 0, said: '' });
    expect(read().filter(([path]) => !/(?:identity-key|device-keys)$/.test(path ?? ''))).toEqual(
      before,
    );
    const url = readFileSync(join(dir.path, 'posture/secrets/classifier/predictions-url'), 'utf8');
    expect(url).toMatch(/^postgres:\/\/classifier:[0-9a-f]{64}@127\.0\.0\.1:5432\/predictions\?/);
  });
});

describe('generated settings of the system', () => {
  it.each(files('logrotate.d/*'))('%s is read by logrotate', (path) => {
    using dir = tempDir();
    const state = join(dir.path, 'state');
    const own = join(dir.path, 'conf');
    writeFileSync(own, golden(path));
    chmodSync(own, 0o644);
    const { code, said } = tried('/usr/sbin/logrotate', ['-d', '-s', state, own]);
    expect([code, /^error:/m.test(said)]).toEqual([0, false]);
  });

  it.each(files('apt.conf.d/*'))('%s is read by apt', (path) => {
    const { code, said } = tried('apt-config', ['-c', join(root, path), 'dump']);
    expect([code, said]).toEqual([
      0,
      expect.stringContaining('Unattended-Upgrade::Automatic-Reboot "false";'),
    ]);
  });

  it.each(files('fail2ban/jail.local'))('%s is read by fail2ban', (path) => {
    using dir = tempDir({ 'error.log': '' });
    cpSync('/etc/fail2ban', join(dir.path, 'conf'), { recursive: true });
    const here = golden(path).replace('/var/log/nginx/error.log', join(dir.path, 'error.log'));
    writeFileSync(join(dir.path, 'conf/jail.local'), here);
    const { code, said } = tried('fail2ban-client', ['-c', join(dir.path, 'conf'), '-t']);
    expect([code, said]).toEqual([
      0,
      expect.stringContaining('OK: configuration test is successful'),
    ]);
  });
});
