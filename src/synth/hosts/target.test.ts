import { expect, it } from 'vitest';
import {
  daily,
  definePlan,
  environment,
  every,
  gateway,
  job,
  link,
  mysql,
  onPremises,
  redis,
  resolve,
  route,
  secret,
  server,
  service,
  site,
  subnet,
  weekly,
} from '#model';
import { NO_LOCK } from '../lock.ts';
import { synthesise } from '../synthesise.ts';
import { hosts } from './target.ts';

const room = site('room', onPremises({ country: 'KR' }));

function made(over: { readonly operators?: string; readonly turned?: boolean } = {}) {
  const orders = mysql('orders', {
    encryptedInTransit: true,
    backup: { full: weekly('sunday', '03:00', 'Asia/Seoul'), keep: '14 d' },
  });
  const cache = redis('cache', { memory: '1 GiB', persistent: true });
  const uses = [link(orders, { access: 'read-write' }), link(cache), secret('token-key')];
  const api = service('api', {
    run: { command: ['php', 'serve me', '$HOME', '100%'] },
    port: 9000,
    uses: over.turned ? uses.reverse() : uses,
    replicas: { min: 3, max: 3 },
    stop: { drain: '45 s' },
    health: { ready: '/ready?deep=%20' },
  });
  const nightly = job('nightly', {
    run: { command: ['./clean'] },
    schedule: daily('01:30', 'Asia/Seoul'),
    timeout: '20 min',
  });
  const often = job('often', { run: { command: ['./look'] }, schedule: every('3 d') });
  const asked = job('asked', { run: { command: ['./now'] } });
  const edge = gateway('edge', { routes: [route('/', api)] });
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: over.turned ? [asked, often, nightly, edge] : [edge, nightly, often, asked],
    network: {
      operators: over.operators ?? 'vpn',
      subnets: [subnet('vpn', { access: 'private', range: '10.9.0.0/24' })],
    },
    logs: { keep: '30 d', perDay: '1 GiB' },
    environments: [environment('production', { on: server(room), secretStore: 'vault' })],
  });
  const { files, findings } = synthesise({
    plans: [resolve(plan, 'production').plan ?? []].flat(),
    targets: [hosts],
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const text = new Map(
    files.map((file) => [file.path.slice('production/hosts/'.length), file.text()]),
  );
  return { text: (path: string) => text.get(path) ?? '', paths: [...text.keys()], findings };
}

it('starts an instance for every port, and no word of a command is expanded', () => {
  const { text } = made();
  expect(text('systemd/shop-api.target')).toContain(
    'Wants=api@9000.service api@9001.service api@9002.service\n',
  );
  expect(text('systemd/api@.service')).toContain(
    'ExecStart=/usr/local/lib/shop/with-credentials php "serve me" "$$HOME" 100%%\n',
  );
  expect(text('systemd/api@.service')).toContain('http://127.0.0.1:%i/ready?deep=%%20\n');
  expect(text('systemd/api@.service')).toContain('TimeoutStopSec=45s\n');
});

it('gives jobs a timer by the calendar, or by distance, or none', () => {
  const { text, paths } = made();
  expect(text('systemd/nightly.timer')).toContain('OnCalendar=*-*-* 01:30:00 Asia/Seoul\n');
  expect(text('systemd/nightly.service')).toContain('TimeoutStartSec=1200s\n');
  expect(text('systemd/often.timer')).toContain('OnUnitActiveSec=259200s\n');
  expect(paths.filter((path) => path.includes('asked'))).toEqual(['systemd/asked.service']);
});

it('copies a MariaDB by the plan’s day and keeps the copies as long', () => {
  const { text } = made();
  expect(text('systemd/shop-orders-full.timer')).toContain(
    'OnCalendar=Sun *-*-* 03:00:00 Asia/Seoul\n',
  );
  expect(text('systemd/shop-orders-full.service')).toMatch(
    /mariadb-backup --backup[^\n]+\n[^\n]+-mtime \+14 /,
  );
});

it('keeps what a Redis is said to keep, and evicts nothing unless the plan says so', () => {
  const conf = made().text('redis/redis-cache.conf');
  expect(conf).toContain('appendonly yes\n');
  expect(conf).toContain('maxmemory 805306368\nmaxmemory-policy noeviction\n');
});

it('opens SSH to the operators’ range alone, and to nobody where sessions come another way', () => {
  expect(made().text('nftables.conf')).toContain(
    'ip saddr { 10.9.0.0/24 } tcp dport { 22 } accept comment "operators"\n',
  );
  expect(made({ operators: 'ssm' }).text('nftables.conf')).not.toContain('dport { 22 }');
  const { text, findings } = made({ operators: 'bastion' });
  expect(text('nftables.conf')).not.toContain('dport { 22 }');
  expect(
    findings.filter(({ path }) => path === 'network.operators').map(({ code }) => code),
  ).toEqual(['synth/hosts-needs']);
});

it('keeps lines on the machine as long as the plan says', () => {
  expect(made().text('journald.conf.d/shop.conf')).toContain(
    'Storage=persistent\nMaxRetentionSec=2592000s\nSystemMaxUse=30720M\n',
  );
});

it('says what it leaves out: the local engine, secrets that are elsewhere', () => {
  const said = made().findings.map(({ message }) => message.en);
  expect(said).toContainEqual(expect.stringContaining('there is no hanok.service'));
  expect(said).toContainEqual(expect.stringContaining('from vault: token-key'));
});

it('is the same whatever is declared first', () => {
  const [one, other] = [made(), made({ turned: true })];
  // The place of a line moves with it; what is written does not.
  expect(other.paths).toEqual(one.paths);
  const bare = (text: string): string => text.replaceAll(/^# shop\/.*\n/gm, '');
  for (const path of one.paths) expect(bare(other.text(path))).toBe(bare(one.text(path)));
});
