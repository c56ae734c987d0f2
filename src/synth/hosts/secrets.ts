import type { Account, Database } from '../databases/database.ts';
import { portOf } from '../databases/database.ts';
import type { SynthFile } from '../file.ts';
import { isApart } from '../network.ts';
import { Lines } from '../print/text.ts';
import { type Source, sourceOfPart } from '../source.ts';
import { isMissing } from '../target.ts';
import { type Hosts, secretsOf, trustOf } from './room.ts';
import { script } from './scripts.ts';

/** Makes what may be made here: passwords and certificates of this machine's own stores. The rest it asks for. */
export function makeSecrets(hosts: Hosts): SynthFile {
  const text = new Lines();
  text.from(hosts.source, () => {
    text.line(begins(hosts));
    for (const database of hosts.databases)
      text.from(database.source, () => writeDatabase(text, hosts, database));
    for (const cache of hosts.caches)
      text.from(sourceOfPart(cache), () => writeCache(text, hosts, cache));
    writeTrust(text, hosts);
    writeAsked(text, hosts);
  });
  return script('bin/make-secrets', hosts.source, text);
}

const begins = (
  hosts: Hosts,
): string => `# Words are the services of this machine; all of them where there are none.
# What is there already stays: a second run changes nothing.
set -eu
umask 077
secrets=${secretsOf(hosts)}
tls=/etc/${hosts.name}/tls
mkdir -p "$secrets" "$tls"
chmod 0755 /etc/${hosts.name} "$tls"
made() { [ -s "$secrets/$1" ] || openssl rand -hex 32 >"$secrets/$1"; }
certificate() {
  [ -s "$tls/$1.key" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \\
    -days 3650 -subj "/CN=$1" -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \\
    -keyout "$tls/$1.key" -out "$tls/$1.pem" 2>/dev/null
  chmod 0644 "$tls/$1.pem"
  ! id -u "$2" >/dev/null 2>&1 || chown "$2" "$tls/$1.key"
}
missing=0
services="$*"
asks() {
  case " \${services:-$1} " in *" $1 "*) ;; *) return 0 ;; esac
  [ -s "$secrets/$2" ] && return 0
  echo "missing: $secrets/$2 ($3)" >&2
  missing=1
}`;

function writeDatabase(text: Lines, hosts: Hosts, database: Database): void {
  const { part, accounts } = database;
  const { name } = part;
  text.line();
  if (part.encryptedInTransit)
    text.line(`certificate ${name} ${part.kind === 'postgres' ? 'postgres' : 'mysql'}`);
  for (const account of accounts)
    text.from(account.source, () => writeAccount(text, hosts, { database, account }));
  if (part.kind !== 'postgres') return;
  if (accounts.some(({ pool }) => pool !== undefined)) {
    text.line(`made ${name}-pgbouncer`);
    text.line('mkdir -p /etc/pgbouncer');
    text.line(
      `printf '"pgbouncer" "%s"\\n' "$(cat "$secrets/${name}-pgbouncer")" >/etc/pgbouncer/${name}.txt`,
    );
    text.line(`! id -u postgres >/dev/null 2>&1 || chown postgres /etc/pgbouncer/${name}.txt`);
  }
  if (part.backup?.encrypted) writeCipher(text, database);
}

function writeAccount(
  text: Lines,
  hosts: Hosts,
  { database, account }: { database: Database; account: Account },
): void {
  const { part } = database;
  const file = `${account.name}/${part.name}`;
  const scheme = part.kind === 'postgres' ? 'postgres' : 'mysql';
  const at = `127.0.0.1:${portOf(database)}/${part.name}`;
  const isSecure = part.encryptedInTransit && part.kind === 'postgres';
  const more = isSecure ? `?sslmode=verify-full&sslrootcert=${trustOf(hosts)}` : '';
  text.line(`mkdir -p "$secrets/${account.name}"`).line(`made ${file}-password`);
  text.line(`printf '${scheme}://${account.name}:%s@${at}${more}' \\`);
  text.line(`  "$(cat "$secrets/${file}-password")" >"$secrets/${file}-url"`);
}

/** Both places are locked with one key; it is the server's account that reads it. */
function writeCipher(text: Lines, { part, field }: Database): void {
  const folder = `/etc/pgbackrest/${part.name}.d`;
  const repos = part.backup?.copyTo === undefined ? [1] : [1, 2];
  text.from(field('backup.encrypted'), () => {
    text.line(`mkdir -p ${folder}\nmade ${part.name}-backup-key`);
    text.line('{').line("  echo '[global]'");
    for (const repo of repos)
      text.line(`  echo "repo${repo}-cipher-pass=$(cat "$secrets/${part.name}-backup-key")"`);
    text.line(`} >${folder}/key.conf`);
    text.line(`! id -u postgres >/dev/null 2>&1 || chown -R postgres ${folder}`);
  });
}

function writeCache(text: Lines, hosts: Hosts, cache: Hosts['caches'][number]): void {
  const { name, encryptedInTransit } = cache;
  text.line();
  if (encryptedInTransit) text.line(`certificate ${name} redis`);
  text.line(`made ${name}-password`);
  text.line(
    `printf 'requirepass "%s"\\n' "$(cat "$secrets/${name}-password")" >"$secrets/${name}.conf"`,
  );
  const callers = hosts.context.view
    .callersOf(name)
    .filter(({ by }) => by === 'link')
    .map(({ part }) => part.name)
    .sort();
  const at = `127.0.0.1:${cache.port ?? 6379}/0`;
  for (const caller of callers) {
    text.line(`mkdir -p "$secrets/${caller}"`);
    text.line(`printf '${encryptedInTransit ? 'rediss' : 'redis'}://:%s@${at}' \\`);
    text.line(`  "$(cat "$secrets/${name}-password")" >"$secrets/${caller}/${name}-url"`);
  }
}

function writeTrust(text: Lines, { databases, caches }: Hosts): void {
  const files = [...databases.map(({ part }) => part), ...caches]
    .filter(({ encryptedInTransit }) => encryptedInTransit)
    .map(({ name }) => `"$tls/${name}.pem"`)
    .sort();
  if (files.length === 0) return;
  text.line().line(`cat ${files.join(' ')} >"$tls/stores.pem"\nchmod 0644 "$tls/stores.pem"`);
}

/** Secrets of the plan are never made here: they are one and the same on every machine. */
function writeAsked(text: Lines, hosts: Hosts): void {
  const { context } = hosts;
  const store = context.plan.environment.secretStore ?? 'the secret store';
  const all = [...hosts.services, ...hosts.jobs];
  const names = [...new Set(all.flatMap(({ secrets }) => secrets))].sort();
  if (names.length > 0) sayAsked(hosts, names);
  text.line();
  for (const part of all) {
    for (const name of [...part.secrets].sort())
      text.line(`asks ${part.name} ${name} 'from ${store}'`, sourceOfSecret(hosts, name));
    for (const { to } of [...part.links].sort((a, b) => (a.to < b.to ? -1 : 1))) {
      const target = context.view.part(to);
      if (target && isApart(target) && isAsked(target.kind))
        text.line(`asks ${part.name} ${part.name}/${to}-url 'its address'`, sourceOfPart(part));
    }
  }
  text.line('exit "$missing"');
}

const isAsked = (kind: string): boolean =>
  kind !== 'service' && kind !== 'gateway' && kind !== 'model-files' && kind !== 'external';

function sourceOfSecret(hosts: Hosts, name: string): Source {
  const secret = hosts.context.view.part(name);
  return secret ? sourceOfPart(secret) : hosts.source;
}

const sayAsked = (hosts: Hosts, names: readonly string[]): void =>
  isMissing(
    hosts.context,
    'hosts',
    hosts.source,
    {
      en: `${names.length} secrets have to be laid into ${secretsOf(hosts)} from ${hosts.context.plan.environment.secretStore ?? 'where they are kept'}: ${names.join(', ')}`,
      ko: `비밀 ${names.length}개는 ${hosts.context.plan.environment.secretStore ?? '보관하는 곳'}에서 ${secretsOf(hosts)} 폴더에 넣어야 한다: ${names.join(', ')}`,
    },
    {
      en: 'bin/make-secrets names those that are not there.',
      ko: 'bin/make-secrets를 돌리면 없는 것을 알려 준다.',
    },
  );
