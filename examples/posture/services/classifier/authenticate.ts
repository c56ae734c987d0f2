import { type Principal, pseudonymOf, verifyDevice } from './identity.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import type { Accounts } from './stores/accounts.ts';

/** The principal of an `Authorization` value; refuses with 401, or with 503 when sessions are away. */
export async function authenticate(
  header: string | undefined,
  { settings, accounts }: { settings: Settings; accounts: Accounts },
): Promise<Principal> {
  const [, scheme = '', credential = ''] = /^(\w+) ([\w.=-]{1,256})$/.exec(header ?? '') ?? [];
  if (scheme === 'Device') {
    const deviceId = verifyDevice(settings.deviceKeys, credential);
    if (deviceId === undefined) throw unknown();
    const pseudonym = pseudonymOf(settings.identityKey, 'device', deviceId);
    return { kind: 'device', pseudonym };
  }
  if (scheme !== 'Bearer') throw unknown();
  const principal = await accounts.principalOf(credential).catch(refuseSessions);
  if (!principal) throw unknown();
  return principal;
}

/** Sessions are in Redis, and Redis is away. */
export function refuseSessions(): never {
  const message = 'Sessions cannot be reached at the moment.';
  throw new Refusal(503, 'sessions-away', message, { 'retry-after': '1' });
}

function unknown(): Refusal {
  return new Refusal(401, 'unauthorized', 'Send a valid "Authorization: Device …" or "Bearer …".', {
    'www-authenticate': 'Bearer, Device',
  });
}
