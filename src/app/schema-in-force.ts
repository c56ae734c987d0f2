import { briefSchema, runsOn, type SchemaStep } from '#delivery';
import type { Text } from '#kernel';
import { schemaMovedOn, schemaRefused } from './deliver-failures.ts';
import type { Ground } from './ground.ts';

/** What a release does to the schema, to be told before it starts; a Failure when it must not. */
export async function schemaNotes(
  ground: Ground,
  name: string,
  candidate: SchemaStep | undefined,
): Promise<readonly Text[]> {
  const { stable, former, schema } = await ground.inForce(name);
  if (candidate && schema && !runsOn(candidate, schema))
    throw schemaMovedOn(name, candidate, schema);
  const [previous] = former;
  const before = previous === undefined ? undefined : await schemaOf(ground, name, previous);
  const now = await schemaOf(ground, name, stable);
  const { refusal, notes } = briefSchema(candidate, now, before);
  if (refusal) throw schemaRefused(refusal);
  return notes;
}

/** A Failure when the schema in place no longer runs the code of a former release. */
export async function refuseLeftBehind(
  ground: Ground,
  name: string,
  former: string,
): Promise<void> {
  const { schema } = await ground.inForce(name);
  const then = await schemaOf(ground, name, former);
  if (schema && then && !runsOn(then, schema)) throw schemaMovedOn(name, then, schema);
}

const schemaOf = async (
  ground: Ground,
  name: string,
  digest: string,
): Promise<SchemaStep | undefined> => (await ground.releaseOf(name, digest)).schema;
