import { createHmac, timingSafeEqual } from 'node:crypto';

/** Who asks, as far as anything but the login is concerned: no name and no device id. */
export interface Principal {
  readonly kind: 'device' | 'user';
  readonly pseudonym: string;
}

/** 128 bits: too many to collide, too few to be mistaken for a key. */
const PSEUDONYM_BYTES = 16;
const DEVICE_ID = /^[\w-]{1,64}$/;

/** The same principal gets the same pseudonym everywhere, and nobody without the key can undo it. */
export function pseudonymOf(identityKey: string, kind: Principal['kind'], name: string): string {
  return mac(identityKey, `principal:${kind}:${name}`)
    .subarray(0, PSEUDONYM_BYTES)
    .toString('base64url');
}

/** Keyed apart from pseudonyms: the users table alone does not lead to anybody's predictions. */
export function loginHashOf(identityKey: string, name: string): string {
  return mac(identityKey, `login:${name}`).toString('base64url');
}

/** What a device sends after `Device `. */
export function deviceCredential(deviceKeys: string, deviceId: string): string {
  return `${deviceId}.${mac(deviceKeys, deviceId).toString('base64url')}`;
}

/** The device id of a genuine credential; undefined for any other text. */
export function verifyDevice(deviceKeys: string, credential: string): string | undefined {
  const dot = credential.indexOf('.');
  const deviceId = credential.slice(0, Math.max(0, dot));
  if (!DEVICE_ID.test(deviceId)) return undefined;
  const given = Buffer.from(credential.slice(dot + 1), 'base64url');
  const genuine = mac(deviceKeys, deviceId);
  // The lengths may differ openly: every genuine one has the same.
  return given.length === genuine.length && timingSafeEqual(given, genuine) ? deviceId : undefined;
}

function mac(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
