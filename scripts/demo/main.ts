// `npm start`: the posture system stands, a good release is delivered, a bad one is taken back.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { play } from '../../examples/posture/client/player.ts';
import { USUAL_FOLDER } from '../../examples/posture/services/classifier/train/recordings.ts';
import { candidate } from './candidates.ts';
import { hanok, raise, readSecret } from './hanok.ts';
import { type Proof, prove } from './prove.ts';
import { say, step } from './say.ts';

const recordings = fileURLToPath(new URL(`../../${USUAL_FOLDER}/`, import.meta.url));
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interrupted.abort());

const proofs: Proof[] = [];
let address = '';
try {
  proofs.push(...(await demonstrate()));
} finally {
  const stays =
    process.stdout.isTTY === true &&
    process.stdin.isTTY === true &&
    address !== '' &&
    !interrupted.signal.aborted;
  if (stays) await stay();
  await step({ en: 'Stopping everything', ko: '모두 멈춘다' }, () => hanok(['down']));
}
process.exitCode = proofs.length > 0 && proofs.every((proof) => proof.holds) ? 0 : 1;

async function demonstrate(): Promise<readonly Proof[]> {
  await step({ en: 'Checking the plan', ko: '계획을 검사한다' }, () => hanok(['check']));
  address = await step(
    {
      en: 'Raising gateway, classifiers, PostgreSQL and Redis',
      ko: '게이트웨이, 분류기, PostgreSQL, Redis를 세운다',
    },
    raise,
  );
  const traffic = new AbortController();
  const source = existsSync(recordings) ? { recordings } : {};
  say(
    existsSync(recordings)
      ? {
          en: 'Playing recorded IMU windows over REST and WebSocket, 400 a second',
          ko: '녹화된 IMU 창을 REST와 WebSocket으로 초당 400개 보낸다',
        }
      : {
          en: 'Playing generated IMU windows over REST and WebSocket, 400 a second (no recordings here)',
          ko: '생성한 IMU 창을 REST와 WebSocket으로 초당 400개 보낸다 (녹화 없음)',
        },
  );
  const playing = play({
    baseUrl: address,
    deviceKeys: readSecret('device-keys'),
    clients: 16,
    rate: 400,
    transport: 'both',
    signal: AbortSignal.any([traffic.signal, interrupted.signal]),
    ...source,
  });
  try {
    await deliver('good', { en: 'Delivering a good release', ko: '좋은 릴리스를 배포한다' });
    await deliver('answers-500', {
      en: 'Delivering a bad one: its probes stay green, 5 % of predictions fail',
      ko: '나쁜 릴리스를 배포한다: probe는 정상인데 예측의 5 %가 실패한다',
    });
    traffic.abort();
    return await prove(await playing, address);
  } finally {
    traffic.abort();
    await playing.catch(() => undefined);
  }
}

async function deliver(
  name: 'good' | 'answers-500',
  words: { en: string; ko: string },
): Promise<void> {
  using folder = candidate(name);
  // A release that is taken back exits 1, and is what we came to see.
  await step(words, () => hanok(['deploy', 'classifier', '--from', folder.path], [0, 1]));
}

async function stay(): Promise<void> {
  say({
    en: `Up until Ctrl-C. Open ${address} for the test page; try \`npx hanok status\` in examples/posture.`,
    ko: `Ctrl-C까지 돌아간다. 시험 페이지는 ${address}, examples/posture에서 \`npx hanok status\`도 해 볼 수 있다.`,
  });
  await new Promise<void>((done) => {
    // Nothing else would keep this process: the system's own outlive it.
    const alive = setInterval(() => undefined, 60_000);
    interrupted.signal.addEventListener('abort', () => {
      clearInterval(alive);
      done();
    });
  });
}
