import { reasonOf } from './log.ts';
import { startService } from './service.ts';
import { readSettings } from './settings.ts';

/** A last resort: whatever hangs, the process is gone before it is killed. */
const LONGEST_STOP_MS = 9_500;

try {
  const service = await startService(readSettings(process.env));
  let isStopping = false;
  const stop = async () => {
    isStopping = true;
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    process.exit((await service.stop()) > 0 ? 1 : 0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await service.ready.catch((error) => {
    // Told to stop while it waited for its stores: that is no failure.
    if (!isStopping) throw error;
  });
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
}
