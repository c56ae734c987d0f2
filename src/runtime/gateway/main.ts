import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Clock, Failure } from '#kernel';
import { openControl } from './control.ts';
import { GATEWAY_FAILURES } from './failures.ts';
import { Gateway } from './gateway.ts';
import { say } from './say.ts';

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Runs a gateway until it is told to drain: `--table FILE --control SOCKET`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { table: { type: 'string' }, control: { type: 'string' } },
  });
  if (values.table === undefined || values.control === undefined) {
    process.stderr.write('usage: main --table FILE --control SOCKET\n');
    process.exit(2);
  }
  const socket = values.control;
  const gateway = new Gateway(values.table, clock);
  const port = await gateway.listen();
  const end = async (): Promise<void> => {
    await gateway.drain();
    rmSync(socket, { force: true });
    process.exit(0);
  };
  const finish = (): void => {
    end().catch(fail);
  };
  await openControl(socket, {
    reload: () => gateway.reload(),
    status: () => gateway.status(),
    tally: (service) => gateway.tally(service),
    pause: (service, ms) => gateway.pause(service, ms),
    resume: (service) => gateway.resume(service),
    measured: () => gateway.measured(),
    drain: finish,
  });
  process.on('SIGTERM', finish).on('SIGINT', finish);
  say('listening', { port, pid: process.pid });
}

function fail(error: unknown): never {
  if (!(error instanceof Failure)) throw error;
  say('failure', { code: error.code, text: error.text, hint: error.hint });
  process.exit(error.code === GATEWAY_FAILURES.portTaken ? PORT_TAKEN : 1);
}

const PORT_TAKEN = 3;

main().catch(fail);
