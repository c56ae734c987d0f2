import { parseArgs } from 'node:util';
import { type PlayOptions, play } from './player.ts';

const USAGE = `Plays IMU windows to the posture service.

  DEVICE_KEYS=… node examples/posture/client/main.ts --url http://127.0.0.1:8080
    [--clients 4] [--rate 20] [--seconds 10] [--transport rest|websocket|both]
    [--recordings DIR] [--seed 1]
`;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    clients: { type: 'string', default: '4' },
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '10' },
    transport: { type: 'string', default: 'both' },
    recordings: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

const { DEVICE_KEYS: deviceKeys } = process.env;
const numbers = [values.clients, values.rate, values.seconds, values.seed].map(Number);
const isUsable = numbers.every((number) => number > 0) && isTransport(values.transport);

if (values.url && deviceKeys && isUsable) {
  const played = await playAll({ url: values.url, deviceKeys });
  process.stdout.write(`${JSON.stringify(played, undefined, 2)}\n`);
  process.exitCode = played.failed.length > 0 ? 1 : 0;
} else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}

function playAll({ url, deviceKeys }: { url: string; deviceKeys: string }) {
  const [clients = 4, rate = 20, seconds = 10, seed = 1] = numbers;
  return play({
    baseUrl: url,
    deviceKeys,
    clients,
    rate,
    seconds,
    seed,
    transport: values.transport as PlayOptions['transport'],
    ...(values.recordings ? { recordings: values.recordings } : {}),
  });
}

function isTransport(word: string): word is PlayOptions['transport'] {
  return word === 'rest' || word === 'websocket' || word === 'both';
}
