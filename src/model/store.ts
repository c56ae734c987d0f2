import { readBackup } from './backup-policy.ts';
import { readObjectives } from './objective.ts';
import { size, span } from './quantity.ts';
import { partNamed } from './reference.ts';
import {
  flag,
  list,
  type Meaning,
  number,
  object,
  oneOf,
  optional,
  required,
  text,
  type Words,
} from './shape.ts';
import { readSiteName } from './site.ts';

const DATA_CLASSES = [
  'personal',
  'health',
  'biometric',
  'credentials',
  'payment',
  'audit',
  'operational',
  'public',
  'synthetic',
] as const;
/** What kind of data rests somewhere. 'biometric' and 'health' are personal, and more. */
export type DataClass = (typeof DATA_CLASSES)[number];
export const dataClass = oneOf(...DATA_CLASSES);

const machineFields = { cpu: required(number(0.01, 1_024)), memory: required(size) };
/** Cores, and memory in bytes. */
export interface ResolvedSize extends Meaning<typeof machineFields> {}
export const readMachine = object(machineFields);

/** What everything that runs somewhere can say of where and on what. */
export const standing = {
  /** Where it stands, when not where its environment stands. */
  on: optional(list(readSiteName)),
  /** The provider's service that runs it: 'rds', 'fargate', 'elasticache', 'cloud-sql'… */
  managed: optional(text),
  /** The machine class: 'db.r6g.large'. */
  instance: optional(text),
  /** Zones it is spread over. */
  zones: optional(number(1, 100, true)),
  /** Something takes over by itself when it is lost. */
  failover: optional(flag),
  purchase: optional(oneOf('on-demand', 'reserved', 'savings-plan', 'spot')),
};

/** What every store can say. What it does not say is unknown, never assumed. */
export const everyStore = {
  ...standing,
  holds: optional(list(dataClass)),
  /** Countries (ISO 3166-1), jurisdictions (EU, GDPR, PIPA) or regions the data may rest in. */
  restsIn: optional(list(text)),
  encrypted: optional(flag),
  /** Connections to it are encrypted. */
  encryptedInTransit: optional(flag),
  /** What its encryption key is. */
  key: optional(partNamed('key')),
  /** Identities in it are pseudonyms. */
  pseudonymised: optional(flag),
  /** Every access to personal data leaves an audit record. */
  accessAudited: optional(flag),
  /** 'public' opens it to the internet. Default: only the parts that link it. */
  reachableFrom: optional(oneOf('links', 'public')),
  port: optional(number(1, 65_535, true)),
  backup: optional(readBackup),
  /** How long data is kept. */
  retention: optional(span),
  /** How soon a request to erase a person's data is carried out, backups included. */
  erasure: optional(span),
  /** Stores that this one's data points into: they must be restored to one moment. */
  refersTo: optional(list(partNamed())),
  objective: optional(readObjectives),
};
export interface StoreSpec extends Words<typeof everyStore> {}
