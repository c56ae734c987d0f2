import { type Clock, digestOf, Failure, type Text } from '#kernel';
import {
  callControl,
  inspectRecords,
  isHaunted,
  type Layout,
  launch,
  layoutOf,
  type SystemStatus,
  supervisorOf,
  sweep,
} from '#runtime';
import { checkPlan, planOf } from './check-plan.ts';
import type { LoadedPlan } from './load-plan.ts';
import { refuseUnraisable } from './raisable.ts';
import { enter } from './read-ledger.ts';
import { haunted, notLocal, silent, supervisorDied } from './run-failures.ts';
import { systemClock } from './wire.ts';

export interface UpSpec {
  readonly loaded: LoadedPlan;
  readonly environment: string;
  readonly port: number | undefined;
  /** How this very program is called, to start its supervisor. */
  readonly self: readonly string[];
  readonly heard: (status: SystemStatus) => void;
  readonly signal: AbortSignal;
}

export interface Up {
  readonly status: SystemStatus;
  /** It was up before; nothing was started. */
  readonly already: boolean;
  /** The plan has changed since it was raised. */
  readonly stale: boolean;
}

type Answer = SystemStatus & {
  readonly failed?: { readonly code: string; readonly text: Text; readonly hint?: Text };
};

/** Raises the local system, or takes over what still runs. Returns when healthy; else stops all of it. */
export async function up(spec: UpSpec): Promise<Up> {
  const { loaded, environment } = spec;
  const plan = planOf(loaded, environment);
  if (plan.environment.on.engine !== 'local')
    throw notLocal(environment, plan.environment.on.engine);
  const layout = layoutOf(loaded.folder, environment);
  if (await isSupervised(layout)) {
    const status = await untilHealthy(layout, spec, undefined);
    return { status, already: true, stale: status.planDigest !== digestOf(plan) };
  }
  refuseUnraisable(plan);
  inspectRecords(layout);
  await enterCheck(spec);
  const words = [
    'supervise',
    '--plan',
    loaded.file,
    '--env',
    environment,
    ...(spec.port === undefined ? [] : ['--port', String(spec.port)]),
  ];
  const env = {
    ...definedOnly(process.env),
    ...Object.fromEntries([layout.supervisorMark.split('=')]),
  };
  const { ended } = await launch({
    command: [...spec.self, ...words],
    folder: loaded.folder,
    env,
    log: layout.log('supervisor'),
  });
  const status = await untilHealthy(layout, spec, ended);
  await enter({ folder: loaded.folder, environment }, 'up', {
    plan: plan.name,
    digest: status.planDigest,
    services: status.services,
  });
  return { status, already: false, stale: false };
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );

/** One that has just been started needs a moment for its lock; one that never gets it is lost. */
async function isSupervised(layout: Layout): Promise<boolean> {
  const until = systemClock.now() + 5_000;
  for (;;) {
    if (supervisorOf(layout.lock) || (await answers(layout))) return true;
    if (!isHaunted(layout)) return false;
    if (systemClock.now() > until) throw haunted();
    await systemClock.sleep(50);
  }
}

/** What the checker said of the plan that is about to be raised. A ledger that cannot go on stops it here. */
function enterCheck({ loaded, environment }: UpSpec) {
  const findings = checkPlan(loaded, environment).environments.flatMap((one) => one.findings);
  const count = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).length;
  return enter({ folder: loaded.folder, environment }, 'check', {
    errors: count('error'),
    warnings: count('warning'),
    codes: [...new Set(findings.map((finding) => finding.code))],
  });
}

async function untilHealthy(
  layout: Layout,
  spec: UpSpec,
  ended: Promise<string> | undefined,
): Promise<SystemStatus> {
  const refuse = ended ? refuseDead(layout, spec, ended) : refuseLost(layout, spec);
  for (;;) {
    const status = await ask(layout);
    if (status) spec.heard(status);
    if (status?.failed) throw await giveUp(layout, status.failed);
    if (status && isStanding(status, ended === undefined)) return status;
    await refuse(status);
    await systemClock.sleep(25, spec.signal);
  }
}

/** Throws when the wait for a system is in vain. */
type Refuse = (status: SystemStatus | undefined) => Promise<void>;

/** Of a supervisor that we started: nothing of it is left behind. */
function refuseDead(layout: Layout, { signal }: UpSpec, ended: Promise<string>): Refuse {
  let died: string | undefined;
  ended.then(
    (how) => {
      died = how;
    },
    () => undefined,
  );
  return async () => {
    if (signal.aborted) throw await giveUp(layout, INTERRUPTED);
    if (died !== undefined) throw supervisorDied(died, layout);
  };
}

/** Of one that was there before: it may have gone, be going, or not be allowed to answer us. */
function refuseLost(layout: Layout, { signal }: UpSpec): Refuse {
  let heardAt = systemClock.now();
  return async (status) => {
    if (signal.aborted) throw new Failure('app/interrupted', LEFT_ALONE);
    if (status && status.phase !== 'stopping') heardAt = systemClock.now();
    const silentMs = systemClock.now() - heardAt;
    const isGone = silentMs > 1_000 && !status && !supervisorOf(layout.lock);
    if (isGone || silentMs > SILENT_MS) throw silent();
  };
}

/** Longer than a system may take to go. */
const SILENT_MS = 60_000;

const LEFT_ALONE: Text = {
  en: 'interrupted; the system was left as it was',
  ko: '중단했다. 시스템은 그대로 두었다',
};

/** A system that was up before may be degraded: it is not ours to bring down. */
const isStanding = (status: SystemStatus, before: boolean): boolean =>
  status.phase === 'healthy' || (before && status.phase === 'degraded');

const ask = (layout: Layout): Promise<Answer | undefined> =>
  (callControl(layout.control, 'status') as Promise<Answer>).catch((cause: unknown) => {
    if (cause instanceof Failure && cause.code === 'runtime/not-supervised') return undefined;
    throw cause;
  });

/** Nothing is left running behind a failed start. */
async function giveUp(
  layout: Layout,
  { code, text, hint }: { code: string; text: Text; hint?: Text },
): Promise<Failure> {
  await stopSupervisor(layout, systemClock);
  return new Failure(code, text, hint ? { hint } : {});
}

const INTERRUPTED = {
  code: 'app/interrupted',
  text: { en: 'interrupted; everything was stopped', ko: '중단되어 모두 멈췄다' },
};

/** Stops the system, with its supervisor or without one. Answers whether anything ran. */
export async function down(
  { folder }: Pick<LoadedPlan, 'folder'>,
  environment: string,
): Promise<boolean> {
  const layout = layoutOf(folder, environment);
  const supervised = await stopSupervisor(layout, systemClock);
  const ran = (await sweep(layout)) > 0 || supervised;
  if (ran) await enter({ folder, environment }, 'down', {});
  return ran;
}

/** The socket is asked, not the lock: a state folder may have been removed under a living supervisor. */
async function stopSupervisor(layout: Layout, clock: Clock): Promise<boolean> {
  if (!(await answers(layout))) return false;
  await callControl(layout.control, 'stop').catch((cause: unknown) => {
    if (!(cause instanceof Failure)) throw cause;
  });
  const until = clock.now() + 60_000;
  while ((await answers(layout)) && clock.now() < until) await clock.sleep(20);
  return true;
}

const answers = async (layout: Layout): Promise<boolean> => (await ask(layout)) !== undefined;

/** The system as its supervisor sees it. Fails with runtime/not-supervised when there is none. */
export async function statusOf(
  loaded: Pick<LoadedPlan, 'folder'>,
  environment: string,
): Promise<SystemStatus> {
  return (await callControl(
    layoutOf(loaded.folder, environment).control,
    'status',
  )) as SystemStatus;
}
