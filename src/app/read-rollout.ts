import { existsSync, readdirSync } from 'node:fs';
import { explain, type Look, type Mismatch, type Rollout, recompute, type Story } from '#delivery';
import { Failure } from '#kernel';
import { layoutOf } from '#runtime';
import { journalOf } from './wire.ts';

export interface RolloutRead {
  readonly rollout: Rollout;
  readonly story: Story;
  /** Every kept look, oldest first. */
  readonly looks: readonly Look[];
  /** Looks whose counts do not give what was recorded; empty when anybody can follow it. */
  readonly mismatches: readonly Mismatch[];
}

/** A rollout and its story. `named` is a rollout's id, a service, or nothing for the latest of all. */
export async function readRollout(
  where: { readonly folder: string; readonly environment: string },
  named: string | undefined,
): Promise<RolloutRead> {
  const layout = layoutOf(where.folder, where.environment);
  const journal = journalOf(layout);
  const entry =
    named === undefined
      ? await latestOfAll(layout.rollouts, journal)
      : ((await journal.load(named)) ?? (await journal.latest(named)));
  if (!entry) throw none(named);
  const { rollout } = entry;
  const looks = await journal.looks(rollout.id);
  return { rollout, story: explain(rollout, looks), looks, mismatches: recompute(rollout, looks) };
}

async function latestOfAll(folder: string, journal: ReturnType<typeof journalOf>) {
  if (!existsSync(folder)) return undefined;
  const ids = readdirSync(folder).filter(
    (name) => name.endsWith('.json') && !name.endsWith('.incident.json'),
  );
  const entries = await Promise.all(
    ids.map((name) => journal.load(name.slice(0, -'.json'.length))),
  );
  return entries
    .flatMap((entry) => entry ?? [])
    .sort((a, b) => b.rollout.startedAt - a.rollout.startedAt)[0];
}

const none = (named: string | undefined) =>
  new Failure(
    'usage/no-rollout',
    {
      en: `there is no rollout${named ? ` of '${named}'` : ''} yet`,
      ko: `${named ? `'${named}'의 ` : ''}롤아웃이 아직 없다`,
    },
    {
      hint: {
        en: 'Begin one with `hanok deploy SERVICE`.',
        ko: '`hanok deploy 서비스`로 시작한다.',
      },
    },
  );
