import { dirname } from 'node:path';
import { planSource, readRollout } from '#app';
import { Failure, withParticle } from '#kernel';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { painter } from '../render/paint.ts';
import { renderStory } from '../render/rollout.ts';

export const command = defineCommand({
  usage: 'rollout show [ROLLOUT|SERVICE] [--env NAME]',
  about: {
    en: 'a rollout with its counts, evidence and path; the latest unless named',
    ko: '롤아웃의 수치, 증거, 경과를 보인다. 이름이 없으면 가장 최근 것',
  },
  words: [1, 2],
  flags: {},
  async run(call) {
    const [verb, named] = call.words;
    if (verb !== 'show')
      throw new Failure('usage/rollout', {
        en: `hanok rollout show, not '${verb}'`,
        ko: `${withParticle(`'${verb}'`, '이/가')} 아니라 hanok rollout show라고 쓴다`,
      });
    const folder = dirname(planSource.find(call.values.plan, call.folder));
    const { rollout, story } = await readRollout(
      { folder, environment: call.values.env ?? 'local' },
      named,
    );
    call.out(
      call.json
        ? `${JSON.stringify({ rollout, story }, null, 2)}\n`
        : renderStory(rollout, story, { language: call.language, paint: painter(call.terminal) }),
    );
    return EXIT.done;
  },
});
