import { Failure, type Text } from '#kernel';
import { checkPlan } from './check-plan.ts';
import type { LoadedPlan } from './load-plan.ts';

/**
 * Error findings block what is written for, and brought to, environments outside this machine, unless
 * they are waived. Without a name every environment is looked at. Fails with app/plan-has-errors.
 */
export function refuseErrors(loaded: LoadedPlan, only: string | undefined): void {
  for (const { environment, findings } of checkPlan(loaded, only).environments) {
    if (isOnThisMachine(loaded, environment)) continue;
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors[0]) throw planHasErrors(environment, errors.length, errors[0].message);
  }
}

const isOnThisMachine = ({ environments }: LoadedPlan, name: string): boolean =>
  environments[name]?.plan?.environment.on.engine === 'local';

const planHasErrors = (environment: string, count: number, first: Text) =>
  new Failure(
    'app/plan-has-errors',
    {
      en: `${environment} has ${count} error${count === 1 ? '' : 's'} in the plan, so nothing is written for it or delivered to it: ${first.en}`,
      ko: `${environment} 환경의 계획에 오류가 ${count}개 있어 파일도 만들지 않고 배포도 하지 않는다: ${first.ko}`,
    },
    {
      hint: {
        en: `Run \`hanok check --env ${environment}\`; repair them, or agree on exceptions with \`waive\`.`,
        ko: `\`hanok check --env ${environment}\`로 보고 고치거나 \`waive\`로 예외를 둔다.`,
      },
    },
  );
