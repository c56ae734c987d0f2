import { request } from 'node:http';
import { Failure } from '#kernel';
import type { GatewayStatus } from './control.ts';
import { GATEWAY_FAILURES } from './failures.ts';
import type { RolloutTally } from './tally.ts';

/** A gateway as its supervisor sees it. Every call is a Failure when nobody answers the socket. */
export interface GatewayControl {
  /** Makes the gateway read its table again; a Failure when it refuses the table. */
  reload(): Promise<{ readonly revision: number }>;
  status(): Promise<GatewayStatus>;
  /** Undefined when the service has no rollout. */
  tally(service: string): Promise<RolloutTally | undefined>;
  /**
   * Holds new requests of a service, at most a minute, while something behind it changes; then they
   * are refused and the pause is over. WebSockets go on. A Failure when there is no such service.
   */
  pause(service: string, ms: number): Promise<void>;
  /** Ends a pause; what was held goes on, in order. */
  resume(service: string): Promise<void>;
  /** Asks the gateway to finish and exit; does not wait for it. */
  drain(): Promise<void>;
}

const PATIENCE_MS = 5_000;

/** Speaks to the gateway that listens on a control socket; nothing is opened until a call. */
export function gatewayControl(socketPath: string): GatewayControl {
  const call = (method: string, path: string) => ask(socketPath, method, path);
  return {
    reload: async () => accepted(await call('POST', '/table')) as { revision: number },
    status: async () => accepted(await call('GET', '/status')) as GatewayStatus,
    tally: async (service) => {
      const answer = await call('GET', `/tally?service=${encodeURIComponent(service)}`);
      return answer.status === 404 ? undefined : (accepted(answer) as RolloutTally);
    },
    pause: async (service, ms) => {
      accepted(await call('POST', `/pause?service=${encodeURIComponent(service)}&ms=${ms}`));
    },
    resume: async (service) => {
      accepted(await call('POST', `/resume?service=${encodeURIComponent(service)}`));
    },
    drain: async () => {
      accepted(await call('POST', '/drain'));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function ask(socketPath: string, method: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const lost = (cause: unknown): void => reject(unreachable(socketPath, cause));
    const req = request({ socketPath, method, path, agent: false }, (res) => {
      let words = '';
      res.setEncoding('utf8');
      res.on('data', (chunk: string) => {
        words += chunk;
      });
      res.on('error', lost);
      res.on('end', () => resolve({ status: res.statusCode ?? 0, body: JSON.parse(words) }));
    });
    req.setTimeout(PATIENCE_MS, () => req.destroy(new Error('no answer')));
    req.on('error', lost).end();
  });
}

function accepted({ status, body }: Answer): unknown {
  if (status < 300) return body;
  const { error } = body as { error: { en: string; ko: string } };
  throw new Failure(GATEWAY_FAILURES.refused, { en: error.en, ko: error.ko });
}

const unreachable = (path: string, cause: unknown): Failure =>
  new Failure(
    GATEWAY_FAILURES.unreachable,
    { en: `no gateway answers on ${path}`, ko: `${path}에서 응답하는 게이트웨이가 없다` },
    {
      hint: { en: 'Start the gateway again.', ko: '게이트웨이를 다시 시작한다.' },
      retry: 'later',
      cause,
    },
  );
