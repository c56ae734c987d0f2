import { briefSchema, runsOn, type SchemaStep } from '#delivery';
import type { Text } from '#kernel';
import { type Layout, type Supervisor, schemaOf } from '#runtime';
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
  const { stable, previous, schema } = where.supervisor.desireOf(name);
  const before = previous === undefined ? undefined : of(where, name, previous);
  const now = of(where, name, stable);
  const left = candidate && schema && !runsOn(candidate, schema);
  if (left) throw schemaMovedOn(name, candidate, schema);
  const { refusal, notes } = briefSchema(candidate, now, before);
  if (refusal) throw schemaRefused(refusal);
  return notes;
}

/** A Failure when the schema in place no longer runs the code of a former release. */
export function refuseLeftBehind(where: Where, name: string, former: string): void {
  const { schema } = where.supervisor.desireOf(name);
  const then = of(where, name, former);
  if (schema && then && !runsOn(then, schema)) throw schemaMovedOn(name, then, schema);
}

const of = ({ layout }: Where, name: string, digest: string): SchemaStep | undefined =>
  schemaOf(layout.release(name, digest));
