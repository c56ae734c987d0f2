import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  deploy,
  type FirstRelease,
  loadPlan,
  planOf,
  planSource,
  releaseOrder,
  standsHere,
  type Where,
} from '#app';
import { Failure, type Language, type Text } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { deliverOverSsh } from '../over-ssh.ts';
import { painter } from '../render/paint.ts';
import { hasEnded, renderEnd } from '../render/rollout.ts';
import { progress } from './progress.ts';
import { COUNTER_FLAGS, whereOf } from './where.ts';

export const command = defineCommand({
  usage: 'deploy SERVICE… | --all [--from FOLDER | --image REF] [--env NAME]',
  about: {
    en: 'deliver releases, what is called before its callers; returns when promoted or taken back, and drained',
    ko: '릴리스를 배포한다. 불리는 쪽이 먼저다. 승격되거나 되돌려진 뒤 물러난 쪽이 비워지면 돌아온다',
  },
  words: [0, 100],
  flags: {
    all: {
      about: {
        en: 'every service that changed; ends at the first that is not promoted',
        ko: '바뀐 서비스 모두. 승격되지 않은 것이 나오면 거기서 끝난다',
      },
    },
    from: {
      value: 'FOLDER',
      about: {
        en: "build output of one service to deliver (default: the plan's folder)",
        ko: '서비스 하나의 배포할 빌드 결과 (기본: 계획의 폴더)',
      },
    },
    image: {
      value: 'REF',
      about: {
        en: "image of one service to deliver to a cluster, by digest (default: the plan's)",
        ko: '클러스터에 배포할 서비스 하나의 이미지, 다이제스트로 (기본: 계획의 이미지)',
      },
    },
    first: {
      about: {
        en: 'stand the first release up on a cluster where there is none: no approval, no verdict',
        ko: '클러스터에 아직 없으면 첫 릴리스를 세운다. 승인도 판정도 없다',
      },
    },
    ...COUNTER_FLAGS,
  },
  async run(call) {
    refuseOdd(call);
    if (call.values.ssh !== undefined) return deliverOverSsh(call, command, folderOf(call));
    const what = { from: folderOf(call), image: call.values.image, first: call.on('first') };
    const where = { ...whereOf(call), isHere: false };
    where.isHere = await standsHere(where);
    const order = await orderOf(call, where.environment);
    const ended = await deliverAll(call, where, order, what);
    if (call.json)
      call.out(`${JSON.stringify(call.words.length === 1 ? ended[0] : ended, null, 2)}\n`);
    return ended.every(isIn) ? EXIT.done : EXIT.findings;
  },
});

/** Of one alone there is no order, and its supervisor reads the plan anyway. */
async function orderOf(call: Call, environment: string): Promise<readonly string[]> {
  if (call.words.length === 1) return call.words;
  const loaded = await loadPlan(planSource, call.values.plan, call.folder);
  return releaseOrder(planOf(loaded, environment), call.words);
}

/** One after another; the first that is not promoted is the last. */
async function deliverAll(
  call: Call,
  where: Place,
  order: readonly string[],
  what: Omit<Input, 'service'>,
): Promise<readonly Ended[]> {
  const ended: Ended[] = [];
  for (const service of order) {
    const one = await deliverOne(call, where, { service, ...what });
    if (!one) continue;
    ended.push(one);
    tellEnd(call, where, one);
    if (!isIn(one)) break;
  }
  return ended;
}

/** Where it goes, and whether that is this machine. */
type Place = Where & { readonly isHere: boolean };
type Input = Parameters<typeof deploy>[1];
type Ended = Awaited<ReturnType<typeof deploy>>;

const isFirst = (one: Ended): one is FirstRelease => one.phase === 'installed';
const isIn = (one: Ended): boolean => isFirst(one) || one.phase === 'promoted';

function tellEnd(call: Call, { environment, isHere }: Place, one: Ended): void {
  const { language, json } = call;
  if (isFirst(one)) {
    if (!json) call.out(renderFirst(one, language));
    return;
  }
  if (!json) call.out(renderEnd(one, language, painter(call.terminal)));
  if (hasEnded(one)) return;
  const words = isHere ? STOPPED : leftOnRecord(one.service, environment);
  call.err(`${words[language]}\n`);
}

const renderFirst = ({ service, release, replicas }: FirstRelease, language: Language): string =>
  language === 'ko'
    ? `${service} ${release.slice(0, 8)}: 첫 릴리스가 섰다. 인스턴스 ${replicas}개\n`
    : `${service} ${release.slice(0, 8)}: the first release stands, ${replicas} instances\n`;

/** Of several, one that did not change or stands elsewhere is passed over; nothing to do is no failure there. */
async function deliverOne(call: Call, where: Place, input: Input): Promise<Ended | undefined> {
  try {
    const delivered = deploy(where, input, progress(call));
    // On a cluster this process is the controller: it lets the lease go before it leaves.
    if (!where.isHere) return await delivered;
    return await Promise.race([delivered, leaves(call, input.service)]);
  } catch (cause) {
    const isAlone = call.words.length === 1;
    if (isAlone || !(cause instanceof Failure) || !PASSED_OVER.includes(cause.code)) throw cause;
    call.err(`  ${cause.text[call.language]}\n`);
    return undefined;
  }
}

const PASSED_OVER = ['app/release-unchanged', 'app/not-placed-here'];

function refuseOdd({ words, on, values: { from, image } }: Call): void {
  if (words.length > 0 === on('all'))
    throw new Failure('usage/deploy', {
      en: 'name the services to deliver, or say --all',
      ko: '배포할 서비스를 적거나 --all이라고 쓴다',
    });
  if (from !== undefined && words.length !== 1)
    throw new Failure('usage/deploy-from', {
      en: '--from is the build output of one service: name that one alone',
      ko: '--from은 서비스 하나의 빌드 결과다. 그 서비스 하나만 적는다',
    });
  if (image !== undefined && words.length !== 1)
    throw new Failure('usage/deploy-image', {
      en: '--image is the image of one service: name that one alone',
      ko: '--image는 서비스 하나의 이미지다. 그 서비스 하나만 적는다',
    });
}

const leftOnRecord = (service: string, environment: string): Text => ({
  en: `Nobody carries the rollout now; its traffic stays as it is. It goes on with \`hanok rollout resume ${service} --env ${environment}\`.`,
  ko: `지금은 롤아웃을 이끄는 것이 없고 트래픽은 그대로다. \`hanok rollout resume ${service} --env ${environment}\`로 이어진다.`,
});

const STOPPED: Text = {
  en: 'The system stopped before the rollout ended. It goes on with the next `hanok up`.',
  ko: '롤아웃이 끝나기 전에 시스템이 멈췄다. 다음 `hanok up`에서 이어진다.',
};

/** `--from`, where there is such a folder. */
function folderOf({ values, folder }: Call): string | undefined {
  if (values.from === undefined) return undefined;
  const from = resolve(folder, values.from);
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory()) return from;
  throw new Failure(
    'usage/no-folder',
    { en: `there is no folder ${from}`, ko: `${from} 폴더가 없다` },
    {
      hint: {
        en: 'Name the folder of a built release with --from.',
        ko: '빌드한 릴리스의 폴더를 --from으로 지정한다.',
      },
    },
  );
}

/** Whoever presses Ctrl-C stops watching; the supervisor carries on. Nothing was promoted yet. */
const leaves = (call: Call, service: string): Promise<never> =>
  new Promise(() =>
    call.signal.addEventListener('abort', () => {
      call.err(
        call.language === 'ko'
          ? `\n롤아웃은 계속된다. \`hanok rollout show\`로 보고 \`hanok rollback ${service}\` 명령으로 되돌린다.\n`
          : `\nThe rollout goes on: see \`hanok rollout show\`, take it back with \`hanok rollback ${service}\`.\n`,
      );
      process.exit(EXIT.findings);
    }),
  );
