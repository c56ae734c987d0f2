import { DAY } from '#kernel';
import type { ResolvedBackup, ResolvedSchedule, ResolvedStore } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor, say } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { inUtc } from '../windows.ts';
import { type Role, writeRole } from './identity.ts';
import { anyKeyOf, copyKeyOf } from './keys.ts';
import type { AwsSite } from './site.ts';
import { isOurs } from './stores.ts';

/** What AWS Backup copies, by the type of its resource. */
const RESOURCES: Readonly<Record<string, string>> = {
  postgres: 'aws_db_instance',
  mysql: 'aws_db_instance',
  bucket: 'aws_s3_bucket',
};

/** Copies by schedule, kept as long as the plan keeps them, and a second one where it wants one. */
export function writeBackups(site: AwsSite): void {
  for (const store of site.stores.filter(isOurs)) {
    const { backup } = store;
    if (!backup || site.isStandby) continue;
    const type = RESOURCES[store.kind];
    if (type) writePlan(site, store, [backup, `${type}.${idOf(store.name)}`]);
    else
      site.cannotSay(
        { path: `parts.${store.name}.backup`, at: store.at },
        {
          en: `AWS Backup copies nothing of the kind ${store.name} is (${store.kind})`,
          ko: `AWS Backup은 ${store.name} 같은 저장소(${store.kind})를 복사하지 않는다`,
        },
      );
  }
}

type Vault = Block<'name' | 'arn'>;
const vaultOf = onceFor(
  (site: AwsSite): Vault =>
    site.write.resource('stores', 'aws_backup_vault', 'main', [
      site.source,
      { name: site.called(50), kms_key_arn: anyKeyOf(site), force_destroy: false },
    ]),
);
const roleOf = onceFor(
  (site: AwsSite): Role =>
    writeRole(site, '_backup', {
      source: site.source,
      for: 'backup.amazonaws.com',
      managed: [
        'service-role/AWSBackupServiceRolePolicyForBackup',
        'service-role/AWSBackupServiceRolePolicyForRestores',
        'AWSBackupServiceRolePolicyForS3Backup',
        'AWSBackupServiceRolePolicyForS3Restore',
      ],
    }),
);

function writePlan(
  site: AwsSite,
  store: ResolvedStore,
  [backup, address]: readonly [ResolvedBackup, string],
): void {
  const source = { path: `parts.${store.name}.backup`, at: store.at };
  const rules = (['full', 'incremental', 'snapshot'] as const).flatMap((field) => {
    const schedule = backup[field];
    return schedule ? [ruleOf(site, store, { backup, schedule, field })] : [];
  });
  sayRest(site, store, backup);
  sayAtOnce(site, store, backup);
  if (rules.length === 0) return;
  const plan = site.write.resource('stores', 'aws_backup_plan', idOf(store.name), [
    source,
    { name: site.called(50, store.name), rule: rules },
  ]);
  site.write.resource('stores', 'aws_backup_selection', idOf(store.name), [
    source,
    {
      name: site.called(50, store.name),
      plan_id: ref(plan, 'id'),
      iam_role_arn: ref(roleOf(site), 'arn'),
      resources: [ref<'arn'>({ address }, 'arn')],
    },
  ]);
}

interface Scheduled {
  readonly backup: ResolvedBackup;
  readonly schedule: ResolvedSchedule;
  readonly field: 'full' | 'incremental' | 'snapshot';
}

function ruleOf(
  site: AwsSite,
  store: ResolvedStore,
  { backup, schedule, field }: Scheduled,
): TreeMap {
  const said = say(store);
  const isContinuous =
    field === 'full' &&
    backup.continuous &&
    store.kind === 'bucket' &&
    (backup.keep ?? 0) <= 35 * DAY;
  const lifecycle =
    backup.keep === undefined
      ? undefined
      : { delete_after: said('backup.keep', Math.max(1, Math.ceil(backup.keep / DAY))) };
  return from(
    { path: `parts.${store.name}.backup.${field}`, at: store.at },
    {
      rule_name: field,
      target_vault_name: ref(vaultOf(site), 'name'),
      schedule: said(`backup.${field}`, cronOf(schedule)),
      schedule_expression_timezone:
        schedule.zone === undefined ? undefined : said(`backup.${field}`, schedule.zone),
      // What moves with every write is restored to any moment; AWS keeps that for 35 days at most.
      enable_continuous_backup: isContinuous ? said('backup.continuous', true) : undefined,
      start_window: 60,
      completion_window: 480,
      lifecycle,
      copy_action: copyOf(site, store, [backup, lifecycle]),
    },
  );
}

const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** As AWS writes a schedule: the hour of a day, of a day of the week, or every so many hours. */
export function cronOf({ everyMs, at = '00:00', day }: ResolvedSchedule): string {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  if (everyMs < DAY) return `cron(0 0/${Math.max(1, Math.round(everyMs / 3_600_000))} ? * * *)`;
  const named = DAYS.find((one) => one === day?.slice(0, 3).toUpperCase());
  if (everyMs >= 7 * DAY) return `cron(${minutes} ${hours} ? * ${named ?? 'SUN'} *)`;
  return `cron(${minutes} ${hours} ? * * *)`;
}

/** A copy in another region of AWS. What leaves AWS is another tool's work. */
function copyOf(
  site: AwsSite,
  store: ResolvedStore,
  [{ copyTo }, lifecycle]: readonly [ResolvedBackup, TreeMap | undefined],
): readonly TreeMap[] | undefined {
  const to = site.plan.sites.find(({ name }) => name === copyTo);
  if (
    to?.provider !== 'aws' ||
    to.region === undefined ||
    to.region === site.placement.site?.region
  )
    return undefined;
  const source = { path: `parts.${store.name}.backup.copyTo`, at: store.at };
  const id = idOf('copies', to.name);
  const known = { address: `aws_backup_vault.${id}` };
  const vault: Vault = site.write.has('stores', ['resource', 'aws_backup_vault', id])
    ? known
    : site.write.resource('stores', 'aws_backup_vault', id, [
        source,
        {
          region: to.region,
          name: site.called(50, 'copies'),
          kms_key_arn: copyKeyOf(site, store, to.region),
          force_destroy: false,
        },
      ]);
  return [from(source, { destination_vault_arn: ref(vault, 'arn'), lifecycle })];
}

/** RDS makes a copy of its own every day; while it does, another one is refused. */
function sayAtOnce(site: AwsSite, store: ResolvedStore, { full }: ResolvedBackup): void {
  const own = 'backupWindow' in store ? store.backupWindow : undefined;
  const [first, second] = [own && inUtc(own), full && inUtc(full)];
  if (first === undefined || second === undefined) return;
  const apart = Math.abs((first % 1_440) - (second % 1_440));
  if (Math.min(apart, 1_440 - apart) >= 60) return;
  site.cannotSay(
    { path: `parts.${store.name}.backupWindow`, at: store.at },
    {
      en: `RDS copies ${store.name} by itself in \`backupWindow\`, and AWS Backup begins \`backup.full\` within that hour: it is refused while RDS is at it, and tries for an hour`,
      ko: `RDS는 \`backupWindow\`에 ${store.name} 저장소를 스스로 복사하는데 AWS Backup도 그 시간에 \`backup.full\`을 시작한다. RDS가 복사하는 동안에는 거절당하고 한 시간까지 다시 시도한다`,
    },
    { en: 'Keep the two an hour apart.', ko: '둘을 한 시간 넘게 떼어 놓는다.' },
  );
}

function sayRest(
  site: AwsSite,
  store: ResolvedStore,
  { copyTo, continuous }: ResolvedBackup,
): void {
  const to = site.plan.sites.find(({ name }) => name === copyTo);
  if (to && to.provider !== 'aws')
    site.cannotSay(
      { path: `parts.${store.name}.backup.copyTo`, at: store.at },
      {
        en: `AWS Backup copies nothing to ${to.name}, which is not on AWS: the copy of ${store.name} there is made by something else`,
        ko: `AWS Backup은 AWS 밖의 ${to.name} 사이트로 복사하지 않는다. ${store.name} 사본은 다른 도구가 만든다`,
      },
    );
  if (continuous && store.kind === 'bucket' && !store.versioned)
    site.cannotSay(
      { path: `parts.${store.name}.backup.continuous`, at: store.at },
      {
        en: `a bucket is copied continuously only where it keeps versions, and ${store.name} keeps none`,
        ko: `버킷은 버전을 두어야 이어서 복사되는데 ${store.name} 버킷은 두지 않는다`,
      },
    );
}
