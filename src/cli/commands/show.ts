import { loadPlan, planOf, planSource, toMermaid, toOutline } from '#app';
import { Failure, withParticle } from '#kernel';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';

export const command = defineCommand({
  usage: 'show [--env NAME] [--format text|mermaid|json]',
  about: {
    en: 'the topology of every environment, every default and change applied',
    ko: '환경마다, 기본값과 변경을 모두 적용한 구성을 보인다',
  },
  words: [0, 0],
  flags: {
    format: {
      value: 'FORMAT',
      about: {
        en: 'text (default), mermaid or json; json is a list without --env',
        ko: 'text (기본), mermaid, json. --env가 없으면 json은 목록이다',
      },
    },
  },
  async run(call) {
    const print = printerOf(call.json ? 'json' : (call.values.format ?? 'text'));
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const { env } = call.values;
    call.out(
      env === undefined
        ? print.all(Object.keys(loaded.environments).map((name) => planOf(loaded, name)))
        : print.one(planOf(loaded, env)),
    );
    return EXIT.done;
  },
});

type ShownPlan = ReturnType<typeof planOf>;
interface Printer {
  readonly one: (plan: ShownPlan) => string;
  readonly all: (plans: readonly ShownPlan[]) => string;
}

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Whatever is printed can be read by one parser: a list of JSON, no diagram twice. */
const PRINTERS: Readonly<Record<string, Printer>> = {
  text: { one: toOutline, all: (plans) => plans.map(toOutline).join('\n') },
  mermaid: { one: toMermaid, all: (plans) => [...new Set(plans.map(toMermaid))].join('\n') },
  json: { one: toJson, all: toJson },
};

function printerOf(format: string): Printer {
  const printer = Object.hasOwn(PRINTERS, format) ? PRINTERS[format] : undefined;
  if (printer) return printer;
  throw new Failure('usage/format', {
    en: `--format takes text, mermaid or json, not '${format}'`,
    ko: `--format에는 text, mermaid, json 중 하나를 쓴다. 지금은 ${withParticle(`'${format}'`, '이라/라')}고 적혀 있다`,
  });
}
