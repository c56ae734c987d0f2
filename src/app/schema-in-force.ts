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
  const { stable, previous } = await ground.inForce(name);
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
  const { stable } = await ground.inForce(name);
  const now = await schemaOf(ground, name, stable);
  const then = await schemaOf(ground, name, former);
  if (now && then && !runsOn(then, now)) throw schemaMovedOn(name, then, now);
}

const schemaOf = async (
  ground: Ground,
  name: string,
  digest: string,
): Promise<SchemaStep | undefined> => (await ground.releaseOf(name, digest)).schema;
