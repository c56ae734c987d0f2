import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { POSTURE } from './candidates.ts';

const BIN = fileURLToPath(new URL('../../bin/hanok.js', import.meta.url));

/** Runs a command in examples/posture with its output on ours. Fails unless its exit code is expected. */
export async function hanok(
  words: readonly string[],
  expected: readonly number[] = [0],
): Promise<void> {
  const { code } = await run(words, 'shown');
  if (!expected.includes(code)) throw new Error(`hanok ${words.join(' ')} ended with ${code}`);
}

/** The data of a command. */
export async function ask<T>(words: readonly string[]): Promise<T> {
  return JSON.parse((await run([...words, '--json'], 'kept')).out) as T;
}

/** Raises the system on the plan's port, or on a free one where that is taken. Answers the address. */
export async function raise(): Promise<string> {
  const { code } = await run(['up'], 'shown');
  if (code !== 0) await hanok(['up', '--port', '0']);
  const { addresses } = await ask<{ addresses: Record<string, string> }>(['status']);
  return Object.values(addresses)[0] ?? '';
}

/** A generated local secret, as its owner may read it. */
export function readSecret(name: string): string {
  const file = JSON.parse(
    readFileSync(join(POSTURE, '.hanok', 'local', 'secrets', `${name}.json`), 'utf8'),
  ) as { current: number; values: Record<string, string> };
  return file.values[file.current] ?? '';
}

function run(
  words: readonly string[],
  output: 'shown' | 'kept',
): Promise<{ code: number; out: string }> {
  // In a group of its own: Ctrl-C is ours to handle, and tears no command down half-way.
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd: POSTURE,
    detached: true,
    stdio: ['ignore', output === 'shown' ? 'inherit' : 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  return new Promise((done) => child.once('close', (code) => done({ code: code ?? 70, out })));
}
