import { DAY } from '#kernel';
import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import { cannotSay, isMissing } from '../target.ts';
import { type Database, majorOf, portOf } from './database.ts';

/** How pgBackRest is called for one database: its file, and a folder with the key beside it. */
export const pgBackRestCommand = (name: string): string =>
  `pgbackrest --config=/etc/pgbackrest/${name}.conf --config-include-path=/etc/pgbackrest/${name}.d --stanza=${name}`;

/**
 * Copies of a PostgreSQL, by pgBackRest. When they are made is said by timers. The key that encrypts
 * them is in a folder beside this file, `<name>.d/`, which only the server's account reads.
 */
export function pgBackRest(database: Database): SynthFile | undefined {
  const { part, source, field } = database;
  const { backup } = part;
  if (!backup) return undefined;
  const text = new Lines();
  text.from(field('backup'), () => {
    text.line('[global]').line('log-level-console=info\nlog-level-file=off\nstart-fast=y');
    text.line('compress-type=gz\ndelta=y');
    if (backup.continuous)
      text.line('archive-async=y\nspool-path=/var/spool/pgbackrest', field('backup.continuous'));
    text.line('repo1-path=/var/lib/pgbackrest');
    writeKept(text, database, 1);
    if (backup.copyTo !== undefined) {
      text.line();
      text.from(field('backup.copyTo'), () => writeSecond(text, database));
    }
    text.line().line(`[${part.name}]`);
    text.line(`pg1-path=/var/lib/postgresql/${majorOf(database) ?? 'current'}/${part.name}`);
    text.line(`pg1-port=${portOf(database)}`);
  });
  return {
    path: `${part.name}/pgbackrest.conf`,
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}

function writeKept(text: Lines, { part, field }: Database, repo: number): void {
  const { keep, encrypted } = part.backup ?? {};
  if (keep !== undefined)
    text.from(field('backup.keep'), () => {
      text.line(`repo${repo}-retention-full-type=time`);
      text.line(`repo${repo}-retention-full=${Math.max(1, Math.ceil(keep / DAY))}`);
    });
  if (encrypted) text.line(`repo${repo}-cipher-type=aes-256-cbc`, field('backup.encrypted'));
}

/** On another site: over SSH to a machine of the team's own, in a bucket where it is a provider's. */
function writeSecond(text: Lines, database: Database): void {
  const { part, context } = database;
  const { plan } = context;
  const site = plan.sites.find(({ name }) => name === part.backup?.copyTo);
  const bucket = `${plan.name}-${plan.environment.name}-${part.name}`;
  if (site?.provider === 'aws') {
    text.line(`repo2-type=s3\nrepo2-s3-bucket=${bucket}\nrepo2-s3-key-type=auto`);
    text.line(`repo2-s3-region=${site.region ?? 'us-east-1'}`);
    text.line(`repo2-s3-endpoint=s3.${site.region ?? 'us-east-1'}.amazonaws.com`);
  } else if (site?.provider === 'gcp')
    text.line(`repo2-type=gcs\nrepo2-gcs-bucket=${bucket}\nrepo2-gcs-key-type=auto`);
  else text.line(`repo2-host=${site?.name ?? 'elsewhere'}\nrepo2-host-user=pgbackrest`);
  text.line(`repo2-path=/${site?.provider === 'on-premises' ? 'var/lib/pgbackrest' : part.name}`);
  writeKept(text, database, 2);
}

/** What a policy of copies says and the tool has no words for, or the tool needs and nobody says. */
export function reportBackups(database: Database): void {
  const { part, context, field } = database;
  const { backup } = part;
  if (!backup) return;
  if (backup.copyTo !== undefined) reportSecond(database, backup.copyTo);
  if (backup.encrypted)
    isMissing(
      context,
      'databases',
      field('backup.encrypted'),
      {
        en: `copies of ${part.name} are encrypted with a key in /etc/pgbackrest/${part.name}.d/key.conf; without a copy of that file elsewhere they cannot be read`,
        ko: `${part.name} 백업은 /etc/pgbackrest/${part.name}.d/key.conf의 키로 암호화한다. 이 파일의 사본이 다른 곳에 없으면 백업을 읽을 수 없다`,
      },
      { en: 'Put it into the secret store too.', ko: '비밀 저장소에도 넣어 둔다.' },
    );
  if (backup.mirrored)
    cannotSay(context, 'databases', field('backup.mirrored'), {
      en: `pgBackRest makes copies of ${part.name}; the live mirror has to be set up as a standby`,
      ko: `pgBackRest는 ${part.name} 백업만 뜬다. 실시간 복제본은 대기 서버로 따로 세운다`,
    });
}

function reportSecond({ context, part, field }: Database, copyTo: string): void {
  const site = context.plan.sites.find(({ name }) => name === copyTo);
  const isOwn = site === undefined || site.provider === 'on-premises';
  isMissing(
    context,
    'databases',
    field('backup.copyTo'),
    isOwn
      ? {
          en: `the plan gives ${copyTo} no address: the second copy of ${part.name} goes to a host of that name, over SSH`,
          ko: `${copyTo} 주소가 계획에 없다. ${part.name}의 두 번째 백업은 그 이름의 호스트에 SSH로 보낸다`,
        }
      : {
          en: `the plan names no bucket on ${copyTo} for the second copy of ${part.name}: it has to be made as the file names it`,
          ko: `${part.name}의 두 번째 백업을 둘 ${copyTo} 버킷이 계획에 없다. 파일에 적힌 이름으로 만들어야 한다`,
        },
    isOwn
      ? {
          en: `Make ${copyTo} known in /etc/hosts or DNS, with a user pgbackrest.`,
          ko: `/etc/hosts나 DNS에 ${copyTo} 이름을 알리고 pgbackrest 사용자를 만든다.`,
        }
      : undefined,
  );
}
