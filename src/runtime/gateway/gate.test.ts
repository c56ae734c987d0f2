import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Gate } from './gate.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A closed gate and what became of those who came to it. */
function closedFor(ms: number, most?: number) {
  const gate = new Gate(most);
  const said: string[] = [];
  const come = (name: string) => {
    const held = {
      go: () => said.push(`${name} goes`),
      giveUp: () => said.push(`${name} gives up`),
    };
    return { held, waits: gate.hold(held) };
  };
  gate.pause(ms);
  return { gate, said, come };
}

it('lets go in the order of coming, without those who left', () => {
  const { gate, said, come } = closedFor(1_000);
  const [, b] = [come('a'), come('b'), come('c')];
  gate.forget(b.held);
  gate.resume();
  expect(said).toEqual(['a goes', 'c goes']);
  vi.advanceTimersByTime(2_000);
  expect([said.length, gate.closed]).toEqual([2, false]);
});

it('holds no more than it should', () => {
  const { gate, come } = closedFor(1_000, 2);
  expect(['a', 'b', 'c'].map((name) => come(name).waits)).toEqual([true, true, false]);
  expect(gate.held).toBe(2);
});

it('opens by itself when nobody opens it, and those who waited give up', () => {
  const { gate, said, come } = closedFor(1_000);
  come('a');
  vi.advanceTimersByTime(999);
  expect([said, gate.closed]).toEqual([[], true]);
  vi.advanceTimersByTime(1);
  expect([said, gate.closed]).toEqual([['a gives up'], false]);
});

it('stays closed for longer when it is closed again', () => {
  const { gate, come } = closedFor(1_000);
  come('a');
  vi.advanceTimersByTime(900);
  gate.pause(1_000);
  vi.advanceTimersByTime(900);
  expect([gate.closed, gate.held]).toEqual([true, 1]);
});
