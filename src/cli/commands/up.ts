import { checkPlan, loadPlan, planSource, type Up, up } from '#app';
import { Failure } from '#kernel';
import { type Call, defineCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { renderCount } from '../render/findings.ts';
import { painter } from '../render/paint.ts';
import { renderStatus } from '../render/status.ts';
import { SELF } from '../self.ts';

export const command = defineCommand({
  usage: 'up [--env NAME] [--port N]',
  about: {
    en: 'raise the whole system on this machine; returns when healthy',
    ko: '이 기계에 시스템 전체를 세운다; 정상이 되면 돌아온다',
  },
  words: [0, 0],
  flags: {
    port: {
      value: 'N',
      about: {
        en: "the gateway's port; 0 takes any free one (default: the plan's, else 8080)",
        ko: '게이트웨이 포트; 0이면 빈 포트 (기본: 계획의 값, 없으면 8080)',
      },
    },
  },
  async run(call) {
    const environment = call.values.env ?? 'local';
    const loaded = await loadPlan(planSource, call.values.plan, call.folder);
    const { environments } = checkPlan(loaded, environment);
    const findings = environments.flatMap((one) => one.findings);
    if (findings.length > 0) call.err(`hanok check: ${renderCount(findings, call.language)}\n`);
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

/** `--port`, strictly. */
export function portOf(call: Pick<Call, 'values'>): number | undefined {
  const words = call.values.port;
  if (words === undefined) return undefined;
  if (/^\d+$/.test(words) && Number(words) <= 65_535) return Number(words);
  throw new Failure('usage/port', {
    en: `--port takes 0 to 65535, not '${words}'`,
    ko: `--port에는 0부터 65535까지 쓴다. '${words}'는 아니다`,
  });
}

/** A line for each part that became ready, once. */
function progress(call: Call): (status: Up['status']) => void {
  const seen = new Set<string>();
  const began = performance.now();
  return ({ instances }) => {
    for (const { id, state, role, because } of instances) {
      const word = `${id} ${state}`;
      if (seen.has(word) || (state !== 'ready' && state !== 'restarting' && state !== 'given-up'))
        continue;
      seen.add(word);
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      call.err(
        `${seconds.padStart(5)} s  ${role.padEnd(8)} ${id.padEnd(20)} ${state === 'ready' ? state : `${state}: ${because}`}\n`,
      );
    }
  };
}

function render({ status, already, stale }: Up, call: Call): string {
  const ko = call.language === 'ko';
  const notes = [
    ...(already
      ? [ko ? '이미 서 있다. 새로 시작한 것은 없다.' : 'Already up; nothing was started.']
      : []),
    ...(stale
      ? [
          ko
            ? '세운 뒤 계획이 바뀌었다. `hanok deploy`로 배포하거나 `hanok down` 뒤 다시 세운다.'
            : 'The plan has changed since: deliver it with `hanok deploy`, or `hanok down` and `up` again.',
        ]
      : []),
  ];
  return `${[...notes, renderStatus(status, call.language, painter(call.terminal))].join('\n')}`;
}
