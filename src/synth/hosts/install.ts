import { type Database, majorOf } from '../databases/database.ts';
import { pgBackRestCommand } from '../databases/pgbackrest.ts';
import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import { sourceOfPart } from '../source.ts';
import { type Hosts, renewedOf } from './room.ts';
import { script } from './scripts.ts';

/** Puts every file of this environment in its place; a second run changes nothing that is right. */
export function install(hosts: Hosts, timers: readonly string[]): SynthFile {
  const { name } = hosts;
  const text = new Lines();
  text.from(hosts.source, () => {
    text.line(begins(name));
    writeFolders(text, hosts);
    text.line().line('sh bin/make-secrets "$@"');
    for (const cache of hosts.caches)
      text.from(sourceOfPart(cache), () => writeCache(text, cache.name));
    for (const database of hosts.databases)
      text.from(database.source, () => writeDatabase(text, hosts, database));
    if (hosts.edges.length > 0) writeProxy(text, hosts);
    text.line().line('systemctl daemon-reload\nsystemctl restart systemd-journald.service');
    for (const timer of timers) text.line(`systemctl enable --now ${timer}`);
    text.line('# Which services stand on this machine: all of them, or those named.');
    text.line(`for service in \${*:-${hosts.services.map((one) => one.name).join(' ')}}; do`);
    text.line(`  systemctl enable "${name}-$service.target"\ndone`);
    text.line(`systemctl enable --now ${name}.target`);
    text.line().line('# The door is shut last: whoever installs by SSH still sees the end.');
    text.line('install -m 0644 nftables.conf /etc/nftables.conf');
    text.line('systemctl enable nftables.service\nsystemctl restart nftables.service');
    text.line('systemctl restart fail2ban.service');
  });
  return script('install.sh', hosts.source, text);
}

const begins = (
  name: string,
): string => `# As root, from the folder of this environment; services of this machine as words.
set -eu
cd "$(dirname "$0")"
install -d /usr/local/lib/${name}
install -m 0755 bin/* /usr/local/lib/${name}/
install -m 0644 sysctl.d/* /etc/sysctl.d/
install -d /etc/systemd/journald.conf.d
install -m 0644 journald.conf.d/* /etc/systemd/journald.conf.d/
install -m 0644 logrotate.d/* /etc/logrotate.d/
install -m 0644 apt.conf.d/* /etc/apt/apt.conf.d/
install -m 0644 fail2ban/jail.local /etc/fail2ban/jail.local
cp -R systemd/. /etc/systemd/system/
sysctl --system >/dev/null`;

function writeFolders(text: Lines, hosts: Hosts): void {
  text.line();
  text.line(`id -u ${hosts.name} >/dev/null 2>&1 || useradd --system ${hosts.name}`);
  for (const part of [...hosts.services, ...hosts.jobs])
    text.line(`install -d /srv/${hosts.name}/${part.name}`, sourceOfPart(part));
}

function writeCache(text: Lines, name: string): void {
  text.line();
  text.line(`install -d -o redis -g redis /var/lib/redis-${name} /var/log/redis-${name}`);
  text.line(`install -o redis -m 0640 redis/redis-${name}.conf /etc/redis/redis-${name}.conf`);
  text.line('systemctl disable --now redis-server.service 2>/dev/null || true');
  text.line('systemctl daemon-reload');
  text.line(`systemctl enable redis-server@${name}.service`);
  text.line(`systemctl restart redis-server@${name}.service`);
}

function writeDatabase(text: Lines, hosts: Hosts, database: Database): void {
  if (database.part.kind === 'postgres') writePostgres(text, hosts, database);
  else writeMysql(text, database);
}

function writePostgres(text: Lines, hosts: Hosts, database: Database): void {
  const { part, accounts } = database;
  const { name } = part;
  const major = majorOf(database) ?? '$(pg_lsclusters -h | head -n 1 | cut -d" " -f1)';
  const files = `../databases/${name}`;
  const place = `/etc/postgresql/${major}/${name}`;
  text.line().line(`[ -d ${place} ] || pg_createcluster ${major} ${name}`);
  text.line(
    `install -o postgres -m 0640 ${files}/postgresql.conf ${place}/conf.d/${hosts.name}.conf`,
  );
  text.line(`install -o postgres -m 0640 ${files}/pg_hba.conf ${place}/pg_hba.conf`);
  if (part.backup) {
    text.line('install -d -o postgres /etc/pgbackrest');
    text.line(`install -o postgres -m 0640 ${files}/pgbackrest.conf /etc/pgbackrest/${name}.conf`);
  }
  text.line(`pg_ctlcluster ${major} ${name} restart || pg_ctlcluster ${major} ${name} start`);
  for (const { variable, name: account } of accounts)
    text.line(`export ${variable}="$(cat /etc/${hosts.name}/secrets/${account}/${name}-password)"`);
  if (part.backup)
    text.line(
      `runuser -u postgres -- ${pgBackRestCommand(name)} stanza-create || echo 'copies of ${name} are not made yet' >&2`,
    );
  const isPooled = accounts.some(({ pool }) => pool !== undefined);
  if (isPooled)
    text.line(`export PASSWORD_PGBOUNCER="$(cat /etc/${hosts.name}/secrets/${name}-pgbouncer)"`);
  text.line(
    `runuser -u postgres -- psql --no-psqlrc --cluster ${major}/${name} <${files}/setup.sql`,
  );
}

function writeMysql(text: Lines, { part, accounts, context }: Database): void {
  const files = `../databases/${part.name}`;
  text.line().line(`install -m 0644 ${files}/my.cnf /etc/mysql/conf.d/zz-${part.name}.cnf`);
  text.line(`install -d -m 0700 /var/backups/${part.name}`);
  text.line('systemctl restart mariadb.service').line('{');
  for (const { variable, name } of accounts)
    text.line(
      `  printf "SET @${variable} = '%s';\\n" "$(cat /etc/${context.plan.name}/secrets/${name}/${part.name}-password)"`,
    );
  text.line(`  cat ${files}/setup.sql\n} | mariadb`);
}

/** A proxy does not start without a certificate: one of its own until the first is issued. */
function writeProxy(text: Lines, hosts: Hosts): void {
  text.line();
  text.line('install -d /etc/nginx/sites /etc/nginx/tls /var/www/acme');
  text.line('install -m 0644 ../nginx/nginx.conf /etc/nginx/nginx.conf');
  text.line('install -m 0644 ../nginx/sites/* /etc/nginx/sites/');
  for (const { gateway, source, secure } of hosts.edges)
    if (secure)
      text.line(
        `[ -s /etc/nginx/tls/${gateway.name}.pem ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \\
  -nodes -days 30 -subj /CN=${gateway.name} -keyout /etc/nginx/tls/${gateway.name}.key \\
  -out /etc/nginx/tls/${gateway.name}.pem 2>/dev/null`,
        source,
      );
  text.line('systemctl enable nginx.service\nsystemctl restart nginx.service');
  if (renewedOf(hosts).length > 0)
    text.line(`systemctl start --no-block ${hosts.name}-certificates.service`);
}
