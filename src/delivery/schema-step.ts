import { type Text, withParticle } from '#kernel';

/** What a release does to the schema of its database. */
export interface SchemaStep {
  /** The schema it brings and is written for. */
  readonly version: number;
  /** The oldest version whose code still runs on it: raised by what contracts, kept by what expands. */
  readonly compatibleSince: number;
}

/** Whether a release may stand beside the one in force, and what its promotion closes. */
export interface SchemaBriefing {
  readonly refusal?: Text;
  readonly notes: readonly Text[];
}

/**
 * A schema changes by expand, then contract. During a rollout both releases work on one schema, the
 * newer, so the code in force must still run on it; and after a take-back the schema stays. Undefined
 * steps are releases that say nothing of a schema.
 */
export function briefSchema(
  candidate: SchemaStep | undefined,
  stable: SchemaStep | undefined,
  previous: SchemaStep | undefined,
): SchemaBriefing {
  if (!candidate) return stable ? { refusal: tellSilent(stable), notes: [] } : { notes: [] };
  if (!stable) return { notes: [] };
  if (stable.version < candidate.compatibleSince)
    return { refusal: tellContract(candidate, stable), notes: [] };
  if (candidate.version < stable.compatibleSince)
    return { refusal: tellMovedOn(candidate, stable), notes: [] };
  const closes = previous && runsOn(previous, stable) && !runsOn(previous, candidate);
  return { notes: closes ? [tellNoWayBack(candidate, previous)] : [] };
}

/** Whether code written for one schema runs on that of another release. */
export const runsOn = (code: SchemaStep, schema: SchemaStep): boolean =>
  code.version >= schema.compatibleSince;

const tellSilent = ({ version }: SchemaStep): Text => ({
  en: `the release says nothing of the schema, and the one in force works on version ${version}`,
  ko: `지금 릴리스는 스키마 ${version} 버전에서 도는데 이 릴리스는 스키마를 말하지 않는다`,
});

const tellContract = ({ version, compatibleSince }: SchemaStep, stable: SchemaStep): Text => ({
  en: `schema ${version} runs code of ${compatibleSince} and later, and the release in force is of ${stable.version}: it would fail beside this one. Expand first`,
  ko: `스키마 ${version}에서는 ${compatibleSince} 이후의 코드만 돈다. 지금 릴리스는 ${withParticle(String(stable.version), '이라/라')} 이 릴리스 곁에서 실패한다. 먼저 확장한다`,
});

const tellMovedOn = ({ version }: SchemaStep, stable: SchemaStep): Text => ({
  en: `the release is written for schema ${version}, and the one in place runs code of ${stable.compatibleSince} and later`,
  ko: `이 릴리스는 스키마 ${version}용인데 지금 스키마에서는 ${stable.compatibleSince} 이후의 코드만 돈다`,
});

const tellNoWayBack = ({ version, compatibleSince }: SchemaStep, previous: SchemaStep): Text => ({
  en: `it contracts the schema to ${version}: after the promotion code older than ${compatibleSince} cannot run, so the release before last (${previous.version}) is out of reach. The one in force now stays within reach`,
  ko: `스키마를 ${version}(으)로 줄인다. 승격하면 ${compatibleSince}보다 오래된 코드는 돌지 못해 전전 릴리스(${previous.version})로는 돌아갈 수 없다. 지금 릴리스로는 돌아갈 수 있다`,
});
