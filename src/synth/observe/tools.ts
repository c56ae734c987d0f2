import type { ResolvedPlan } from '#model';
import type { Source } from '../source.ts';
import { cannotSay, type SynthContext } from '../target.ts';

/** What the plan names for a part of watching: 'metrics', 'dashboards' … */
export type Field = 'metrics' | 'dashboards' | 'errors' | 'traces' | 'uptime' | 'agents';

/** Whether a tool does this here: where the plan names it, or names nobody. */
export function isNamed({ policy }: ResolvedPlan, field: Field, tool: string): boolean {
  const named = policy.monitoring?.[field] ?? [];
  return named.length === 0 || named.includes(tool);
}

export const sourceOfMonitoring = ({ at }: ResolvedPlan, field: string): Source => ({
  path: `monitoring.${field}`,
  at,
});

/** Says of every product the plan names, and a target writes nothing for, that it writes nothing. */
export function reportOthers(
  context: SynthContext,
  target: string,
  fields: Partial<Record<Field, readonly string[]>>,
): void {
  const { monitoring = {} } = context.plan.policy;
  for (const [field, known] of Object.entries(fields) as [Field, readonly string[]][])
    for (const name of monitoring[field] ?? [])
      if (!known.includes(name))
        cannotSay(context, target, sourceOfMonitoring(context.plan, field), {
          en: `the plan names ${name} for ${WORDS[field].en}: no file is written for it`,
          ko: `계획은 ${WORDS[field].ko}에 ${name} 도구를 쓴다. 이 도구의 파일은 만들지 않는다`,
        });
}

const WORDS: Readonly<Record<Field, { readonly en: string; readonly ko: string }>> = {
  metrics: { en: 'metrics', ko: '지표' },
  dashboards: { en: 'dashboards', ko: '대시보드' },
  errors: { en: 'errors', ko: '오류 수집' },
  traces: { en: 'traces', ko: '추적' },
  uptime: { en: 'looks from outside', ko: '외부 점검' },
  agents: { en: 'its machines', ko: '기계 지표 수집' },
};

/** An environment that is not this machine: on a laptop `hanok up` watches by itself. */
export const isRemote = ({ environment }: ResolvedPlan): boolean =>
  environment.on.engine !== 'local';
