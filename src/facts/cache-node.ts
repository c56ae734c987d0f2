import { type Origin, originOf, tableOf } from './table.ts';
import table from './tables/cache-nodes.json' with { type: 'json' };

export interface CacheNode extends Origin {
  readonly name: string;
  /** Total capacity in bytes; its maker prints GB, read as 10^9. */
  readonly memory: number;
  /** What is left for keys by default, bytes; undefined when unknown. */
  readonly writable: number | undefined;
}

interface Row {
  readonly service: string;
  readonly name: string;
  readonly gb: number;
  readonly writable?: number;
}

const GB = 1e9;
const rowsOf = tableOf<Row>(table);

/** The node sizes of a managed cache, smallest first. ElastiCache's are in `classOf('elasticache', …)`. */
export const cacheNodeSizes = (service: 'memorystore-cluster'): readonly CacheNode[] =>
  rowsOf()
    .filter((row) => row.service === service)
    .map((row) => ({
      name: row.name,
      memory: Math.round(row.gb * GB),
      writable: row.writable === undefined ? undefined : Math.round(row.writable * GB),
      ...originOf(row),
    }));
