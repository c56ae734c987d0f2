import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { loadPlan, localDriver, systemClock } from '#adapters';
import { partsOf } from '#model';
import { askInstance, layoutOf, Supervisor } from '#runtime';
import { type DriverSubject, driverCases } from '#testing';
import { until } from '../support/system.ts';
import { counterSystem } from '../support/systems.ts';
import { tempDir } from '../support/temp-dir.ts';

/** The local driver over real processes and a real gateway. */
async function standing() {
  const dir = tempDir(counterSystem());
  const plan = (await loadPlan(join(dir.path, 'hanok.plan.ts'))).local?.plan;
  if (!plan) throw new Error('the plan of the test does not resolve');
  const layout = layoutOf(dir.path, 'local');
  const supervisor = new Supervisor({
    plan,
    planFolder: dir.path,
    layout,
    clock: systemClock,
    port: 0,
    say: () => undefined,
  });
  await supervisor.raise();
  const stable = supervisor.desireOf('counter').stable;
  const source = join(dir.path, 'counter', 'server.ts');
  writeFileSync(source, readFileSync(source, 'utf8').replace('hello', 'good day'));
  const [service] = partsOf(plan, 'service');
  if (!service) throw new Error('the plan of the test has no service');
  const subject: DriverSubject = {
    driver: localDriver({ supervisor, layout, clock: systemClock, ask: askInstance }),
    service: 'counter',
    stable,
    candidate: supervisor.makeRelease(service).digest,
    until: (isThere) => until('the case', isThere),
  };
  return {
    subject,
    async [Symbol.asyncDispose]() {
      await supervisor.stop();
      dir[Symbol.dispose]();
    },
  };
}

it.each(driverCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
  await using system = await standing();
  await one.run(system.subject);
});
