import type { PartCall } from './draft.ts';

/** What an image is known to be, by the last word of its name. */
const KINDS: readonly (readonly [RegExp, PartCall])[] = [
  [/^(postgres(ql)?|postgis|timescaledb|pgvector)$/, 'postgres'],
  [/^(mysql|mariadb|percona)(-server)?$/, 'mysql'],
  [/^(redis|valkey|keydb)(-stack|-stack-server|-alpine)?$/, 'redis'],
  [/^(nginx|traefik|haproxy|caddy|envoy)$/, 'gateway'],
  [/^(elasticsearch|opensearch|meilisearch|typesense)$/, 'search'],
  [/^(rabbitmq|nats|kafka|redpanda|activemq)$/, 'queue'],
  [/^(minio|seaweedfs)$/, 'bucket'],
  [/^(mongo|mongodb|couchdb)$/, 'documentStore'],
  [/^(clickhouse|clickhouse-server)$/, 'warehouse'],
];

export interface Image {
  readonly registry?: string;
  readonly name: string;
  readonly tag?: string;
}

/** `ghcr.io/team/api:1.4` in its pieces; undefined where a variable without a default decides. */
export function readImage(words: string): Image | undefined {
  const text = withDefaults(words);
  if (text === undefined) return undefined;
  const [plain = ''] = text.split('@');
  const [, path = plain, tag] = /^(.*?)(?::([^:/]+))?$/.exec(plain) ?? [];
  const [head = '', ...rest] = path.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(head) || head === 'localhost');
  const name = isHost ? rest.join('/') : path;
  return {
    ...(isHost && { registry: head }),
    name,
    ...(tag !== undefined && { tag }),
  };
}

export const kindOf = ({ name }: Image): PartCall => {
  const last = name.split('/').at(-1) ?? name;
  return KINDS.find(([pattern]) => pattern.test(last))?.[1] ?? 'service';
};

/** The version that a tag says: '16' of '16-alpine'; none of 'latest'. */
export const versionOf = (tag: string | undefined): string | undefined =>
  /^v?(\d+(?:\.\d+){0,2})/.exec(tag ?? '')?.[1];

/** `${TAG:-1.4}` is 1.4; undefined where only the reader's shell would know. */
export function withDefaults(words: string): string | undefined {
  const filled = words.replace(/\$\{\w+:?-([^}]*)\}/g, '$1').replaceAll('$$', '\u0000');
  return /\$\{?\w/.test(filled) ? undefined : filled.replaceAll('\u0000', '$');
}

/** '512M', '1gb', '2048' as Hanok writes sizes; Compose counts in 1,024s. */
export function readMemory(words: string | undefined): string | undefined {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([bkmg]?)b?$/i.exec(words ?? '') ?? [];
  if (number === '') return undefined;
  const scale = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[unit.toLowerCase()] ?? 1;
  const bytes = Number(number) * scale;
  if (bytes < 2 ** 20) return undefined;
  const gib = bytes / 2 ** 30;
  return Number.isInteger(gib) ? `${gib} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** '1m30s' as '90 s'. */
export function readDuration(words: string | undefined): string | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(words ?? '');
  const [h = 0, m = 0, s = 0] = (match ?? []).slice(1).map((one) => Number(one ?? 0));
  const seconds = h * 3_600 + m * 60 + s;
  return seconds > 0 ? `${seconds} s` : undefined;
}

/** A command line in words: a list as it stands, a text with its quotes honoured. */
export const readCommand = (text: string): readonly string[] =>
  (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
