import { briefSchema, runsOn, type SchemaStep } from '#delivery';
import type { Text } from '#kernel';
import { type Layout, readRelease, type Supervisor } from '#runtime';
import { schemaMovedOn, schemaRefused } from './deliver-failures.ts';

interface Where {
  readonly supervisor: Supervisor;
  readonly layout: Layout;
}

/** What a release does to the schema, to be told before it starts; a Failure when it must not. */
export function schemaNotes(
  where: Where,
  name: string,
  candidate: SchemaStep | undefined,
): readonly Text[] {
  const { stable, previous } = where.supervisor.desireOf(name);
  const before = previous === undefined ? undefined : schemaOf(where, name, previous);
  const { refusal, notes } = briefSchema(candidate, schemaOf(where, name, stable), before);
  if (refusal) throw schemaRefused(refusal);
  return notes;
}

/** A Failure when the schema in place no longer runs the code of a former release. */
export function refuseLeftBehind(where: Where, name: string, former: string): void {
  const now = schemaOf(where, name, where.supervisor.desireOf(name).stable);
  const then = schemaOf(where, name, former);
  if (now && then && !runsOn(then, now)) throw schemaMovedOn(name, then, now);
}

const schemaOf = ({ layout }: Where, name: string, digest: string): SchemaStep | undefined =>
  readRelease(layout.release(name, digest)).schema;
