import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Layout } from '../layout.ts';
import { readState, writeState } from '../state-file.ts';
import type { InstanceRecord } from './instance.ts';
import { type StopSpec, stopProcess } from './launch.ts';
import { findMarked, isLeader, lineOf } from './process-identity.ts';
import type { InstancesFile } from './system.ts';

/** A supervisor that lives although neither its lock nor its socket says so: the state folder was removed. */
export const isHaunted = (layout: Layout): boolean =>
  findMarked({ mark: layout.supervisorMark, stores: [] }).length > 0;

/** SIGINT is a fast shutdown to PostgreSQL and a save to Redis. */
export const STOPS: Readonly<Record<InstanceRecord['role'], StopSpec>> = {
  gateway: { signal: 'SIGTERM', group: false, graceMs: 11_000 },
  service: { signal: 'SIGTERM', group: true, graceMs: 30_000 },
  store: { signal: 'SIGINT', group: false, graceMs: 20_000 },
};

/**
 * Stops a system that has no supervisor: first what is on record, traffic first, then whatever
 * carries its mark. Damaged records are set aside, never thrown away. Answers how many it stopped.
 */
export async function sweep(layout: Layout): Promise<number> {
  // First who would start again what we stop.
  const supervisors = findMarked({ mark: layout.supervisorMark, stores: [] });
  await Promise.all(
    supervisors.map((process) =>
      stopProcess(process, { signal: 'SIGKILL', group: false, graceMs: 1_000 }),
    ),
  );
  let stopped = supervisors.length;
  const records = readRecords(layout);
  for (const role of ['gateway', 'service', 'store'] as const) {
    const processes = records
      .filter((one) => one.role === role)
      .flatMap((one) => one.process ?? []);
    await Promise.all(processes.map((process) => stopProcess(process, STOPS[role])));
    stopped += processes.length;
  }
  const orphans = findMarked({
    mark: layout.mark,
    stores: [dirname(layout.data('any')), layout.elsewhere],
  });
  await Promise.all(
    orphans.map((process) =>
      stopProcess(process, { signal: 'SIGINT', group: false, graceMs: 10_000 }),
    ),
  );
  writeState<InstancesFile>(layout.instances, { version: 1, instances: [] });
  for (const path of [layout.control, layout.gatewayControl, layout.lock])
    rmSync(path, { force: true });
  return stopped + orphans.length;
}

/**
 * Ends what a supervisor started just before it died, and no record knows: nobody else ever would.
 * Children of what is on record are theirs, whatever session they made for themselves.
 */
export async function endStrays(layout: Layout, known: readonly InstanceRecord[]): Promise<void> {
  const recorded = new Set(known.flatMap(({ process }) => process?.pid ?? []));
  const strays = findMarked({ mark: layout.mark, stores: [] }).filter(
    ({ pid }) => isLeader(pid) && !lineOf(pid).some((one) => recorded.has(one)),
  );
  await Promise.all(
    strays.map((stray) => stopProcess(stray, { signal: 'SIGTERM', group: true, graceMs: 5_000 })),
  );
}

function readRecords(layout: Layout): readonly InstanceRecord[] {
  try {
    return readState<InstancesFile>(layout.instances, 1)?.instances ?? [];
  } catch {
    renameSync(layout.instances, `${layout.instances}.damaged-${process.pid}`);
    return [];
  }
}
