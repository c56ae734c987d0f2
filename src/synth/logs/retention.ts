import { DAY } from '#kernel';
import type { ResolvedPlan } from '#model';
import { spanWord } from '../observe/words.ts';
import { Said, type Source, type TreeMap } from '../source.ts';
import { streamOf } from './fields.ts';
import type { Sink } from './sink.ts';

/** Days that CloudWatch Logs can keep a group for, after PutRetentionPolicy of its API. */
const CLOUDWATCH = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];
/** The shortest of its periods that keeps lines for as long as the plan says. */
export const daysInCloudWatch = (days: number): number =>
  CLOUDWATCH.find((one) => one >= days) ?? 3653;

const keepOf = ({ policy, at }: ResolvedPlan, more: number): Said | undefined => {
  const source: Source = { path: 'logs.keep', at };
  const { keep } = policy.logs ?? {};
  return keep === undefined ? undefined : new Said(spanWord(keep + more), source);
};

/** The body of `PUT _ilm/policy/<stream>`: ages count from the day an index was closed. */
export const indexLifecycle = (plan: ResolvedPlan): TreeMap => {
  const keep = keepOf(plan, 0);
  return {
    policy: {
      phases: {
        hot: {
          min_age: '0ms',
          actions: { rollover: { max_age: '1d', max_primary_shard_size: '50gb' } },
        },
        delete: keep && { min_age: keep, actions: { delete: {} } },
      },
    },
  };
};

/** The body of `PUT _plugins/_ism/policies/<stream>`: ages count from the day an index was made. */
export const indexState = (plan: ResolvedPlan): TreeMap => {
  const keep = keepOf(plan, DAY);
  return {
    policy: {
      description: `Lines of ${plan.name} in ${plan.environment.name}`,
      default_state: 'hot',
      states: [
        {
          name: 'hot',
          actions: [{ rollover: { min_index_age: '1d', min_primary_shard_size: '50gb' } }],
          transitions: keep ? [{ state_name: 'delete', conditions: { min_index_age: keep } }] : [],
        },
        ...(keep ? [{ name: 'delete', actions: [{ delete: {} }], transitions: [] }] : []),
      ],
      ism_template: [{ index_patterns: [`.ds-${streamOf(plan)}-*`], priority: 200 }],
    },
  };
};

/** The body of `PUT _index_template/<stream>`: a data stream, found by its lifecycle. */
export const indexTemplate = (plan: ResolvedPlan, { product, nodes, source }: Sink): TreeMap => ({
  index_patterns: [streamOf(plan)],
  data_stream: {},
  priority: 200,
  template: {
    settings: {
      'index.number_of_replicas': new Said(nodes > 1 ? 1 : 0, source),
      'index.codec': plan.policy.logs?.compressed
        ? new Said('best_compression', { path: 'logs.compressed', at: plan.at })
        : undefined,
      'index.lifecycle.name': product === 'elasticsearch' ? streamOf(plan) : undefined,
    },
    mappings: {
      // What services add as they like becomes no field of its own.
      dynamic: false,
      properties: {
        '@timestamp': { type: 'date' },
        plan: { type: 'keyword' },
        environment: { type: 'keyword' },
        service: { type: 'keyword' },
        level: { type: 'keyword' },
        message: { type: 'text' },
      },
    },
  },
});
