import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type DeployNews, deploy, loadPlan, planOf, planSource, releaseOrder } from '#app';
import { Failure, type Text } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { painter } from '../render/paint.ts';
import { hasEnded, renderEnd, wordOf } from '../render/rollout.ts';
import { pad } from '../render/table.ts';

export const command = defineCommand({
  usage: 'deploy SERVICE… | --all [--from FOLDER] [--env NAME]',
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
  },
  async run(call) {
    const from = folderOf(call);
    refuseOdd(call, from);
    const folder = dirname(planSource.find(call.values.plan, call.folder));
    const where = { folder, environment: call.values.env ?? 'local' };
    const order = await orderOf(call, where.environment);
    const ended = await deliverAll(call, where, order, from);
    if (call.json)
      call.out(`${JSON.stringify(call.words.length === 1 ? ended[0] : ended, null, 2)}\n`);
    return ended.every(({ phase }) => phase === 'promoted') ? EXIT.done : EXIT.findings;
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
  where: Where,
  order: readonly string[],
  from: string | undefined,
): Promise<readonly Rollout[]> {
  const ended: Rollout[] = [];
  for (const service of order) {
    const rollout = await deliverOne(call, where, { service, from });
    if (!rollout) continue;
    ended.push(rollout);
    if (!call.json) call.out(renderEnd(rollout, call.language, painter(call.terminal)));
    if (!hasEnded(rollout)) call.err(`${STOPPED[call.language]}\n`);
    if (rollout.phase !== 'promoted') break;
  }
  return ended;
}

type Where = Parameters<typeof deploy>[0];
type Rollout = Awaited<ReturnType<typeof deploy>>;

/** Of several, one that did not change is passed over; nothing to do is no failure there. */
async function deliverOne(
  call: Call,
  where: Where,
  input: Parameters<typeof deploy>[1],
): Promise<Rollout | undefined> {
  try {
    return await Promise.race([deploy(where, input, progress(call)), leaves(call, input.service)]);
  } catch (cause) {
    const isAlone = call.words.length === 1;
    if (isAlone || !(cause instanceof Failure) || cause.code !== 'app/release-unchanged')
      throw cause;
    call.err(`  ${cause.text[call.language]}\n`);
    return undefined;
  }
}

function refuseOdd({ words, on }: Call, from: string | undefined): void {
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
}

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

/** How soon the same weight is spoken of again; the longer it lasts, the more seldom. */
const EVERY_MS = 2_000;
const SHARE_OF_TIME = 0.1;

/** The briefing once, then each move, and in between a line now and then. */
function progress(call: Call): (news: DeployNews) => void {
  const began = performance.now();
  let last = { move: '', words: '', at: -EVERY_MS, since: 0 };
  return (news) => {
    if (news.kind !== 'rollout') {
      for (const line of news.lines) call.err(`  ${line[call.language]}\n`);
      return;
    }
    const { phase, weight, because } = news.rollout;
    const move = `${wordOf(phase, call.language)} ${weight} %`;
    const [words, at] = [because[call.language], performance.now() - began];
    const isMove = move !== last.move;
    const since = isMove ? at : last.since;
    const pause = Math.max(EVERY_MS, (at - since) * SHARE_OF_TIME);
    if (words === last.words || (!isMove && at - last.at < pause)) return;
    last = { move, words, at, since };
    call.err(`${(at / 1_000).toFixed(1).padStart(6)} s  ${pad(move, 16)} ${words}\n`);
  };
}
