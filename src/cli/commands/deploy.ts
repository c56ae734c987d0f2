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

/** The briefing once, then a line whenever the reason changes. */
function progress(call: Call): (news: DeployNews) => void {
  let last = '';
  const began = performance.now();
  return (news) => {
    if (news.kind === 'preflight') {
      for (const line of news.lines) call.err(`  ${line[call.language]}\n`);
      return;
    }
    const { phase, weight, because } = news.rollout;
    const words = `${phase} ${weight} % · ${because[call.language]}`;
    if (words === last) return;
    last = words;
    call.err(`${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${words}\n`);
  };
}
