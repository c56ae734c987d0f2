import type { SizeWords, SpanWords } from '#kernel';
import { type BackupPolicy, type ResolvedBackup, readBackup } from './backup-policy.ts';
import { type Objectives, type ResolvedObjectives, readObjectives } from './objective.ts';
import { makes, type Part } from './part.ts';
import { size, span } from './quantity.ts';
import { flag, list, number, oneOf, optional, record, text } from './shape.ts';

/** What kind of data rests somewhere. 'biometric' and 'health' are personal, and more. */
export type DataClass =
  | 'personal'
  | 'health'
  | 'biometric'
  | 'credentials'
  | 'operational'
  | 'public'
  | 'synthetic';
const dataClass = oneOf(
  'personal',
  'health',
  'biometric',
  'credentials',
  'operational',
  'public',
  'synthetic',
);

/** What every store can say. What it does not say is unknown, never assumed. */
export interface StoreSpec {
  readonly holds?: readonly DataClass[];
  /** Countries (ISO 3166-1) or jurisdictions (EU, GDPR, PIPA) the data may rest in. */
  readonly restsIn?: readonly string[];
  readonly encrypted?: boolean;
  /** 'public' opens it to the internet. Default: only the parts that link it. */
  readonly reachableFrom?: 'links' | 'public';
  readonly backup?: BackupPolicy;
  readonly retention?: SpanWords;
  readonly objective?: Objectives;
}
export interface DatabaseSpec extends StoreSpec {
  readonly version?: string;
  readonly storage?: SizeWords;
  readonly size?: { readonly cpu: number; readonly memory: SizeWords };
  readonly replicas?: number;
  readonly maxConnections?: number;
}
export interface RedisSpec extends StoreSpec {
  readonly version?: string;
  readonly memory?: SizeWords;
  readonly replicas?: number;
  readonly keeps?: readonly ('sessions' | 'cache' | 'rate-limits' | 'queue')[];
  readonly eviction?: 'none' | 'least-recent' | 'with-expiry';
  readonly persistent?: boolean;
}
export interface ModelFilesSpec extends StoreSpec {
  /** Where the versions are, relative to the plan. */
  readonly folder?: string;
  readonly format?: string;
  readonly storage?: SizeWords;
}

/** A PostgreSQL database. */
export const postgres = makes<'postgres', DatabaseSpec>('postgres');
/** A Redis. */
export const redis = makes<'redis', RedisSpec>('redis');
/** Trained models as files, by version. */
export const modelFiles = makes<'model-files', ModelFilesSpec>('model-files');

export type Postgres = Part<'postgres', DatabaseSpec>;
export type Redis = Part<'redis', RedisSpec>;
export type ModelFiles = Part<'model-files', ModelFilesSpec>;
export type Store = Postgres | Redis | ModelFiles;

export interface ResolvedSize {
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}
export const readMachine = record<ResolvedSize>({
  cpu: { read: number(0.01, 1_024), required: true },
  memory: { read: size, required: true },
});

interface ResolvedStoreSpec {
  readonly holds?: readonly DataClass[] | undefined;
  readonly restsIn?: readonly string[] | undefined;
  readonly encrypted?: boolean | undefined;
  readonly reachableFrom?: 'links' | 'public' | undefined;
  readonly backup?: ResolvedBackup | undefined;
  readonly retention?: number | undefined;
  readonly objective?: ResolvedObjectives | undefined;
}
export interface ResolvedDatabaseSpec extends ResolvedStoreSpec {
  readonly version?: string | undefined;
  readonly storage?: number | undefined;
  readonly size?: ResolvedSize | undefined;
  readonly replicas?: number | undefined;
  readonly maxConnections?: number | undefined;
}
export interface ResolvedRedisSpec extends ResolvedStoreSpec {
  readonly version?: string | undefined;
  readonly memory?: number | undefined;
  readonly replicas?: number | undefined;
  readonly keeps?: readonly string[] | undefined;
  readonly eviction?: string | undefined;
  readonly persistent?: boolean | undefined;
}
export interface ResolvedModelFilesSpec extends ResolvedStoreSpec {
  readonly folder?: string | undefined;
  readonly format?: string | undefined;
  readonly storage?: number | undefined;
}

const everyStore = {
  holds: optional(list(dataClass)),
  restsIn: optional(list(text)),
  encrypted: optional(flag),
  reachableFrom: optional(oneOf('links', 'public')),
  backup: optional(readBackup),
  retention: optional(span),
  objective: optional(readObjectives),
};

export const readPostgres = record<ResolvedDatabaseSpec>({
  ...everyStore,
  version: optional(text),
  storage: optional(size),
  size: optional(readMachine),
  replicas: optional(number(0, 100, true)),
  maxConnections: optional(number(1, 1e6, true)),
});
export const readRedis = record<ResolvedRedisSpec>({
  ...everyStore,
  version: optional(text),
  memory: optional(size),
  replicas: optional(number(0, 100, true)),
  keeps: optional(list(oneOf('sessions', 'cache', 'rate-limits', 'queue'))),
  eviction: optional(oneOf('none', 'least-recent', 'with-expiry')),
  persistent: optional(flag),
});
export const readModelFiles = record<ResolvedModelFilesSpec>({
  ...everyStore,
  folder: optional(text),
  format: optional(text),
  storage: optional(size),
});
