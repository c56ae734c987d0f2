import { makes, type Part } from './part.ts';
import { size, span } from './quantity.ts';
import { readSchedule } from './schedule.ts';
import {
  flag,
  list,
  type Meaning,
  number,
  object,
  optional,
  required,
  text,
  type Words,
} from './shape.ts';
import { readSiteName } from './site.ts';
import { everyStore, readMachine } from './store.ts';
import { day } from './waiver.ts';

const readersFields = {
  count: optional(number(0, 100, true)),
  /** Its version, where it is not the primary's. */
  version: optional(text),
  instance: optional(text),
  size: optional(readMachine),
  on: optional(list(readSiteName)),
  managed: optional(text),
  /** Added by load, without anybody. */
  autoScale: optional(flag),
  /** How far behind the primary a read may be. */
  maxLag: optional(span),
  zones: optional(number(1, 100, true)),
  backup: optional(flag),
  maxConnections: optional(number(1, 1e6, true)),
  /** The primary it follows, when it is not this database. */
  follows: optional(text),
};
const memoryFields = {
  sharedBuffers: optional(size),
  effectiveCache: optional(size),
  workMem: optional(size),
  maintenanceWorkMem: optional(size),
};
const partitionFields = {
  by: required(text),
  /** The first day that no partition made so far covers. */
  until: optional(day),
  /** The next ones are made by themselves. */
  rolling: optional(flag),
};

const databaseFields = {
  ...everyStore,
  version: optional(text),
  storage: optional(size),
  /** Up to where storage grows by itself. */
  maxStorage: optional(size),
  storageType: optional(text),
  size: optional(readMachine),
  /** Standbys beside the primary. */
  replicas: optional(number(0, 100, true)),
  /** Replicas that serve reads, apart from standbys. */
  readers: optional(object(readersFields)),
  maxConnections: optional(number(1, 1e6, true)),
  /** Sites whose writes cross over to the primary, knowingly. */
  writtenFrom: optional(list(readSiteName)),
  memory: optional(object(memoryFields)),
  extensions: optional(list(text)),
  partitions: optional(object(partitionFields)),
  backupWindow: optional(readSchedule),
  maintenanceWindow: optional(readSchedule),
  /** Statement statistics are collected. */
  insights: optional(flag),
};
export interface DatabaseSpec extends Words<typeof databaseFields> {}
export interface ResolvedDatabaseSpec extends Meaning<typeof databaseFields> {}

/** A PostgreSQL database. */
export const postgres = makes<'postgres', DatabaseSpec>('postgres');
export type Postgres = Part<'postgres', DatabaseSpec>;
/** A MySQL or MariaDB database. */
export const mysql = makes<'mysql', DatabaseSpec>('mysql');
export type Mysql = Part<'mysql', DatabaseSpec>;
export const readDatabase = object(databaseFields);
