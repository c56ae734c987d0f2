import type { Origin } from './table.ts';

/** What is known of an instance class. */
export type InstanceClass =
  | { readonly state: 'unknown' }
  | ({ readonly state: 'not-offered'; readonly note: string } & Origin)
  | ({
      readonly state: 'offered';
      readonly vcpu: number;
      /** Bytes; for ElastiCache what a cache can use, which is less than the machine has. */
      readonly memory: number;
      readonly gpu?: number;
    } & Origin);
