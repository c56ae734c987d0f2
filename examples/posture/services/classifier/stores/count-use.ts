import { inTime } from './in-time.ts';
import type { CountUse } from './rate-limiter.ts';
import type { Redis } from './redis.ts';

// In one script, for a crash between the two commands would leave a count that never ends.
const SCRIPT = `
  local count = redis.call('INCR', KEYS[1])
  if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
  return {count, redis.call('PTTL', KEYS[1])}`;

export function countIn(redis: Redis): CountUse {
  return async (key, perMs) => {
    const reply = redis.eval(SCRIPT, { keys: [key], arguments: [String(perMs)] });
    const [count, left] = (await inTime(reply)) as [number, number];
    return [count, left];
  };
}
