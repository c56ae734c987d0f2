import { at, type Tellings, type Told } from './anchor.ts';

const STORES = 'production/terraform/seoul-aws/stores.tf.json';
const PARAMETERS = 'production/databases/heal7-database/parameters.json';
const SETUP = 'production/databases/heal7-database/setup.sql';
const DATABASE = 'parts.heal7-database';
const REDIS = 'parts.heal7-redis';

/** Nothing on Google Cloud stands in the place of a replica. */
const noReplica: Told = {
  lines: [],
  found: ['synth/terraform-cannot-say parts.heal7-database.backup.copyTo'],
};

const parameter = (name: string, of: string) => at(PARAMETERS, of, `"name": "${name}"`, '"value"');
const inUtc = {
  en: 'RDS counts in UTC: nine hours before Seoul, where the plan’s hour is.',
  ko: 'RDS는 UTC로 센다. 계획의 시각인 서울보다 아홉 시간 이르다.',
};

/** What is kept on AWS, and what follows it nowhere. */
export const stores: Tellings = {
  'S4-097': {
    lines: [
      at(STORES, DATABASE, '"aws_db_instance"', '"heal7_database": {'),
      at(STORES, `${DATABASE}.version`, '"engine_version": "17"'),
    ],
  },
  'S4-101': {
    lines: [
      at(STORES, DATABASE, '"db_name": "heal7_production"'),
      at(STORES, DATABASE, '"username": "heal7_admin"'),
      at(STORES, DATABASE, '"password_wo"'),
    ],
    note: {
      en: 'The variable is ephemeral and write-only: it rests in no state file.',
      ko: '변수는 임시이며 쓰기 전용이라 어느 상태 파일에도 남지 않는다.',
    },
  },
  'S4-102': {
    lines: [
      at(STORES, DATABASE, '"db_subnet_group_name"'),
      at(STORES, DATABASE, '"vpc_security_group_ids"', 'aws_security_group.heal7_database.id'),
    ],
  },
  'S4-103': { lines: [at(STORES, `${DATABASE}.backup.keep`, '"backup_retention_period": 7')] },
  'S4-104': { lines: [at(STORES, DATABASE, '"backup_window": "18:00-19:00"')], note: inUtc },
  'S4-105': {
    lines: [at(STORES, `${DATABASE}.maintenanceWindow`, '"maintenance_window"')],
    note: inUtc,
  },
  'S4-106': {
    partly: true,
    lines: [at(STORES, `${DATABASE}.insights`, '"performance_insights_enabled": true')],
    note: {
      en: 'Enhanced monitoring every 60 seconds is not written: the plan does not say it.',
      ko: '60초 간격 향상된 모니터링은 쓰지 않는다. 계획이 말하지 않는다.',
    },
  },
  'S4-107': {
    lines: [
      at(STORES, `${REDIS}.port`, '"aws_elasticache_replication_group"', '"port": 6379'),
      at(STORES, REDIS, '"aws_elasticache_replication_group"', '"parameter_group_name"'),
      at(STORES, REDIS, '"aws_elasticache_parameter_group"', '"family": "redis7"'),
    ],
    note: {
      en: 'A parameter group of its own, of the same family: the plan says what is evicted.',
      ko: '같은 계열의 파라미터 그룹을 따로 만든다. 계획이 무엇을 내보낼지 말하기 때문이다.',
    },
  },
  'S4-109': {
    lines: [
      at(STORES, `${REDIS}.nodes`, '"num_cache_clusters": 3'),
      at(STORES, `${REDIS}.failover`, '"automatic_failover_enabled": true'),
      at(STORES, `${REDIS}.zones`, '"multi_az_enabled": true'),
    ],
  },
  'S4-110': {
    lines: [
      at(STORES, `${REDIS}.encrypted`, '"at_rest_encryption_enabled"'),
      at(STORES, `${REDIS}.encryptedInTransit`, '"transit_encryption_enabled": true'),
      at(STORES, `${REDIS}.authenticated`, '"heal7_redis__linked"', '"type": "iam"'),
    ],
    found: ['synth/terraform-cannot-say parts.heal7-redis.authenticated'],
  },
  'S4-116': noReplica,
  'S4-117': noReplica,
  'S4-118': noReplica,
  'S4-119': noReplica,
  'S4-120': noReplica,
};

/** How its database is set up. */
export const databases: Tellings = {
  'S4-155': { lines: [parameter('max_connections', `${DATABASE}.maxConnections`)] },
  'S4-156': {
    lines: [
      parameter('shared_preload_libraries', `${DATABASE}.insights`),
      at(SETUP, `${DATABASE}.extensions`, 'CREATE EXTENSION IF NOT EXISTS "pg_stat_statements"'),
    ],
  },
  'S4-157': {
    lines: [
      parameter('shared_buffers', `${DATABASE}.memory.sharedBuffers`),
      parameter('effective_cache_size', `${DATABASE}.memory.effectiveCache`),
      parameter('work_mem', `${DATABASE}.memory.workMem`),
      parameter('maintenance_work_mem', `${DATABASE}.memory.maintenanceWorkMem`),
    ],
    note: {
      en: 'In the units of RDS: 8 KiB pages for the first two, KiB for the others.',
      ko: 'RDS의 단위로 적는다. 앞의 둘은 8 KiB 페이지, 뒤의 둘은 KiB다.',
    },
  },
  'S4-158': {
    lines: [],
    note: {
      en: 'Nothing: an index on a column of users comes with the migrations of the application.',
      ko: '없다. users의 열에 대한 인덱스는 애플리케이션의 마이그레이션에 있다.',
    },
  },
  'S4-159': {
    partly: true,
    lines: [
      at(SETUP, `${DATABASE}.partitions`, 'CREATE INDEX IF NOT EXISTS %I ON ONLY'),
      at(SETUP, `${DATABASE}.partitions`, 'CREATE INDEX CONCURRENTLY IF NOT EXISTS'),
    ],
    note: {
      en: 'By created_at alone, which partitions are split by; one with user_id comes with the migrations of the application.',
      ko: '파티션을 나누는 created_at만 색인한다. user_id를 함께 넣는 인덱스는 애플리케이션의 마이그레이션에 있다.',
    },
  },
  'S4-160': {
    lines: [
      at(SETUP, `${DATABASE}.partitions`, "SELECT upkeep.make_partitions('created_at', 2"),
      at(SETUP, `${DATABASE}.partitions`, "cron.schedule('make-partitions'"),
    ],
  },
  'S4-161': {
    partly: true,
    lines: [
      at(SETUP, DATABASE, 'SET (autovacuum_vacuum_scale_factor'),
      at(SETUP, DATABASE, "THEN '0.05' ELSE '0.1'"),
    ],
    note: {
      en: 'By the size of a table, not by its name: the plan knows no tables.',
      ko: '테이블 이름이 아니라 크기로 정한다. 계획은 테이블을 모른다.',
    },
  },
};
