export { FakeClock } from './fake-clock.ts';
export { FakeIncidents, FakeJournal } from './fake-journal.ts';
