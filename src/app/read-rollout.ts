import { existsSync, readdirSync } from 'node:fs';
import {
  type Entry,
  explain,
  type Journal,
  type Look,
  type Mismatch,
  type Rollout,
  recompute,
  type Story,
} from '#delivery';
import { Failure } from '#kernel';
import { layoutOf } from '#runtime';
import { servicesAt } from './cluster/cluster-ground.ts';
import { withCluster } from './cluster/open.ts';
import { targetOf, type Where } from './cluster/target.ts';
import { journalOf } from './wire.ts';

export interface RolloutRead {
  readonly rollout: Rollout;
  readonly story: Story;
  /** Every kept look, oldest first; of a long story on a cluster fewer than `rollout.looks`. */
  readonly looks: readonly Look[];
  /** Looks whose counts do not give what was recorded; empty when anybody can follow it. */
  readonly mismatches: readonly Mismatch[];
}

/** A rollout and its story. `named` is a rollout's id, a service, or nothing for the latest of all. */
export async function readRollout(where: Where, named: string | undefined): Promise<RolloutRead> {
  const target = await targetOf(where);
  if (target.kind === 'local') {
    const { rollouts } = layoutOf(where.folder, where.environment);
    const journal = journalOf(layoutOf(where.folder, where.environment));
    return read(journal, named, () => latestOfAll(rollouts, journal));
  }
  return withCluster(target, where, ({ journal }) =>
    read(journal, named, async () => {
      const latest = servicesAt(target).map(({ name }) => journal.latest(name));
      return youngest((await Promise.all(latest)).flatMap((entry) => entry ?? []));
    }),
  );
}

async function read(
  journal: Journal,
  named: string | undefined,
  latest: () => Promise<Entry | undefined>,
): Promise<RolloutRead> {
  const entry =
    named === undefined
      ? await latest()
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
  return youngest(entries.flatMap((entry) => entry ?? []));
}

const youngest = (entries: readonly Entry[]): Entry | undefined =>
  entries.toSorted((a, b) => b.rollout.startedAt - a.rollout.startedAt)[0];

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
