import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appendWhole, layoutOf, readState, supervisorOf, takeLock, writeState } from '#runtime';
import { tempDir } from './support/temp-dir.ts';

interface Counter {
  readonly version: 1;
  readonly count: number;
}

describe('a state file', () => {
  it('is read back as it was written, and leaves no draft', () => {
    using dir = tempDir();
    writeState<Counter>(join(dir.path, 'deep', 'a.json'), { version: 1, count: 3 });
    expect(readState<Counter>(join(dir.path, 'deep', 'a.json'), 1)).toEqual({
      version: 1,
      count: 3,
    });
    expect(readdirSync(join(dir.path, 'deep'))).toEqual(['a.json']);
  });

  it('is absent, not empty, when there is none', () => {
    using dir = tempDir();
    expect(readState<Counter>(join(dir.path, 'a.json'), 1)).toBeUndefined();
  });

  it('is refused at every length it may be cut to, and left as it is', () => {
    using dir = tempDir();
    const path = join(dir.path, 'a.json');
    writeState<Counter>(path, { version: 1, count: 3 });
    // Without the last newline it is still whole.
    for (let length = statSync(path).size - 2; length >= 0; length--) {
      truncateSync(path, length);
      expect(() => readState<Counter>(path, 1)).toThrow(
        expect.objectContaining({ code: 'runtime/state-unreadable' }),
      );
      expect(statSync(path).size).toBe(length);
    }
  });

  it('of a later version is refused with both versions in the message', () => {
    using dir = tempDir();
    writeFileSync(join(dir.path, 'a.json'), '{"version": 2}');
    expect(() => readState<Counter>(join(dir.path, 'a.json'), 1)).toThrow(
      /version 2; this Hanok writes 1/,
    );
  });

  it('keeps the old text when the new one cannot be written', () => {
    using dir = tempDir({ 'a.json': '{"version":1,"count":3}' });
    expect(() =>
      writeState<Counter>(join(dir.path, 'a.json', 'b.json'), { version: 1, count: 4 }),
    ).toThrow(
      expect.objectContaining({
        code: 'runtime/not-written',
        hint: expect.objectContaining({ en: expect.stringContaining('move it away') }),
      }),
    );
    expect(readFileSync(join(dir.path, 'a.json'), 'utf8')).toBe('{"version":1,"count":3}');
  });
});

describe('a line that is added', () => {
  it('to a full disk is a failure that may be tried again, and not a bug', () => {
    expect(() => appendWhole('/dev/full', 'a line')).toThrow(
      expect.objectContaining({ code: 'runtime/disk-full', retry: 'later' }),
    );
  });
});

describe('the supervisor lock', () => {
  it('is held by one at a time and free after release', () => {
    using dir = tempDir();
    const path = layoutOf(dir.path, 'local').lock;
    const lock = takeLock(path);
    expect(supervisorOf(path)?.pid).toBe(process.pid);
    expect(() => takeLock(path)).toThrow(
      expect.objectContaining({ code: 'runtime/already-supervised' }),
    );
    lock.release();
    expect(supervisorOf(path)).toBeUndefined();
    takeLock(path).release();
  });

  it('of a dead process is taken over', () => {
    using dir = tempDir();
    const path = layoutOf(dir.path, 'local').lock;
    takeLock(path);
    const file = JSON.parse(readFileSync(path, 'utf8')) as { process: { began: string } };
    writeFileSync(path, JSON.stringify({ ...file, process: { ...file.process, began: '1' } }));
    expect(supervisorOf(path)).toBeUndefined();
    takeLock(path).release();
    expect(existsSync(path)).toBe(false);
  });
});
