import type { ResolvedMysql, ResolvedPostgres } from '#model';
import { databaseOf } from '../../databases/database.ts';
import { managedSettings } from '../../databases/parameters.ts';
import { from, Said, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import type { Block } from '../terraform.ts';
import type { AwsSite } from './site.ts';

type Database = ResolvedPostgres | ResolvedMysql;

/** What the target `databases` lists for it: what its setup then loads has to be there. */
const parametersOf = (site: AwsSite, store: Database): readonly TreeMap[] =>
  managedSettings(databaseOf(site.context, store)).map(({ name, value, source }) =>
    from(source, { name, value: new Said(value, source), apply_method: 'pending-reboot' }),
  );

/** What the plan says of a database's memory, connections, records and TLS. */
export function parameterGroup(site: AwsSite, store: Database): Block<'name'> | undefined {
  const major =
    store.kind === 'mysql'
      ? store.version?.split('.').slice(0, 2).join('.')
      : store.version?.split('.')[0];
  if (major === undefined) {
    site.isMissing(
      { path: `parts.${store.name}.version`, at: store.at },
      {
        en: `${store.name} says no version: AWS chooses it, and its parameters stay as they come`,
        ko: `${store.name} 버전이 없어 AWS가 고르고, 매개변수는 기본값 그대로다`,
      },
    );
    return undefined;
  }
  return site.write.resource('stores', 'aws_db_parameter_group', idOf(store.name), [
    sourceOf(store),
    {
      name: site.called(255, store.name),
      family: say(store)('version', `${store.kind}${major}`),
      parameter: parametersOf(site, store),
      lifecycle: { create_before_destroy: true },
    },
  ]);
}
