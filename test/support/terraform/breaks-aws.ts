import type { Break } from './configuration.ts';

const tokyo = 'newsforge/production/terraform/tokyo';
const seoul = 'gym-face/production/terraform/seoul';
const cluster = 'heal7/production/terraform/seoul-aws';

/** Changes to what is written for AWS, each with what is said of it. */
export const AWS_BREAKS: readonly Break[] = [
  [
    'an argument that nobody has',
    tokyo,
    ({ resource }) => {
      resource.aws_lb.alb.colour = 'red';
    },
    'aws_lb.alb.colour is no argument',
  ],
  [
    'an argument that is missing',
    tokyo,
    ({ resource }) => {
      delete resource.aws_ecs_task_definition.api.family;
    },
    'aws_ecs_task_definition.api.family is missing',
  ],
  [
    'a number that is a word',
    tokyo,
    ({ resource }) => {
      resource.aws_lb.alb.idle_timeout = 'long';
    },
    'aws_lb.alb.idle_timeout is no number',
  ],
  [
    'a block that stands twice',
    tokyo,
    ({ resource }) => {
      const { alb } = resource.aws_wafv2_web_acl;
      alb.visibility_config = [alb.visibility_config, alb.visibility_config];
    },
    'aws_wafv2_web_acl.alb.visibility_config stands more than once',
  ],
  [
    'a reference to nothing',
    tokyo,
    ({ resource }) => {
      delete resource.aws_kms_key.data_key;
    },
    'aws_kms_key.data_key.arn is not there',
  ],
  [
    'a reference to no attribute',
    tokyo,
    ({ resource }) => {
      resource.aws_lb.alb.name = `\${aws_vpc.main.colour}`;
    },
    'aws_vpc.main.colour is no attribute',
  ],
  [
    'a variable that nobody declares',
    tokyo,
    ({ variable }) => {
      delete variable.dns_zone_id;
    },
    'var.dns_zone_id is not there',
  ],
  [
    'a public database',
    tokyo,
    ({ resource }) => {
      resource.aws_db_instance.database.publicly_accessible = true;
    },
    'aws_db_instance.database is public',
  ],
  [
    'a database among the gateways',
    tokyo,
    ({ resource }) => {
      resource.aws_db_subnet_group.database.subnet_ids = [`\${aws_subnet.public__0.id}`];
    },
    'aws_db_subnet_group.database is in a public subnet',
  ],
  [
    'a disk in the clear',
    seoul,
    ({ resource }) => {
      resource.aws_launch_template.app.block_device_mappings[0].ebs.encrypted = 'false';
    },
    'aws_launch_template.app is not encrypted',
  ],
  [
    'a bucket that is open',
    seoul,
    ({ resource }) => {
      resource.aws_s3_bucket_public_access_block.face_data.block_public_policy = false;
    },
    'aws_s3_bucket.face_data is not shut to the public',
  ],
  [
    'a gateway before its CDN',
    tokyo,
    ({ resource }) => {
      resource.aws_vpc_security_group_ingress_rule.alb__443.cidr_ipv4 = '0.0.0.0/0';
    },
    'aws_vpc_security_group_ingress_rule.alb__443 lets everybody in',
  ],
  [
    'a way that no link asks for',
    tokyo,
    ({ resource }) => {
      resource.aws_vpc_security_group_ingress_rule.web__api.description = 'web -> database';
    },
    'aws_vpc_security_group_ingress_rule.web__api: the plan has no way web -> database',
  ],
  [
    'a copy in another country',
    tokyo,
    ({ resource }) => {
      resource.aws_backup_vault.copies__osaka.region = 'us-west-2';
    },
    'aws_backup_vault.copies__osaka is in us-west-2',
  ],
  [
    'a password',
    tokyo,
    ({ resource }) => {
      resource.aws_db_instance.database.password = 'hunter2';
    },
    'aws_db_instance.database has a password',
  ],
  [
    'a password that the state would keep',
    tokyo,
    ({ variable }) => {
      delete variable.database__password.ephemeral;
    },
    'aws_db_instance.database has a password that is kept',
  ],
  [
    'a control plane that answers everybody',
    cluster,
    ({ resource }) => {
      resource.aws_eks_cluster.main.vpc_config.endpoint_public_access = true;
    },
    'aws_eks_cluster.main answers the internet',
  ],
  [
    'a way out before the network has one',
    tokyo,
    ({ resource }) => {
      delete resource.aws_nat_gateway.nat__0.depends_on;
    },
    'aws_nat_gateway.nat__0 does not wait for aws_internet_gateway.main',
  ],
  [
    'a service on what the cluster does not have yet',
    tokyo,
    ({ resource }) => {
      resource.aws_ecs_service.web.depends_on.shift();
    },
    'aws_ecs_service.web does not wait for aws_ecs_cluster_capacity_providers.main',
  ],
  [
    'an add-on that a new cluster already has',
    'heal7/production/terraform/seoul-aws',
    ({ resource }) => {
      delete resource.aws_eks_addon.vpc_cni.resolve_conflicts_on_create;
    },
    'aws_eks_addon.vpc_cni is refused where the cluster came with it',
  ],
];
