import { Failure, type Text } from '#kernel';
import {
  type Layout,
  layoutOf,
  Supervisor,
  serveControl,
  sweep,
  takeLock,
  type Verb,
} from '#runtime';
import { planOf } from './check-plan.ts';
import { Deliveries, type RollbackInput, type WishInput } from './deliver.ts';
import type { DeployInput } from './ground.ts';
import type { LoadedPlan } from './load-plan.ts';
import { localGround } from './local-ground.ts';
import { refuseUnraisable } from './raisable.ts';
import { systemClock } from './wire.ts';

export interface SuperviseSpec {
  readonly loaded: LoadedPlan;
  readonly environment: string;
  /** Overrides the plan's port; 0 chooses one. */
  readonly port: number | undefined;
  readonly say: (event: string, details?: object) => void;
}

/** The port of a local environment when neither the plan nor the command says one. */
const DEFAULT_PORT = 8080;

/** Raises a system and keeps it until told to stop. Resolves when nothing of it is left. */
export async function supervise({ loaded, environment, port, say }: SuperviseSpec): Promise<void> {
  const plan = planOf(loaded, environment);
  refuseUnraisable(plan);
  const { folder } = loaded;
  const layout = layoutOf(folder, environment);
  const lock = takeLock(layout.lock);
  const supervisor = new Supervisor({
    plan,
    planFolder: loaded.folder,
    layout,
    clock: systemClock,
    say,
    port: port ?? plan.environment.on.port ?? DEFAULT_PORT,
  });
  const stopped = Promise.withResolvers<void>();
  let failed: { readonly code: string; readonly text: Text; readonly hint?: Text } | undefined;
  const deliveries = new Deliveries({
    ground: localGround({ supervisor, layout, file: loaded.file, folder, environment, say }),
    folder,
    environment,
    say,
  });
  const verbs: Record<string, Verb> = {
    deploy: (input, tell) => deliveries.deploy(input as DeployInput, tell),
    wish: (input) => deliveries.wish(input as WishInput),
    rollback: (input) => deliveries.rollback(input as RollbackInput),
    status: () => Promise.resolve({ ...supervisor.status(), ...(failed && { failed }) }),
    stop: () => {
      deliveries.close();
      return finish({ supervisor, layout }).finally(() => stopped.resolve());
    },
  };
  const control = await serveControl(layout.control, verbs);
  try {
    await supervisor.raise().catch((cause: unknown) => {
      failed = toFailed(cause);
      say('failed', failed);
    });
    // Whoever waits for us asks why; when nobody does, we go all the same.
    if (!failed) await deliveries.resume();
    if (failed) await Promise.race([stopped.promise, systemClock.sleep(5_000)]);
    else await stopped.promise;
    deliveries.close();
    await finish({ supervisor, layout });
  } finally {
    await control.close();
    lock.release();
  }
}

async function finish({
  supervisor,
  layout,
}: {
  supervisor: Supervisor;
  layout: Layout;
}): Promise<void> {
  await supervisor.stop();
  // Whatever was born between two looks.
  await sweep(layout);
}

function toFailed(cause: unknown) {
  if (cause instanceof Failure)
    return { code: cause.code, text: cause.text, ...(cause.hint && { hint: cause.hint }) };
  const words = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return { code: 'runtime/supervisor-bug', text: { en: words, ko: words } };
}
