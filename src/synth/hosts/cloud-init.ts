import { majorOf } from '../databases/database.ts';
import type { SynthFile } from '../file.ts';
import { from, Said, sourceOfPart, type Tree, type TreeMap } from '../source.ts';
import { isMissing } from '../target.ts';
import { type Hosts, renewedOf } from './room.ts';

/** What a new machine is told first: packages, who may log in, and to install the rest. */
export function cloudInit(hosts: Hosts): SynthFile {
  for (const part of [...hosts.services, ...hosts.jobs])
    if (part.runtime?.length) reportRuntime(hosts, part);
  return {
    path: 'cloud-init.yaml',
    source: hosts.source,
    body: { kind: 'yaml', first: '#cloud-config', documents: [documentOf(hosts)] },
  };
}

function documentOf(hosts: Hosts): TreeMap {
  const { name, source } = hosts;
  const hasPostgres = hosts.databases.some(({ part }) => part.kind === 'postgres');
  return from(source, {
    package_update: true,
    package_upgrade: true,
    packages: packagesOf(hosts),
    disable_root: true,
    ssh_pwauth: false,
    write_files: hasPostgres
      ? [
          {
            path: '/etc/postgresql-common/createcluster.conf',
            // Each database of the plan gets a cluster of its own.
            content: 'create_main_cluster = false\ninclude_dir = "conf.d"\n',
          },
        ]
      : undefined,
    runcmd: [
      ...postgresSteps(hosts),
      // Files of this environment are laid there by whoever makes the machine.
      ['sh', '-c', `test ! -f /opt/${name}/hosts/install.sh || sh /opt/${name}/hosts/install.sh`],
    ],
  });
}

/** The distribution's own version of PostgreSQL is rarely the plan's: its makers' packages have all. */
const postgresSteps = ({ databases }: Hosts): readonly Tree[] => {
  const found = databases.filter(({ part }) => part.kind === 'postgres');
  if (found.length === 0) return [];
  const versions = found.map((one) => {
    const major = majorOf(one);
    return new Said(
      major === undefined ? 'postgresql' : `postgresql-${major}`,
      one.field('version'),
    );
  });
  const audits = found.flatMap((one) => {
    const major = majorOf(one);
    return one.audits && major !== undefined
      ? [new Said(`postgresql-${major}-pgaudit`, one.field('accessAudited'))]
      : [];
  });
  return [
    ['sh', '-c', 'yes "" | sh /usr/share/postgresql-common/pgdg/*.sh'],
    ['apt-get', 'install', '--yes', ...once([...versions, ...audits])],
  ];
};

function once(words: readonly Said[]): readonly Said[] {
  return [...new Map(words.map((one) => [String(one.value), one])).values()];
}

function packagesOf(hosts: Hosts): readonly Tree[] {
  const { databases, caches, edges, source } = hosts;
  const all: Said[] = ALWAYS.map((name) => new Said(name, source));
  for (const edge of edges) all.push(new Said('nginx', edge.source));
  for (const edge of renewedOf(hosts)) all.push(new Said('certbot', edge.source));
  for (const cache of caches) all.push(new Said('redis-server', sourceOfPart(cache)));
  for (const database of databases) {
    const { part } = database;
    const names =
      part.kind === 'postgres'
        ? ['postgresql-common', ...(part.backup ? ['pgbackrest'] : [])]
        : ['mariadb-server', 'mariadb-backup'];
    for (const name of names) all.push(new Said(name, database.source));
  }
  return once(all).toSorted((a, b) => (String(a.value) < String(b.value) ? -1 : 1));
}

const ALWAYS = [
  'ca-certificates',
  'curl',
  'fail2ban',
  'logrotate',
  'nftables',
  'openssl',
  'unattended-upgrades',
];

const reportRuntime = (
  { context, name: plan }: Hosts,
  { name, at, runtime = [] }: Hosts['services'][number] | Hosts['jobs'][number],
): void =>
  isMissing(
    context,
    'hosts',
    { path: `parts.${name}.runtime`, at },
    {
      en: `${name} runs on ${runtime.join(', ')}: the machine's image or its release has to bring them, a distribution has other versions`,
      ko: `${name} 서비스는 ${runtime.join(', ')}에서 돈다. 배포판 버전과 다르므로 기계 이미지나 릴리스에 넣어야 한다`,
    },
    {
      en: `Lay them into /srv/${plan}/${name}/current, or build them into the image.`,
      ko: `/srv/${plan}/${name}/current에 넣거나 기계 이미지를 만들 때 넣는다.`,
    },
  );
