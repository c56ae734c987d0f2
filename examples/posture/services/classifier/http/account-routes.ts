import { refuseSessions } from '../authenticate.ts';
import { loginHashOf } from '../identity.ts';
import { tooMany } from '../predicting.ts';
import { Refusal } from '../refusal.ts';
import type { RateLimit } from '../settings.ts';
import { SESSION_SECONDS } from '../stores/accounts.ts';
import { asRecord } from '../window.ts';
import type { Answer } from './answer.ts';
import { readJson } from './body.ts';
import type { Call } from './routes.ts';

/** For all callers together: each registration costs a password hash. */
const REGISTRATIONS: RateLimit = { count: 300, perMs: 60_000 };
/** For one name: guessing a password stays hopeless. */
const LOGINS: RateLimit = { count: 20, perMs: 60_000 };

export async function createUser(call: Call): Promise<Answer> {
  const { name, password } = readAccount(await readJson(call.request));
  const { limiter, accounts } = call.frame.parts();
  const allowance = await limiter.take('registrations', REGISTRATIONS);
  if (!allowance.allowed) throw tooMany(allowance.retryAfterMs);
  if (password.length < 10)
    throw new Refusal(400, 'password', 'A password has at least 10 characters.');
  if (!(await accounts.register(name, password)))
    throw new Refusal(409, 'name-taken', 'This name is taken.');
  return { status: 201, body: { registered: true } };
}

/** Without Redis no login works: the session could not be kept, and guesses could not be counted. */
export async function createSession(call: Call): Promise<Answer> {
  const { name, password } = readAccount(await readJson(call.request));
  const { limiter, accounts } = call.frame.parts();
  const { identityKey } = call.frame.settings;
  const allowance = await limiter.take(`login:${loginHashOf(identityKey, name)}`, LOGINS);
  if (!allowance.allowed) throw tooMany(allowance.retryAfterMs);
  const token = await accounts.login(name, password).catch(refuseSessions);
  if (token === undefined)
    throw new Refusal(401, 'login', 'Name and password do not belong together.');
  return { status: 201, body: { token, expiresInSeconds: SESSION_SECONDS } };
}

export async function deleteSession({ frame, request }: Call): Promise<Answer> {
  const [, token] = /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new Refusal(401, 'unauthorized', 'Send the session to end.');
  await frame.parts().accounts.logout(token).catch(refuseSessions);
  return { status: 204 };
}

function readAccount(body: unknown): { readonly name: string; readonly password: string } {
  const { name, password } = asRecord(body);
  const clean = typeof name === 'string' ? name.normalize('NFKC').trim().toLowerCase() : '';
  if (clean.length < 2 || clean.length > 64)
    throw new Refusal(400, 'name', '"name" must have 2 to 64 characters.');
  if (typeof password !== 'string' || password.length < 1 || password.length > 256)
    throw new Refusal(400, 'password', '"password" must have 1 to 256 characters.');
  return { name: clean, password };
}
