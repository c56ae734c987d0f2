import { describe, it } from 'vitest';
import { clusterJournal, journalFile, RolloutBook } from '#adapters';
import { type DriverSubject, driverCases, FakeDriver, FakeJournal, journalCases } from '#testing';
import { CANDIDATE, STABLE, standCluster } from './support/kubernetes/subject.ts';
import { tempDir } from './support/temp-dir.ts';

const fake = (): DriverSubject => ({
  driver: new FakeDriver(),
  service: 'shop',
  stable: 'a',
  candidate: 'b',
  async until(isThere) {
    if (!(await isThere())) throw new Error('a fake needs no time');
  },
});

describe('the fake driver', () => {
  it.each(driverCases.map((one) => [one.name, one] as const))('%s', (_, one) => one.run(fake()));
});

describe.each(['gateway', 'istio'] as const)(
  'the Kubernetes driver through %s, on a double of the API server',
  (through) => {
    it.each(driverCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
      await using cluster = await standCluster({ through });
      const { clock, driverOf } = cluster;
      await one.run({
        driver: driverOf(),
        service: 'shop',
        stable: STABLE,
        candidate: CANDIDATE,
        async until(isThere) {
          for (let looks = 0; !(await isThere()); looks += 1) {
            if (looks > 100) throw new Error('the case never got there');
            clock.pass(1_000);
          }
        },
      });
    });
  },
);

describe('the fake journal', () => {
  it.each(journalCases.map((one) => [one.name, one] as const))('%s', (_, one) =>
    one.run(new FakeJournal()),
  );
});

describe('the journal in files', () => {
  it.each(journalCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    using dir = tempDir();
    await one.run(journalFile(dir.path));
  });
});

describe('the journal in a cluster, on a double of the API server', () => {
  it.each(journalCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    await using cluster = await standCluster();
    await one.run(clusterJournal(new RolloutBook(cluster.client, cluster.clock)));
  });
});
