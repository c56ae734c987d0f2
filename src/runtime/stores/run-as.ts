import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; then another account of the system runs it. */
export function userForPostgres(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account =
    accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  return account && { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Whether a user can walk to a folder: every folder above that exists must let it pass. */
export function canReach(folder: string, user: User): boolean {
  const passes = !existsSync(folder) || letsPass(folder, user);
  const above = dirname(folder);
  return passes && (above === folder || canReach(above, user));
}

function letsPass(folder: string, { uid, gid }: User): boolean {
  const at = statSync(folder);
  const bit = at.uid === uid ? 0o100 : at.gid === gid ? 0o010 : 0o001;
  return (at.mode & bit) !== 0;
}

export const giveTo = (path: string, user: User | undefined): void => {
  if (user) chownSync(path, user.uid, user.gid);
};
