import { withParticle } from '#kernel';
import type { ResolvedPart } from '#model';
import { pinnedImage } from '../image.ts';
import { from, Said, sayer, sourceOfPart, type TreeMap } from '../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../target.ts';
import { CONFINED, escaped, lookedAt, passwordOf, type Raised, secretPath } from './room.ts';
import { bytes, limits, tellSmaller, versioned } from './stores.ts';

type Part<K extends ResolvedPart['kind']> = Extract<ResolvedPart, { kind: K }>;

/** The last release with an image of its own. */
const MINIO = 'minio/minio:RELEASE.2025-09-07T16-13-09Z';

/** Files by name: MinIO speaks S3 in the place of what the plan means. */
export function bucket(context: SynthContext, part: Part<'bucket'>): Raised {
  const source = sourceOfPart(part);
  const secret = passwordOf(part.name);
  const volume = `${part.name}-data`;
  const image = pinnedImage(context, MINIO, { ...source, path: `${source.path}.managed` });
  const what = part.managed ?? (part.fileSystem === true ? 'a file system' : 'the bucket');
  return {
    volumes: [volume],
    secrets: [secret],
    service: from(source, {
      image: new Said(image.value, image.source, `MinIO stands in for ${what}`),
      ...CONFINED,
      read_only: true,
      tmpfs: ['/tmp'],
      // A folder below the data is a bucket of its name.
      entrypoint: ['sh', '-c'],
      command: [escaped(`mkdir -p /data/${part.name} && exec minio server /data`)],
      environment: {
        MINIO_ROOT_USER: part.name,
        MINIO_ROOT_PASSWORD_FILE: secretPath(secret),
        HOME: '/tmp',
      },
      volumes: [`${volume}:/data`],
      secrets: [secret],
      healthcheck: lookedAt(['CMD', 'mc', 'ready', 'local'], '10s'),
      stop_grace_period: '30s',
    }),
  };
}

/** A search index: one node of what the plan says, OpenSearch or Elasticsearch. */
export function search(context: SynthContext, part: Part<'search'>): Raised | undefined {
  const isOpen = part.managed === 'opensearch';
  const image = versioned(context, part, (version) => {
    // Their images are named by the full version, and '.0' is the first of every line.
    const full = version.split('.').length === 2 ? `${version}.0` : version;
    return isOpen
      ? `opensearchproject/opensearch:${full}`
      : `docker.elastic.co/elasticsearch/elasticsearch:${full}`;
  });
  if (!image) return undefined;
  tellSmaller(context, part);
  const secret = passwordOf(part.name);
  const volume = `${part.name}-data`;
  const heap = part.heap === undefined ? undefined : bytes(part.heap);
  const said = sayer(part);
  const options = heap === undefined ? undefined : said('heap', `-Xms${heap} -Xmx${heap}`);
  return {
    volumes: [volume],
    secrets: [secret],
    service: from(sourceOfPart(part), {
      image,
      user: '1000:1000',
      ...CONFINED,
      // Not read-only: it writes its keystore beside its settings when it starts.
      ...(isOpen ? openSearch(secret, options) : elasticsearch(secret, options)),
      volumes: [`${volume}:/usr/share/${isOpen ? 'opensearch' : 'elasticsearch'}/data`],
      secrets: [secret],
      stop_grace_period: '60s',
      deploy: limits(part, part.memory === undefined ? {} : { memory: part.memory }),
    }),
  };
}

const openSearch = (secret: string, options: Said | undefined): TreeMap => ({
  entrypoint: ['sh', '-c'],
  command: [
    escaped(
      `OPENSEARCH_INITIAL_ADMIN_PASSWORD="$(cat ${secretPath(secret)})" exec ./opensearch-docker-entrypoint.sh opensearch`,
    ),
  ],
  environment: { 'discovery.type': 'single-node', OPENSEARCH_JAVA_OPTS: options },
  healthcheck: lookedAt(
    [
      'CMD-SHELL',
      `curl -fsk -u "admin:$(cat ${secretPath(secret)})" https://127.0.0.1:9200/_cluster/health`,
    ],
    '120s',
  ),
});

const elasticsearch = (secret: string, options: Said | undefined): TreeMap => ({
  environment: {
    'discovery.type': 'single-node',
    ELASTIC_PASSWORD_FILE: secretPath(secret),
    'xpack.security.http.ssl.enabled': 'false',
    ES_JAVA_OPTS: options,
  },
  healthcheck: lookedAt(
    [
      'CMD-SHELL',
      `curl -fs -u "elastic:$(cat ${secretPath(secret)})" http://127.0.0.1:9200/_cluster/health`,
    ],
    '120s',
  ),
});

/** A store that has no place on one machine: said, and left out. */
export function leaveOut(context: SynthContext, part: ResolvedPart): undefined {
  const what = 'managed' in part && part.managed !== undefined ? part.managed : part.kind;
  cannotSay(
    context,
    'compose',
    sourceOfPart(part),
    {
      en: `${part.name} (${what}) has nothing that stands in for it here: who links it runs without`,
      ko: `${withParticle(`${part.name}(${what})`, '을/를')} 대신할 것이 여기에는 없다. 연결한 쪽은 그것 없이 돈다`,
    },
    {
      en: 'Point the service at a test account by its configuration, or leave it out locally with `only`.',
      ko: '서비스 설정으로 시험용 계정을 가리키거나, 로컬 환경의 `only`에서 뺀다.',
    },
  );
  return undefined;
}

/** The folder that model files are read from, relative to the Compose file. */
export function modelFolder(context: SynthContext, part: Part<'model-files'>): string | undefined {
  if (part.folder !== undefined) return `${PLAN}/${part.folder.replace(/^\.\//, '')}`;
  isMissing(
    context,
    'compose',
    { ...sourceOfPart(part), path: `parts.${part.name}.folder` },
    {
      en: `${part.name} is not there: the plan does not say which folder the files are in`,
      ko: `${part.name} 파일이 어느 폴더에 있는지 계획에 없어 넣지 않았다`,
    },
  );
  return undefined;
}

/** The plan's folder, seen from `generated/<environment>/compose`. */
export const PLAN = '../../..';
