export { BusyDriver, type FakeTraffic } from './busy-driver.ts';
export { type Case, type DriverSubject, driverCases, rolloutOf } from './driver-cases.ts';
export { FakeClock } from './fake-clock.ts';
export { FakeDriver, type FakeWorld } from './fake-driver.ts';
export { FakeIncidents, FakeJournal } from './fake-journal.ts';
export { journalCases } from './journal-cases.ts';
export { stageRollout } from './stage.ts';
