import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '#runtime';
import { until } from './system.ts';
import { tempDir } from './temp-dir.ts';

const BIN = fileURLToPath(new URL('../../bin/hanok.js', import.meta.url));

/**
 * OpenSSH on a port of its own, which lets one new key in as root, and a program for HANOK_SSH that
 * holds that key. Commands over there find `hanok`, unless `withHanok` is false.
 */
export async function sshServer({ withHanok = true } = {}) {
  const dir = tempDir({
    hanok: `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`,
  });
  const at = (name: string) => join(dir.path, name);
  for (const name of ['host', 'key'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  chmodSync(at('hanok'), 0o755);
  mkdirSync('/run/sshd', { recursive: true });
  const port = await freePort();
  const path = `${withHanok ? `${dir.path}:` : ''}/usr/bin:/bin`;
  writeFileSync(
    at('sshd_config'),
    [
      `Port ${port}\nListenAddress 127.0.0.1\nHostKey ${at('host')}\nPidFile none`,
      `AuthorizedKeysFile ${at('key.pub')}\nStrictModes no\nPermitRootLogin yes`,
      `PasswordAuthentication no\nUsePAM no\nSetEnv "PATH=${path}" "LANG=C" "LC_ALL=C"\n`,
    ].join('\n'),
  );
  writeFileSync(
    at('ssh'),
    `#!/bin/sh\nexec ssh -F none -i '${at('key')}' -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "$@"\n`,
  );
  chmodSync(at('ssh'), 0o755);
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', at('sshd_config')], {
    stdio: 'ignore',
  });
  await until('sshd listens', () => isTaken(port));
  return {
    port,
    env: { HANOK_SSH: at('ssh') },
    [Symbol.dispose]() {
      server.kill('SIGKILL');
      dir[Symbol.dispose]();
    },
  };
}

const isTaken = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
