import { readRollout, type WishKind, wishOf } from '#app';
import { Failure, withParticle } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { overSsh } from '../over-ssh.ts';
import { painter } from '../render/paint.ts';
import { renderEnd, renderStory } from '../render/rollout.ts';
import { drawStory } from '../render/rollout-svg.ts';
import { progress } from './progress.ts';
import { COUNTER_FLAGS, whereOf } from './where.ts';

const WISHES: readonly WishKind[] = ['pause', 'resume', 'approve', 'go-on', 'abort'];

export const command = defineCommand({
  usage: 'rollout show|verify|pause|resume|approve|go-on|abort [ROLLOUT|SERVICE] [--env NAME]',
  about: {
    en: 'show a rollout with its counts, evidence and path, or compute its evidence again; hold it, let it go on, approve it, end it',
    ko: '롤아웃의 수치, 증거, 경과를 보이거나 증거를 다시 계산한다. 멈추거나 계속하게 하거나 승인하거나 끝낸다',
  },
  words: [1, 2],
  flags: {
    ...COUNTER_FLAGS,
    format: {
      value: 'FORMAT',
      about: {
        en: 'of show: text (default), svg or json; json has every look',
        ko: 'show의 형식: text (기본), svg, json. json에는 모든 기록이 있다',
      },
    },
  },
  run(call) {
    if (call.values.ssh !== undefined) return overSsh(call, command);
    const [verb = ''] = call.words;
    const wish = WISHES.find((one) => one === verb);
    if (wish) return ask(call, wish);
    if (verb === 'show') return show(call);
    if (verb === 'verify') return verify(call);
    throw new Failure('usage/rollout', {
      en: `hanok rollout show, verify, ${WISHES.join(', ')}, not '${verb}'`,
      ko: `${withParticle(`'${verb}'`, '이/가')} 아니라 hanok rollout show, verify, ${WISHES.join(', ')} 중 하나를 쓴다`,
    });
  },
});

type Read = Awaited<ReturnType<typeof readRollout>>;
const FORMATS: Readonly<Record<string, (read: Read, call: Call) => string>> = {
  text: ({ rollout, story, looks }, { language, terminal }) =>
    renderStory(rollout, story, { language, paint: painter(terminal), kept: looks.length }),
  svg: (read, { language }) => drawStory(read, language),
  json: ({ rollout, story, looks }) => `${JSON.stringify({ rollout, story, looks }, null, 2)}\n`,
};

async function show(call: Call): Promise<number> {
  const format = call.json ? 'json' : (call.values.format ?? 'text');
  const print = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!print)
    throw new Failure('usage/format', {
      en: `--format ${Object.keys(FORMATS).join(', ')}, not '${format}'`,
      ko: `--format은 ${Object.keys(FORMATS).join(', ')} 중 하나다. '${format}'은 없다`,
    });
  call.out(print(await readRollout(whereOf(call), call.words[1]), call));
  return EXIT.done;
}

/** Computes every look again from its counts; 1 when one does not give what was recorded. */
async function verify(call: Call): Promise<number> {
  const { rollout, looks, mismatches } = await readRollout(whereOf(call), call.words[1]);
  const counted = looks.filter((look) => look.evidence !== undefined).length;
  if (call.json) call.out(`${JSON.stringify({ id: rollout.id, looks: counted, mismatches })}\n`);
  else if (mismatches.length === 0)
    call.out(
      call.language === 'ko'
        ? `${rollout.id}: 기록 ${counted}개를 수치에서 다시 계산했고 모두 맞는다\n`
        : `${rollout.id}: ${counted} looks computed again from their counts, and all hold\n`,
    );
  else
    for (const { look, because } of mismatches)
      call.out(`${rollout.id} #${look + 1}: ${because[call.language]}\n`);
  return mismatches.length === 0 ? EXIT.done : EXIT.findings;
}

/** Of a service, or of the one whose rollout began last. */
async function ask(call: Call, wish: WishKind): Promise<number> {
  const where = whereOf(call);
  const { rollout: latest } = await readRollout(where, call.words[1]);
  const rollout = await wishOf(where, latest.service, wish, progress(call));
  call.out(
    call.json
      ? `${JSON.stringify(rollout, null, 2)}\n`
      : renderEnd(rollout, call.language, painter(call.terminal)),
  );
  return EXIT.done;
}
