import { describe, it } from 'vitest';
import { journalFile } from '#adapters';
import { type DriverSubject, driverCases, FakeDriver, FakeJournal, journalCases } from '#testing';
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
