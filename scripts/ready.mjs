// Installs what is missing, then gets out of the way. Plain JavaScript without dependencies: it runs
// before anything is installed, on whatever Node the machine has.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';

const root = new URL('../', import.meta.url);
const asked = new Set(process.argv.slice(2));

/** Programs that npm cannot bring, and the package that holds them. */
const TRIED = asked.has('--tests') || asked.has('--bench');
const PROGRAMS = [
  { program: 'redis-server', apt: 'redis-server', brew: 'redis', when: true },
  { program: 'nginx', apt: 'nginx', brew: 'nginx', when: TRIED },
  { program: 'wrk', apt: 'wrk', brew: 'wrk', when: asked.has('--bench') },
  { program: 'haproxy', apt: 'haproxy', brew: 'haproxy', when: TRIED },
  { program: 'promtool', apt: 'prometheus', brew: 'prometheus', when: asked.has('--tests') },
  {
    program: 'amtool',
    apt: 'prometheus-alertmanager',
    brew: 'alertmanager',
    when: asked.has('--tests'),
  },
  { program: 'psql', apt: 'postgresql-client', brew: 'libpq', when: asked.has('--tests') },
  {
    program: 'mariadbd',
    file: '/usr/sbin/mariadbd',
    apt: 'mariadb-server-core',
    when: asked.has('--tests') && has('apt-get'),
  },
  ...[
    ['mariadb', 'mariadb-client-core'],
    ['pgbackrest', 'pgbackrest'],
    ['pgbouncer', 'pgbouncer', '/usr/sbin/pgbouncer'],
    ['nft', 'nftables', '/usr/sbin/nft'],
    ['systemd-analyze', 'systemd'],
    ['cloud-init', 'cloud-init'],
    ['fail2ban-client', 'fail2ban'],
    ['logrotate', 'logrotate', '/usr/sbin/logrotate'],
    ['curl', 'curl'],
    ['sshd', 'openssh-server', '/usr/sbin/sshd'],
    ['ssh', 'openssh-client'],
  ].map(([program, apt, file]) => ({
    program,
    apt,
    file,
    // What is written for servers of Debian is tried where there is one.
    when: asked.has('--tests') && has('apt-get'),
  })),
  {
    program: 'nginx-njs',
    file: '/usr/lib/nginx/modules/ngx_http_js_module.so',
    apt: 'libnginx-mod-http-js',
    when: asked.has('--bench') && has('apt-get'),
  },
  { program: 'chromium', apt: 'chromium', brew: '--cask chromium', when: asked.has('--tests') },
];

await packages(root);
if (asked.has('--bench')) await packages(new URL('bench/rivals/', root));
await programs();

/** node_modules is in step when it was made after the lock file. */
async function packages(folder) {
  const stamp = new URL('node_modules/.hanok-ready', folder);
  const lock = readFileSync(new URL('package-lock.json', folder), 'utf8').length;
  const fresh =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === String(lock) &&
    statSync(stamp).mtimeMs >= statSync(new URL('package-lock.json', folder)).mtimeMs;
  if (fresh) return;
  say('Installing npm packages … / npm 패키지를 설치한다 …');
  run('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], folder);
  writeFileSync(stamp, String(lock));
}

async function programs() {
  const missing = PROGRAMS.filter(
    ({ when, program, file }) => when && !(file ? existsSync(file) : has(program)),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ program }) => program).join(', ');
  const commands = installCommands(missing);
  const printed = commands.map((words) => words.join(' ')).join(' && ');
  if (commands.length === 0)
    stop(
      `${names} missing, and no package manager known here / 이 기계의 패키지 관리자를 모른다: ${names}`,
    );
  if (!(await mayInstall(names, printed))) stop(`${names} missing / 없음: ${names}\n→ ${printed}`);
  say(`Installing ${names} … / ${names} 설치 …`);
  for (const [program, ...words] of commands) run(program, words);
}

function installCommands(missing) {
  if (has('apt-get')) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
    const list = missing.map(({ apt }) => apt);
    return [
      [...sudo, 'apt-get', 'update', '-qq'],
      [...sudo, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...list],
    ];
  }
  if (has('brew')) return missing.map(({ brew }) => ['brew', 'install', ...brew.split(' ')]);
  return [];
}

/** A terminal is asked; CI, and root without a terminal, may; anybody else is told the command. */
async function mayInstall(names, printed) {
  const able = process.getuid?.() === 0 || has('sudo') || has('brew');
  if (!able) return false;
  if (asked.has('--yes') || process.env.npm_config_yes === 'true' || process.env.CI) return true;
  if (!(process.stdin.isTTY && process.stdout.isTTY)) return process.getuid?.() === 0;
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await reader.question(
    `${names}: install with / 다음으로 설치할까?\n  ${printed}\n[y/N] `,
  );
  reader.close();
  return /^y(es)?$/i.test(answer.trim());
}

function has(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function run(program, words, cwd = root) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(program, words, { cwd, stdio: ['ignore', 2, 2], env });
  if (status !== 0) stop(`${program} ${words.join(' ')} failed / 실패`);
}

function say(words) {
  process.stderr.write(`${words}\n`);
}

function stop(words) {
  say(words);
  process.exit(3);
}
