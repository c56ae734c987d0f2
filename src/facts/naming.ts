import type { Text } from '#kernel';
import { type Origin, once, originOf, plain, tableOf } from './table.ts';
import licences from './tables/licences.json' with { type: 'json' };
import renames from './tables/renames.json' with { type: 'json' };

export interface Renamed extends Origin {
  readonly to: string;
  /** The day, month or year of the new name, or of the end of the old service. */
  readonly since: string;
}

export interface Licence extends Origin {
  readonly licence: string;
  /** Whether a commercial service may use the model at all; `note` says on what terms. */
  readonly commercial: boolean;
  readonly note: Text;
}

interface Named {
  readonly names: readonly string[];
}
interface RenameRow extends Named {
  readonly to: string;
  readonly since: string;
}
interface LicenceRow extends Named, Text {
  readonly licence: string;
  readonly commercial: boolean;
}

const byName = <Row extends Named>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.flatMap((row) => row.names.map((name) => [plain(name), row] as const)));
const renamed = once(() => byName(tableOf<RenameRow>(renames)()));
const licensed = once(() => byName(tableOf<LicenceRow>(licences)()));

/** The present name of a service: 'Amazon Elasticsearch Service'. Undefined when no rename is known. */
export function renamedFrom(name: string): Renamed | undefined {
  const row = renamed().get(plain(name));
  return row && { to: row.to, since: row.since, ...originOf(row) };
}

/** The licence of a pre-trained model: 'insightface', 'buffalo_l'. Undefined when no table knows it. */
export function licenceOf(model: string): Licence | undefined {
  const row = licensed().get(plain(model));
  if (!row) return undefined;
  const { licence, commercial, en, ko } = row;
  return { licence, commercial, note: { en, ko }, ...originOf(row) };
}
