import { makes, type Part } from './part.ts';
import { size, span } from './quantity.ts';
import { flag, type Meaning, number, object, optional, text, type Words } from './shape.ts';
import { everyStore } from './store.ts';

const warehouseFields = {
  ...everyStore,
  project: optional(text),
  dataset: optional(text),
  storage: optional(size),
};
export interface WarehouseSpec extends Words<typeof warehouseFields> {}
export interface ResolvedWarehouseSpec extends Meaning<typeof warehouseFields> {}
/** An analytic store: BigQuery, Redshift. */
export const warehouse = makes<'warehouse', WarehouseSpec>('warehouse');
export type Warehouse = Part<'warehouse', WarehouseSpec>;
export const readWarehouse = object(warehouseFields);

const documentFields = {
  ...everyStore,
  /** 'native' or 'datastore', as Firestore has them. */
  mode: optional(text),
  storage: optional(size),
};
export interface DocumentStoreSpec extends Words<typeof documentFields> {}
export interface ResolvedDocumentStoreSpec extends Meaning<typeof documentFields> {}
/** Documents by key: Firestore, DynamoDB. */
export const documentStore = makes<'document-store', DocumentStoreSpec>('document-store');
export type DocumentStore = Part<'document-store', DocumentStoreSpec>;
export const readDocumentStore = object(documentFields);

const searchFields = {
  ...everyStore,
  version: optional(text),
  nodes: optional(number(1, 1_000, true)),
  /** Of one node. */
  storage: optional(size),
  /** Of one node. */
  memory: optional(size),
  heap: optional(size),
  /** The nodes find one another and form one cluster. */
  clustered: optional(flag),
};
export interface SearchSpec extends Words<typeof searchFields> {}
export interface ResolvedSearchSpec extends Meaning<typeof searchFields> {}
/** A search index: Elasticsearch, OpenSearch. */
export const search = makes<'search', SearchSpec>('search');
export type Search = Part<'search', SearchSpec>;
export const readSearch = object(searchFields);

const queueFields = {
  ...everyStore,
  /** How long a taken message stays hidden before somebody else gets it. */
  visibility: optional(span),
  attempts: optional(number(1, 1_000, true)),
  /** Messages given up on are kept. */
  deadLetters: optional(flag),
};
export interface QueueSpec extends Words<typeof queueFields> {}
export interface ResolvedQueueSpec extends Meaning<typeof queueFields> {}
/** Work that waits for a service. */
export const queue = makes<'queue', QueueSpec>('queue');
export type Queue = Part<'queue', QueueSpec>;
export const readQueue = object(queueFields);
