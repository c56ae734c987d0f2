import type { DeployNews } from '#app';
import type { Call } from '../command.ts';
import { wordOf } from '../render/rollout.ts';
import { pad } from '../render/table.ts';

/** How soon the same weight is spoken of again; the longer it lasts, the more seldom. */
const EVERY_MS = 2_000;
const SHARE_OF_TIME = 0.1;

/** The briefing once, then each move, and in between a line now and then. */
export function progress(call: Call): (news: DeployNews) => void {
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
