import { loadPlan, planOf, planSource, toMermaid, toOutline } from '#app';
import { Failure } from '#kernel';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';

export const command = defineCommand({
  usage: 'show [--env NAME] [--format text|mermaid|json]',
  about: { en: 'the resolved topology', ko: '풀어낸 구성' },
  words: [0, 0],
  flags: {
    format: {
      value: 'FORMAT',
      about: { en: 'text (default), mermaid or json', ko: 'text (기본), mermaid, json' },
    },
  },
  async run(call) {
    const format = call.json ? 'json' : (call.values.format ?? 'text');
    const print = {
      text: toOutline,
      mermaid: toMermaid,
      json: (plan: unknown) => `${JSON.stringify(plan, null, 2)}\n`,
    }[format];
    if (!print)
      throw new Failure('usage/format', {
        en: `--format takes text, mermaid or json, not '${format}'`,
        ko: `--format에는 text, mermaid, json 중 하나를 쓴다. '${format}'은 아니다`,
      });
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const names =
      call.values.env === undefined ? Object.keys(loaded.environments) : [call.values.env];
    call.out(names.map((name) => print(planOf(loaded, name))).join('\n'));
    return EXIT.done;
  },
});
