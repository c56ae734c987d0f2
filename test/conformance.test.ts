import { describe, it } from 'vitest';
import { type DriverSubject, driverCases, FakeDriver, FakeJournal, journalCases } from '#testing';

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
