import { readRedis } from './cache.ts';
import { readDocumentStore, readQueue, readSearch, readWarehouse } from './collection.ts';
import { readDatabase } from './database.ts';
import { readBucket, readModelFiles } from './file-store.ts';
import { readCdn, readGateway } from './gateway.ts';
import { type Link, type ResolvedLink, readLink } from './link.ts';
import { readExternal, readKey } from './outside.ts';
import { isAuthored, type Part } from './part.ts';
import type { ResolvedPart } from './plan.ts';
import { readSecret } from './secret.ts';
import { readJob, readService } from './service.ts';
import { expected, type Reader, type Reading, refuse } from './shape.ts';

/** What reads the fields of each kind of part. */
export const PART_READERS: Readonly<Record<string, Reader<object, unknown>>> = {
  cdn: readCdn,
  gateway: readGateway,
  service: readService,
  job: readJob,
  postgres: readDatabase,
  mysql: readDatabase,
  redis: readRedis,
  bucket: readBucket,
  'model-files': readModelFiles,
  warehouse: readWarehouse,
  'document-store': readDocumentStore,
  search: readSearch,
  queue: readQueue,
  external: readExternal,
  secret: readSecret,
  key: readKey,
};
/** Kinds a plan is walked through. */
export const PART_KINDS = Object.keys(PART_READERS);

/** A part with its words read and its references by name. */
export function readPart(part: Part, reading: Reading): ResolvedPart | undefined {
  const here: Reading = { ...reading, at: part.at, path: `parts.${part.name}` };
  const spec = PART_READERS[part.kind]?.(part.spec, here);
  if (!spec) return undefined;
  const base = { kind: part.kind, name: part.name, at: part.at, ...spec };
  if (part.kind !== 'service' && part.kind !== 'job') return base as ResolvedPart;
  return { ...base, ...readUses(part, here) } as unknown as ResolvedPart;
}

interface Used {
  readonly links: readonly ResolvedLink[];
  readonly secrets: readonly string[];
}
function readUses(part: Part, reading: Reading): Used {
  const uses = (part.spec as { uses?: unknown }).uses;
  const links: ResolvedLink[] = [];
  const secrets: string[] = [];
  (Array.isArray(uses) ? uses : []).forEach((use: unknown, index) => {
    const inside = { ...reading, path: `${reading.path}.uses[${index}]` };
    if (isAuthored(use, 'secret')) secrets.push((use as Part).name);
    else if (isAuthored(use, 'link')) links.push(...[readLink(use as Link, inside) ?? []].flat());
    else refuseUse(use, inside);
  });
  return { links, secrets };
}

const refuseUse = (use: unknown, reading: Reading): undefined =>
  refuse(
    'plan/wrong-kind',
    reading,
    expected(use, { en: 'link(…) or a secret', ko: 'link(…) 또는 비밀' }),
    isAuthored(use) ? { en: 'Wrap it in `link(…)`.', ko: '`link(…)`로 감싼다.' } : undefined,
  );
