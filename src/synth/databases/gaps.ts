import { withParticle } from '#kernel';
import { cannotSay, isMissing } from '../target.ts';
import { type Database, machineOf, rollingOf } from './database.ts';

/** What a plan says of a database and its files have no words for, or they need and it does not say. */
export function reportDatabase(database: Database): void {
  const { part, kept } = database;
  if (part.partitions && !rollingOf(database)) reportStill(database);
  if (database.isUnowned && database.accounts.length > 0) reportUnowned(database);
  if (kept !== 'machine') return;
  if (!machineOf(database) && part.memory === undefined) reportUnsized(database);
  if (part.encrypted) reportDisk(database);
  if (part.failover || (part.replicas ?? 0) > 0) reportAlone(database);
  if (part.kind === 'mysql') reportMysql(database);
}

const reportStill = ({ context, part, field }: Database): void =>
  cannotSay(
    context,
    'databases',
    field('partitions'),
    {
      en: `partitions of ${part.name} are not rolling: none is made ahead`,
      ko: `${part.name} 파티션은 미리 만들지 않는다. 계획에 rolling이 없다`,
    },
    { en: 'Write `rolling: true`.', ko: '`rolling: true`를 적는다.' },
  );

const reportUnowned = ({ context, part, source }: Database): void =>
  isMissing(
    context,
    'databases',
    source,
    {
      en: `no service is said to bring the schema of ${part.name}: everybody who writes and reads it may change its tables`,
      ko: `${part.name} 스키마를 가져오는 서비스가 계획에 없다. 읽고 쓰는 서비스는 모두 테이블을 바꿀 수 있다`,
    },
    {
      en: 'Write `schema` on the service whose release makes the tables.',
      ko: '릴리스가 테이블을 만드는 서비스에 `schema`를 적는다.',
    },
  );

const reportUnsized = ({ context, part, source }: Database): void =>
  isMissing(
    context,
    'databases',
    source,
    {
      en: `${part.name} says no size: the server's own defaults for memory stand`,
      ko: `${part.name} 크기가 계획에 없어 메모리는 서버 기본값 그대로다`,
    },
    { en: 'Write `size`.', ko: '`size`를 적는다.' },
  );

const reportDisk = ({ context, part, field }: Database): void =>
  cannotSay(context, 'databases', field('encrypted'), {
    en: `${part.name} does not encrypt its own files: the disk under it has to`,
    ko: `${part.name} 서버가 파일을 스스로 암호화하지 않는다. 아래 디스크를 암호화해야 한다`,
  });

const reportAlone = ({ context, part, field }: Database): void =>
  cannotSay(context, 'databases', field('replicas'), {
    en: `${part.name} is one server here: standbys and failover need other machines, and a tool that decides between them`,
    ko: `${withParticle(part.name, '은/는')} 여기서 서버 하나다. 대기 서버와 장애 전환에는 다른 기계와 이를 판단할 도구가 있어야 한다`,
  });

function reportMysql({ context, part, field, audits }: Database): void {
  if (audits)
    cannotSay(context, 'databases', field('accessAudited'), {
      en: `no record of accesses to ${part.name} is configured: which audit plugin there is differs between MySQL and MariaDB`,
      ko: `${part.name} 접근 기록은 설정하지 않았다. MySQL과 MariaDB는 쓸 수 있는 감사 플러그인이 다르다`,
    });
  if (part.backup?.copyTo !== undefined)
    cannotSay(context, 'databases', field('backup.copyTo'), {
      en: `copies of ${part.name} are made on its own machine: what carries them to ${part.backup.copyTo} is not written`,
      ko: `${part.name} 백업은 같은 기계에 뜬다. ${part.backup.copyTo} 사이트로 옮기는 것은 적지 않았다`,
    });
}
