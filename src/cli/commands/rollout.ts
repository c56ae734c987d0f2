import { dirname } from 'node:path';
import { planSource, readRollout, type WishKind, wishOf } from '#app';
import { Failure, withParticle } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { painter } from '../render/paint.ts';
import { renderEnd, renderStory } from '../render/rollout.ts';

const WISHES: readonly WishKind[] = ['pause', 'resume', 'approve', 'go-on', 'abort'];

export const command = defineCommand({
  usage: 'rollout show|pause|resume|approve|go-on|abort [ROLLOUT|SERVICE] [--env NAME]',
  about: {
    en: 'show a rollout with its counts, evidence and path; or hold it, let it go on, approve it, end it',
    ko: '롤아웃의 수치, 증거, 경과를 보인다. 멈추거나 계속하게 하거나 승인하거나 끝낸다',
  },
  words: [1, 2],
  flags: {},
  run(call) {
    const [verb = ''] = call.words;
    const wish = WISHES.find((one) => one === verb);
    if (wish) return ask(call, wish);
    if (verb === 'show') return show(call);
    throw new Failure('usage/rollout', {
      en: `hanok rollout show, ${WISHES.join(', ')}, not '${verb}'`,
      ko: `${withParticle(`'${verb}'`, '이/가')} 아니라 hanok rollout show, ${WISHES.join(', ')} 중 하나를 쓴다`,
    });
  },
});

const whereOf = (call: Call) => ({
  folder: dirname(planSource.find(call.values.plan, call.folder)),
  environment: call.values.env ?? 'local',
});

async function show(call: Call): Promise<number> {
  const { rollout, story } = await readRollout(whereOf(call), call.words[1]);
  call.out(
    call.json
      ? `${JSON.stringify({ rollout, story }, null, 2)}\n`
      : renderStory(rollout, story, { language: call.language, paint: painter(call.terminal) }),
  );
  return EXIT.done;
}

/** Of a service, or of the one whose rollout began last. */
async function ask(call: Call, wish: WishKind): Promise<number> {
  const where = whereOf(call);
  const { rollout: latest } = await readRollout(where, call.words[1]);
  const rollout = await wishOf(where, latest.service, wish);
  call.out(
    call.json
      ? `${JSON.stringify(rollout, null, 2)}\n`
      : renderEnd(rollout, call.language, painter(call.terminal)),
  );
  return EXIT.done;
}
