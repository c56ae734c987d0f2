import { writeSync } from 'node:fs';
import { loadPlan, planSource, supervise } from '#app';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { portOf } from './up.ts';

export const command = defineCommand({
  usage: 'supervise',
  about: {
    en: 'keeps a system; started by `hanok up`',
    ko: '시스템을 유지한다. `hanok up`이 시작한다',
  },
  words: [0, 0],
  flags: { port: { value: 'N', about: { en: "the gateway's port", ko: '게이트웨이 포트' } } },
  async run(call) {
    // Signals to the terminal that started us are not meant for us: stop is a verb on our socket.
    for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const say = (event: string, details: object = {}) =>
      log(`${JSON.stringify({ time: new Date().toISOString(), event, ...details })}\n`);
    await supervise({ loaded, environment: call.values.env ?? 'local', port: portOf(call), say });
    return EXIT.done;
  },
});

/** A log on a full disk loses lines; a stream would end the supervisor with an unhandled error. */
function log(line: string): void {
  try {
    writeSync(1, line);
  } catch {
    // There is nowhere else to say it.
  }
}
