import { at, type Tellings } from './anchor.ts';

const TOKYO = 'production/terraform/tokyo';
const NETWORK = `${TOKYO}/network.tf.json`;
const EDGE = `${TOKYO}/edge.tf.json`;
const COMPUTE = `${TOKYO}/compute.tf.json`;
const STORES = `${TOKYO}/stores.tf.json`;
const PARAMETERS = 'production/databases/database/parameters.json';

const opened = (name: string, of: string, port: number) =>
  at(NETWORK, of, '"aws_vpc_security_group_ingress_rule"', `"${name}"`, `"from_port": ${port}`);
const reaches = (name: string, of: string, port: number) =>
  at(NETWORK, of, '"aws_vpc_security_group_egress_rule"', `"${name}"`, `"from_port": ${port}`);
const stands = (name: string) =>
  at(COMPUTE, `parts.${name}`, '"aws_ecs_service"', `"${name}": {`, 'aws_subnet.private__0');

/** Where the statements of newsforge are written, when their fields do not lead there alone. */
export const newsforge: Tellings = {
  'S1-001': {
    lines: [at(`${TOKYO}/providers.tf.json`, 'environments.production.on', '"aws"', '"region"')],
  },
  'S1-007': {
    lines: [
      at(EDGE, 'parts.cloudfront', '"aws_cloudfront_distribution"', '"cloudfront": {'),
      at(EDGE, 'parts.cloudfront.origins[alb]', '"origin"', 'aws_lb.alb.dns_name'),
    ],
  },
  'S1-008': {
    lines: [
      at(EDGE, 'parts.alb', '"aws_lb": {', '"alb": {'),
      at(EDGE, 'parts.alb.ports', '"alb__https"', '"certificate_arn"'),
      at(EDGE, 'parts.api.health.ready', '"health_check"', '"path"'),
    ],
  },
  'S1-009': {
    partly: true,
    lines: [
      at(COMPUTE, 'parts.web', '"aws_ecs_service"', '"web": {'),
      at(COMPUTE, 'parts.api', '"aws_ecs_service"', '"api": {'),
    ],
    note: {
      en: 'Web and API are two services of one ECS cluster, each with a security group of its own.',
      ko: '웹과 API는 한 ECS 클러스터의 두 서비스이며 보안 그룹은 따로 갖는다.',
    },
  },
  'S1-010': {
    lines: [
      at(STORES, 'parts.database.kind', '"aws_db_instance"', '"engine": "postgres"'),
      at(STORES, 'parts.database.readers', '"database__reader__1"', '"replicate_source_db"'),
      opened('api__database', 'parts.api.uses[database]', 5432),
    ],
  },
  'S1-011': {
    lines: [
      at(STORES, 'parts.redis', '"aws_elasticache_replication_group"', '"redis": {'),
      opened('api__redis', 'parts.api.uses[redis]', 6379),
    ],
  },
  'S1-030': { lines: [at(STORES, 'parts.database.version', '"engine_version": "18"')] },
  'S1-032': {
    lines: [
      at(STORES, 'parts.database.storage', '"allocated_storage": 200'),
      at(STORES, 'parts.database.storageType', '"storage_type": "gp3"'),
      at(STORES, 'parts.database.maxStorage', '"max_allocated_storage": 500'),
    ],
  },
  'S1-033': { lines: [at(STORES, 'parts.database.backup.keep', '"backup_retention_period": 7')] },
  'S1-038': {
    partly: true,
    lines: [
      at(STORES, 'parts.redis', '"aws_elasticache_replication_group"', '"redis": {'),
      at(STORES, 'parts.redis', '"aws_elasticache_replication_group"', '"engine": "valkey"'),
    ],
    note: {
      en: 'ElastiCache has Redis up to 7.1; the version that the plan names runs there as Valkey.',
      ko: 'ElastiCache의 Redis는 7.1까지다. 계획이 적은 버전은 거기서 Valkey로 돈다.',
    },
  },
  'S1-042': { lines: [stands('web'), stands('api')] },
  'S1-043': { lines: [at(EDGE, 'parts.alb', '"aws_lb": {', 'aws_subnet.public__0')] },
  'S1-044': {
    lines: [
      at(
        NETWORK,
        'network.subnets[database]',
        '"aws_route_table_association"',
        '"database__0"',
        'aws_route_table.isolated',
      ),
      at(NETWORK, 'network.subnets', '"aws_network_acl"', '"isolated": {'),
    ],
    note: {
      en: 'Its route table has no route at all, and its access list lets in what is linked alone.',
      ko: '경로표에 경로가 하나도 없고, 접근 목록은 연결된 것만 들인다.',
    },
  },
  'S1-045': {
    lines: [
      at(NETWORK, 'network.nat', '"aws_nat_gateway"', '"nat__0"'),
      at(NETWORK, 'network.nat', '"aws_route"', '"private__0"', '"nat_gateway_id"'),
    ],
  },
  'S1-046': { lines: [opened('alb__web', 'parts.alb.routes', 3000)] },
  'S1-048': {
    lines: [
      opened('web__api', 'parts.web.uses[api]', 8000),
      opened('alb__api', 'parts.alb.routes', 8000),
    ],
  },
  'S1-049': {
    lines: [
      reaches('api__database', 'parts.api.uses[database]', 5432),
      reaches('api__redis', 'parts.api.uses[redis]', 6379),
      reaches('api___outside', 'parts.api', 443),
    ],
  },
  'S1-050': {
    lines: [
      opened('api__database', 'parts.api.uses[database]', 5432),
      at(
        NETWORK,
        'parts.api.uses[database]',
        '"aws_vpc_security_group_ingress_rule"',
        '"api__database"',
        'aws_security_group.api.id',
      ),
    ],
  },
  'S1-051': {
    lines: [at(NETWORK, 'network.subnets', '"aws_network_acl"', '"egress"', '"from_port": 1024')],
    note: {
      en: 'The security group of the database has no rule outward, and the access list of its subnet lets only answers out.',
      ko: '데이터베이스의 보안 그룹에는 밖으로 나가는 규칙이 없고, 서브넷의 접근 목록은 응답만 내보낸다.',
    },
  },
  'S1-073': {
    lines: [
      at(`${TOKYO}/watch.tf.json`, 'parts.api', '"aws_cloudwatch_log_group"', '"name"'),
      at(COMPUTE, 'parts.api', '"api__containers"', '"awslogs-group"'),
    ],
  },
  'S1-108': {
    partly: true,
    lines: [
      at(
        `${TOKYO}/cost.tf.json`,
        'environments.production.budget.monthly',
        '"aws_budgets_budget"',
        '"limit_amount"',
      ),
      at(
        `${TOKYO}/cost.tf.json`,
        'environments.production.budget.alertAt',
        '"notification"',
        '"threshold": 80',
      ),
    ],
    note: {
      en: 'AWS Budgets counts it: CloudWatch has the bill of the whole account alone.',
      ko: 'AWS Budgets가 센다. CloudWatch에는 계정 전체의 요금만 있다.',
    },
  },
  'S1-126': {
    lines: [],
    note: {
      en: 'No index is written: tables, and what of them is indexed, are the application’s.',
      ko: '인덱스는 쓰지 않는다. 테이블도, 거기서 무엇을 색인할지도 애플리케이션의 일이다.',
    },
  },
  'S1-127': {
    partly: true,
    lines: [
      at(PARAMETERS, 'parts.database.size.memory', '"shared_buffers"', '"value"'),
      at(PARAMETERS, 'parts.database.size.memory', '"work_mem"', '"value"'),
      at(PARAMETERS, 'parts.database.insights', '"shared_preload_libraries"', '"value"'),
    ],
    note: {
      en: 'The server is tuned to its machine; the queries are the application’s.',
      ko: '서버를 기계에 맞춘다. 쿼리는 애플리케이션의 것이다.',
    },
  },
};
