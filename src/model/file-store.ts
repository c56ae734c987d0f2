import { makes, type Part } from './part.ts';
import { size, span } from './quantity.ts';
import {
  flag,
  list,
  type Meaning,
  object,
  oneOf,
  optional,
  required,
  text,
  type Words,
} from './shape.ts';
import { everyStore } from './store.ts';

const bucketFields = {
  ...everyStore,
  /** 'STANDARD', 'INTELLIGENT_TIERING'… as the provider spells it. */
  storageClass: optional(text),
  storage: optional(size),
  /** Earlier versions of an object stay at hand. */
  versioned: optional(flag),
  /** What becomes of objects with age: another class, or 'delete'. */
  lifecycle: optional(list(object({ after: required(span), to: required(text) }))),
  /** A machine's own disk, not an object store. */
  fileSystem: optional(flag),
};
export interface BucketSpec extends Words<typeof bucketFields> {}
export interface ResolvedBucketSpec extends Meaning<typeof bucketFields> {}
/** Files by name: S3, Cloud Storage, or a file system. */
export const bucket = makes<'bucket', BucketSpec>('bucket');
export type Bucket = Part<'bucket', BucketSpec>;
export const readBucket = object(bucketFields);

const modelFields = {
  ...everyStore,
  /** Where the versions are, relative to the plan. */
  folder: optional(text),
  format: optional(text),
  storage: optional(size),
  versioned: optional(flag),
  licence: optional(oneOf('own', 'commercial', 'non-commercial', 'open')),
  /** The published model it is, or is made from: 'insightface'. */
  from: optional(text),
};
export interface ModelFilesSpec extends Words<typeof modelFields> {}
export interface ResolvedModelFilesSpec extends Meaning<typeof modelFields> {}
/** Trained models as files, by version. */
export const modelFiles = makes<'model-files', ModelFilesSpec>('model-files');
export type ModelFiles = Part<'model-files', ModelFilesSpec>;
export const readModelFiles = object(modelFields);
