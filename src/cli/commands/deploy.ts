import { dirname, resolve } from 'node:path';
import { type DeployNews, deploy, planSource } from '#app';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { painter } from '../render/paint.ts';
import { renderEnd } from '../render/rollout.ts';

export const command = defineCommand({
  usage: 'deploy SERVICE [--from FOLDER] [--env NAME]',
  about: {
    en: 'deliver a release; returns when it is promoted or taken back, and drained',
    ko: '릴리스를 배포한다; 승격되거나 되돌려지고 비워지면 돌아온다',
  },
  words: [1, 1],
  flags: {
    from: {
      value: 'FOLDER',
      about: {
        en: "build output to deliver (default: the plan's folder)",
        ko: '배포할 빌드 결과 (기본: 계획의 폴더)',
      },
    },
  },
  async run(call) {
    const folder = dirname(planSource.find(call.values.plan, call.folder));
    const from =
      call.values.from === undefined ? undefined : resolve(call.folder, call.values.from);
    const where = { folder, environment: call.values.env ?? 'local' };
    call.signal.addEventListener('abort', () =>
      call.err(
        call.language === 'ko'
          ? '\n롤아웃은 계속된다. `hanok rollout show`로 보고 `hanok rollback`으로 되돌린다.\n'
          : '\nThe rollout goes on: see `hanok rollout show`, take it back with `hanok rollback`.\n',
      ),
    );
    const rollout = await Promise.race([
      deploy(where, { service: call.words[0] ?? '', from }, progress(call)),
      leaves(call.signal),
    ]);
    if (!rollout) return EXIT.done;
    call.out(
      call.json
        ? `${JSON.stringify(rollout, null, 2)}\n`
        : renderEnd(rollout, call.language, painter(call.terminal)),
    );
    return rollout.phase === 'promoted' ? EXIT.done : EXIT.findings;
  },
});

/** Whoever presses Ctrl-C stops watching; the supervisor carries on. */
const leaves = (signal: AbortSignal): Promise<undefined> =>
  new Promise((done) =>
    signal.addEventListener(
      'abort',
      () => setTimeout(() => process.exit(EXIT.done), 50) && done(undefined),
    ),
  );

/** How often the same weight is spoken of. */
const EVERY_MS = 2_000;

/** The briefing once, then each move, and in between a line every two seconds. */
function progress(call: Call): (news: DeployNews) => void {
  const began = performance.now();
  let last = { move: '', words: '', at: -EVERY_MS };
  return (news) => {
    if (news.kind === 'preflight') {
      for (const line of news.lines) call.err(`  ${line[call.language]}\n`);
      return;
    }
    const { phase, weight, because } = news.rollout;
    const [move, words, at] = [
      `${phase} ${weight} %`,
      because[call.language],
      performance.now() - began,
    ];
    if (words === last.words || (move === last.move && at - last.at < EVERY_MS)) return;
    last = { move, words, at };
    call.err(`${(at / 1_000).toFixed(1).padStart(6)} s  ${move.padEnd(16)} ${words}\n`);
  };
}
