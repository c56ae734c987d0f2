import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { end, type Stores } from './posture-stores.ts';

/** One running process of the posture service. */
export interface Instance {
  readonly url: string;
  readonly log: readonly string[];
  /** Sends SIGTERM and resolves with the exit code. */
  stop(): Promise<number | null>;
}

const HOME = new URL('../../examples/posture/', import.meta.url);
export const SECRETS = { IDENTITY_KEY: 'an identity key', DEVICE_KEYS: 'the device keys' };

/** Starts the service and resolves when it says it is ready. */
export async function startInstance(
  { predictionsUrl, sessionsUrl }: Stores,
  {
    env = {},
    folder = 'services/classifier',
  }: { env?: Record<string, string>; folder?: string } = {},
): Promise<Instance> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`${folder}/main.ts`, HOME))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      PREDICTIONS_URL: predictionsUrl,
      SESSIONS_URL: sessionsUrl,
      MODELS_DIR: fileURLToPath(new URL('models', HOME)),
      ...SECRETS,
      ...env,
    },
  });
  const log: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<number>((resolve, reject) => {
    let found = 0;
    lines.on('line', (line) => {
      log.push(line);
      const said = JSON.parse(line) as { message: string; port?: number };
      found = said.port ?? found;
      if (said.message === 'ready') resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${log.join('\n')}`)));
  });
  return { url: `http://127.0.0.1:${port}`, log, stop: () => end(child, 'SIGTERM') };
}
