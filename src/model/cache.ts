import { makes, type Part } from './part.ts';
import { percent, size } from './quantity.ts';
import {
  flag,
  list,
  type Meaning,
  number,
  object,
  oneOf,
  optional,
  text,
  type Words,
} from './shape.ts';
import { everyStore } from './store.ts';

const redisFields = {
  ...everyStore,
  version: optional(text),
  /** Of one node. */
  memory: optional(size),
  /** Replicas beside each primary. */
  replicas: optional(number(0, 100, true)),
  /** Primaries that share the keys. */
  shards: optional(number(1, 1_000, true)),
  /** All nodes together, primaries and replicas. */
  nodes: optional(number(1, 1_000, true)),
  keeps: optional(
    list(oneOf('sessions', 'cache', 'rate-limits', 'queue', 'state', 'token-blacklist')),
  ),
  eviction: optional(oneOf('none', 'least-recent', 'with-expiry')),
  persistent: optional(flag),
  /** Clients authenticate. */
  authenticated: optional(flag),
  /** Share of reads the cache should answer. */
  hitRatio: optional(percent),
};
export interface RedisSpec extends Words<typeof redisFields> {}
export interface ResolvedRedisSpec extends Meaning<typeof redisFields> {}
/** A Redis. */
export const redis = makes<'redis', RedisSpec>('redis');
export type Redis = Part<'redis', RedisSpec>;
export const readRedis = object(redisFields);
