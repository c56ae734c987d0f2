import { DAY } from '#kernel';
import type { ResolvedPart } from '#model';
import { from, type Said, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor, sayPolicy, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { anyKeyOf } from './keys.ts';
import type { AwsSite } from './site.ts';

/** The only retentions that CloudWatch has, in days. */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

type Group = Block<'name' | 'arn'>;
const groups = onceFor(() => new Map<string, Group>());

/** Where the lines of a part go. */
export function logGroupOf(site: AwsSite, part: ResolvedPart): Group {
  const known = groups(site).get(part.name);
  if (known) return known;
  const { plan, name } = site;
  const made = site.write.resource('watch', 'aws_cloudwatch_log_group', idOf(part.name), [
    sourceOf(part),
    {
      name: `/${plan.name}/${plan.environment.name}/${name}/${part.name}`,
      retention_in_days: retention(site),
      kms_key_id: anyKeyOf(site),
    },
  ]);
  groups(site).set(part.name, made);
  return made;
}

export const logGroupsOf = (site: AwsSite): readonly (readonly [string, Group])[] =>
  [...groups(site)].sort(([a], [b]) => (a < b ? -1 : 1));

/** The shortest that keeps what the plan keeps. */
export const retention = onceFor((site: AwsSite): Said | undefined => {
  const { keep, to } = site.plan.policy.logs ?? {};
  const source = { path: 'logs.keep', at: site.plan.at };
  if (to !== undefined && to !== 'cloudwatch-logs')
    site.cannotSay(
      { ...source, path: 'logs.to' },
      {
        en: `logs go to ${to}: what carries them there from CloudWatch is not written`,
        ko: `로그는 ${to} 쪽으로 간다. CloudWatch에서 거기로 나르는 것은 쓰지 않는다`,
      },
    );
  if (keep === undefined) {
    site.isMissing(source, {
      en: `the plan does not say how long logs are kept: ${site.name} keeps them for ever`,
      ko: `로그를 얼마나 보관하는지 계획에 없어 ${site.name} 사이트는 지우지 않는다`,
    });
    return undefined;
  }
  const days = Math.ceil(keep / DAY);
  const fitting = RETENTIONS.find((one) => one >= days);
  if (fitting !== days)
    site.cannotSay(source, {
      en: `CloudWatch has no retention of ${days} days: ${fitting ?? 'for ever'} it is`,
      ko: `CloudWatch에는 ${days}일 보관이 없어 ${fitting === undefined ? '무기한' : `${fitting}일`}으로 둔다`,
    });
  return fitting === undefined ? undefined : sayPolicy(site)('logs.keep', fitting);
});
/**
 * Where RDS writes the logs of an instance, made before it: RDS would make them itself, and keep them
 * for ever. Answers their addresses.
 */
export const databaseLogs = (
  site: AwsSite,
  store: ResolvedPart,
  {
    names,
    identifier,
    logs,
  }: {
    readonly names: readonly string[];
    readonly identifier: string;
    readonly logs: readonly string[];
  },
): readonly string[] =>
  logs.map(
    (log) =>
      site.write.resource('watch', 'aws_cloudwatch_log_group', idOf(store.name, ...names, log), [
        sourceOf(store),
        {
          name: `/aws/rds/instance/${identifier}/${log}`,
          retention_in_days: retention(site),
          kms_key_id: anyKeyOf(site),
        },
      ]).address,
  );

/** Leave to write the lines of a part, where they go. */
export const mayLog = (site: AwsSite, part: ResolvedPart): readonly TreeMap[] => [
  from(sourceOf(part), {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [`${ref(logGroupOf(site, part), 'arn')}:*`],
  }),
];
export const logName = (site: AwsSite, part: ResolvedPart): string =>
  ref(logGroupOf(site, part), 'name');
