import { at, type Tellings } from './anchor.ts';

const SEOUL = 'production/terraform/seoul';
const NETWORK = `${SEOUL}/network.tf.json`;
const EDGE = `${SEOUL}/edge.tf.json`;
const STORES = `${SEOUL}/stores.tf.json`;
const NFTABLES = 'production/hosts/nftables.conf';
const JAIL = 'production/hosts/fail2ban/jail.local';

const opened = (name: string, of: string, port: number) =>
  at(NETWORK, of, '"aws_vpc_security_group_ingress_rule"', `"${name}"`, `"from_port": ${port}`);

/** Where the statements of gym-face are written, when their fields do not lead there alone. */
export const gymFace: Tellings = {
  'S0-03': {
    lines: [
      at(EDGE, 'parts.cloudfront.origins[assets]', '"origin"', '"domain_name"'),
      at(EDGE, 'parts.cloudfront.caches', '"target_origin_id": "assets"'),
    ],
  },
  'S0-11': {
    lines: [
      at(STORES, 'parts.database.storage', '"allocated_storage": 100'),
      at(STORES, 'parts.database.maxStorage', '"max_allocated_storage": 200'),
    ],
  },
  'S0-12': {
    lines: [
      at(
        STORES,
        'parts.database.backup.full',
        '"aws_backup_plan"',
        '"database": {',
        '"schedule": "cron(0 2 ? * * *)"',
      ),
    ],
  },
  'S0-22': {
    lines: [
      at(`${SEOUL}/compute.tf.json`, 'parts.app', '"aws_autoscaling_group"', '"app": {'),
      at(
        `${SEOUL}/compute.tf.json`,
        'parts.app.instance',
        '"aws_launch_template"',
        '"app": {',
        '"instance_type"',
      ),
    ],
  },
  'S0-23': {
    lines: [
      at(STORES, 'parts.database', '"aws_db_instance"', '"database": {'),
      at(STORES, 'parts.database.kind', '"engine": "mysql"'),
    ],
  },
  'S0-24': { lines: [at(STORES, 'parts.assets', '"aws_s3_bucket": {', '"assets": {')] },
  'S0-25': {
    lines: [at(EDGE, 'parts.cloudfront', '"aws_cloudfront_distribution"', '"cloudfront": {')],
  },
  'S0-26': {
    lines: [
      at(EDGE, 'parts.cloudfront.hosts[0]', '"aws_route53_record"', '"cloudfront__host__0"'),
      at(EDGE, 'parts.web.hosts[0]', '"aws_route53_record"', '"web__host__0"'),
    ],
  },
  'S0-27': {
    lines: [opened('web__80', 'parts.web.ports', 80), opened('web__443', 'parts.web.ports', 443)],
  },
  'S0-28': { lines: [opened('web__app', 'parts.web.routes', 8080)] },
  'S0-29': { lines: [opened('app__database', 'parts.app.uses[database]', 3306)] },
  'S0-30': { lines: [opened('app__face', 'parts.app.uses[face]', 5002)] },
  'S0-35': {
    lines: [
      at(NFTABLES, 'environments.production', 'chain input', 'policy drop'),
      at(NFTABLES, 'parts.web', 'tcp dport { 443 } accept'),
      at(NFTABLES, 'parts.face.port', 'tcp dport { 5002 } accept'),
    ],
    found: ['synth/hosts-cannot-say network.hostFirewall'],
  },
  'S0-37': {
    lines: [
      at(JAIL, 'network.intrusion', 'maxretry = 5'),
      at(JAIL, 'network.intrusion', '[sshd]', 'enabled = true'),
    ],
    note: {
      en: 'The jail is set up all the same, for the day somebody opens SSH.',
      ko: '그래도 jail은 설정한다. 누군가 SSH를 여는 날을 위한 것이다.',
    },
  },
};
