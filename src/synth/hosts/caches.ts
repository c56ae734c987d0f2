import { withParticle } from '#kernel';
import type { SynthFile } from '../file.ts';
import { isApart } from '../network.ts';
import { Lines } from '../print/text.ts';
import { sourceOfPart } from '../source.ts';
import { cannotSay } from '../target.ts';
import { type Hosts, secretsOf } from './room.ts';
import { unitFile } from './systemd.ts';

type Cache = Hosts['caches'][number];

const EVICTION = {
  none: 'noeviction',
  'least-recent': 'allkeys-lru',
  'with-expiry': 'volatile-lru',
} as const;
const PORT = 6379;

/** A Redis of the distribution: `redis-server@<name>` with this file, its secrets as credentials. */
export function cacheFiles(hosts: Hosts, cache: Cache): readonly SynthFile[] {
  reportCache(hosts, cache);
  return [configuration(hosts, cache), dropIn(hosts, cache)];
}

/** Where systemd lays the credentials of a unit. */
const credentials = ({ name }: Cache): string => `/run/credentials/redis-server@${name}.service`;

function configuration(hosts: Hosts, cache: Cache): SynthFile {
  const { name, memory, eviction, persistent } = cache;
  const source = sourceOfPart(cache);
  const field = (path: string) => ({ path: `${source.path}.${path}`, at: cache.at });
  const text = new Lines();
  text.from(source, () => {
    text.line(`bind ${isReachedFromAfar(hosts, cache) ? '* -::*' : '127.0.0.1 -::1'}`);
    writePorts(text, cache);
    text.line('protected-mode yes');
    // `requirepass`: in no file that others read.
    text.line(`include ${credentials(cache)}/requirepass.conf`, field('authenticated'));
    text.line().line('supervised systemd\ndaemonize no');
    text.line(`pidfile /run/redis-${name}/redis-server.pid\ndir /var/lib/redis-${name}`);
    text.line(`logfile /var/log/redis-${name}/redis-server.log`).line();
    // A quarter is left for what is not data: buffers, and the copy that a save makes.
    if (memory !== undefined) text.line(`maxmemory ${Math.floor(memory * 0.75)}`, field('memory'));
    text.line(`maxmemory-policy ${EVICTION[eviction ?? 'none']}`, field('eviction'));
    text.from(field('persistent'), () => {
      if (persistent) text.line('appendonly yes\nappendfsync everysec');
      else text.line('appendonly no');
      text.line('save ""');
    });
  });
  return {
    path: `redis/redis-${name}.conf`,
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}

function writePorts(text: Lines, cache: Cache): void {
  const port = cache.port ?? PORT;
  const source = sourceOfPart(cache);
  if (!cache.encryptedInTransit) {
    text.line(`port ${port}`, { path: `${source.path}.port`, at: cache.at });
    return;
  }
  text.from({ path: `${source.path}.encryptedInTransit`, at: cache.at }, () => {
    text.line(`port 0\ntls-port ${port}\ntls-auth-clients no\ntls-protocols "TLSv1.2 TLSv1.3"`);
    text.line(`tls-cert-file ${credentials(cache)}/tls.pem`);
    text.line(`tls-key-file ${credentials(cache)}/tls.key`);
  });
}

function dropIn(hosts: Hosts, cache: Cache): SynthFile {
  const { name, memory, encryptedInTransit } = cache;
  const source = sourceOfPart(cache);
  const tls = `/etc/${hosts.name}/tls/${name}`;
  return unitFile(`systemd/redis-server@${name}.service.d/${hosts.name}.conf`, source, [
    [
      'Service',
      [
        ['LoadCredential', `requirepass.conf:${secretsOf(hosts)}/${name}.conf`],
        ...(encryptedInTransit
          ? [
              ['LoadCredential', `tls.pem:${tls}.pem`] as const,
              ['LoadCredential', `tls.key:${tls}.key`] as const,
            ]
          : []),
        memory === undefined
          ? undefined
          : ['MemoryMax', memory, { path: `${source.path}.memory`, at: cache.at }],
      ],
    ],
  ]);
}

const isReachedFromAfar = ({ context }: Hosts, { name }: Cache): boolean =>
  context.view.callersOf(name).some(({ part, by }) => by === 'link' && isApart(part));

function reportCache({ context }: Hosts, cache: Cache): void {
  const { name, version, replicas = 0, shards = 1, failover } = cache;
  const source = sourceOfPart(cache);
  if (replicas > 0 || shards > 1 || failover)
    cannotSay(context, 'hosts', source, {
      en: `${name} is one Redis here: replicas, shards and failover need other machines`,
      ko: `${name} 저장소는 여기서 Redis 하나다. 복제, 샤드, 장애 전환에는 다른 기계가 있어야 한다`,
    });
  if (version !== undefined)
    cannotSay(
      context,
      'hosts',
      { path: `${source.path}.version`, at: cache.at },
      {
        en: `${name} is the Redis of the distribution: which version that is, the distribution decides, not the plan's ${version}`,
        ko: `${name} 저장소는 배포판의 Redis를 쓴다. 버전은 계획의 ${withParticle(version, '이/가')} 아니라 배포판이 정한다`,
      },
    );
}
