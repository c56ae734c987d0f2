import { checkPlan, loadPlan, planSource, type Up, up } from '#app';
import { Failure, type Finding, type Language, withParticle } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { renderCount } from '../render/findings.ts';
import { painter } from '../render/paint.ts';
import { renderNews, renderStatus } from '../render/status.ts';
import { SELF } from '../self.ts';

export const command = defineCommand({
  usage: 'up [--env NAME] [--port N]',
  about: {
    en: 'raise the whole system on this machine; returns when healthy',
    ko: '이 기계에 시스템 전체를 세운다. 정상이 되면 돌아온다',
  },
  words: [0, 0],
  flags: {
    port: {
      value: 'N',
      about: {
        en: "the gateway's port; 0 takes any free one (default: the plan's, else 8080)",
        ko: '게이트웨이 포트. 0이면 빈 포트 (기본: 계획의 값, 없으면 8080)',
      },
    },
  },
  async run(call) {
    const environment = call.values.env ?? 'local';
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const { environments } = checkPlan(loaded, environment);
    const findings = environments.flatMap((one) => one.findings);
    if (findings.length > 0) call.err(`${tellFindings(findings, call.language)}\n`);
    const done = await up({
      loaded,
      environment,
      port: portOf(call),
      self: SELF,
      heard: progress(call),
      signal: call.signal,
    });
    call.out(call.json ? `${JSON.stringify(done, null, 2)}\n` : render(done, call));
    return EXIT.done;
  },
});

/** They stop nothing on this machine; whoever wants to know them knows where they are. */
function tellFindings(findings: readonly Finding[], language: Language): string {
  const more =
    language === 'ko' ? '자세한 것은 `hanok check`로 본다' : 'read them with `hanok check`';
  return `hanok check: ${renderCount(findings, language)} (${more})`;
}

/** `--port`, strictly. */
export function portOf(call: Pick<Call, 'values'>): number | undefined {
  const words = call.values.port;
  if (words === undefined) return undefined;
  if (/^\d+$/.test(words) && Number(words) <= 65_535) return Number(words);
  throw new Failure('usage/port', {
    en: `--port takes 0 to 65535, not '${words}'`,
    ko: `--port에는 0부터 65535까지 쓴다. 지금은 ${withParticle(`'${words}'`, '이라/라')}고 적혀 있다`,
  });
}

/** A line for each part that became ready, once; none when all of them were before we came. */
function progress(call: Call): (status: Up['status']) => void {
  const seen = new Set<string>();
  const began = performance.now();
  let isFirst = true;
  return ({ instances, phase }) => {
    const stoodBefore = isFirst && phase === 'healthy';
    isFirst = false;
    for (const instance of instances.filter(({ state }) => NEWS.includes(state))) {
      const word = `${instance.id} ${instance.state}`;
      if (seen.has(word)) continue;
      seen.add(word);
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      if (!stoodBefore)
        call.err(`${seconds.padStart(5)} s  ${renderNews(instance, call.language)}\n`);
    }
  };
}

const NEWS: readonly string[] = ['ready', 'restarting', 'given-up'];

function render({ status, already, stale }: Up, call: Call): string {
  const ko = call.language === 'ko';
  const notes = [
    ...(already
      ? [ko ? '이미 서 있다. 새로 시작한 것은 없다.' : 'Already up; nothing was started.']
      : []),
    ...(stale
      ? [
          ko
            ? '세운 뒤 계획이 바뀌었다. 서비스의 명령, 설정, 파일은 `hanok deploy 서비스`로 바꾸고, 나머지는 `hanok down` 뒤 `hanok up`으로 바꾼다.'
            : 'The plan has changed since. Commands, configuration and files of a service change with `hanok deploy SERVICE`, the rest with `hanok down` and `hanok up`.',
        ]
      : []),
  ];
  return `${[...notes, renderStatus(status, call.language, painter(call.terminal))].join('\n')}`;
}
