import { DAY, type Text } from '#kernel';
import type { GoogleSite } from './site.ts';
import type { Database } from './sql-settings.ts';

type Gap = readonly [field: string, says: Text];

const PORTS = { postgres: 5432, mysql: 3306 } as const;

/** What a plan says of a database, and Cloud SQL has no argument for. */
export function sayDatabaseGaps(site: GoogleSite, store: Database): void {
  for (const [field, says] of [
    ...gapsOf(store),
    ...memoryGaps(store),
    ...readerGaps(store),
    ...backupGaps(store),
  ])
    site.cannotSay({ path: `parts.${store.name}.${field}`, at: store.at }, says);
}

function gapsOf({ name, kind, port }: Database): readonly Gap[] {
  const own = PORTS[kind];
  if (port === undefined || port === own) return [];
  return [
    [
      'port',
      {
        en: `Cloud SQL answers at ${own} alone: ${name} is not moved to ${port}`,
        ko: `Cloud SQL은 ${own} 포트에서만 답한다. ${name} 저장소를 ${port} 포트로 옮기지 못한다`,
      },
    ],
  ];
}

/** What the plan says of caches is written as it stands; Cloud SQL has its own bounds for it. */
function memoryGaps({ name, kind, memory, size }: Database): readonly Gap[] {
  const said = kind === 'postgres' ? memory?.effectiveCache : undefined;
  const share = said !== undefined && size ? said / size.memory : undefined;
  if (share === undefined || (share >= 0.1 && share <= 0.7)) return [];
  return [
    [
      'memory.effectiveCache',
      {
        en: `Cloud SQL takes between 10 and 70 % of a machine's memory for effective_cache_size, and ${name} says ${Math.round(share * 100)} %`,
        ko: `Cloud SQL은 effective_cache_size로 기계 메모리의 10~70%만 받는데 ${name} 저장소는 ${Math.round(share * 100)}%다`,
      },
    ],
  ];
}

function readerGaps({ name, readers }: Database): readonly Gap[] {
  const unsaid = (field: string): Gap => [
    `readers.${field}`,
    {
      en: `\`${field}\` of the readers of ${name} is not said: replicas of Cloud SQL are as many, and as they are, as their primary has them`,
      ko: `${name} 읽기 복제본의 \`${field}\` 값은 적지 못한다. Cloud SQL 복제본은 정한 수만큼, primary의 설정대로 선다`,
    },
  ];
  return (['autoScale', 'follows', 'maxConnections', 'version'] as const)
    .filter((field) => readers?.[field] !== undefined && readers[field] !== false)
    .map(unsaid);
}

/** One copy a day is what Cloud SQL makes by itself; what moves between them is in its log. */
function backupGaps({ name, backup }: Database): readonly Gap[] {
  const fields = (['full', 'incremental', 'snapshot'] as const).filter((field) => {
    const schedule = backup?.[field];
    return schedule !== undefined && (field !== 'full' || schedule.everyMs !== DAY);
  });
  return fields.map((field) => [
    `backup.${field}`,
    {
      en: `Cloud SQL copies ${name} once a day, and has its log for what comes between: nothing of \`${field}\` is said`,
      ko: `Cloud SQL은 ${name} 저장소를 하루에 한 번 복사하고 그 사이는 로그로 채운다. \`${field}\` 일정은 적지 못한다`,
    },
  ]);
}
