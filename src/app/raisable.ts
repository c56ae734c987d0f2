import { Failure } from '#kernel';
import { partsOf, type ResolvedPart, type ResolvedPlan } from '#model';

/** What the local engine runs, or needs nothing to run for. */
const RAISED: readonly ResolvedPart['kind'][] = [
  'gateway',
  'service',
  'postgres',
  'redis',
  'model-files',
  'secret',
  // Somebody else runs it, and a key is a name: neither is started here.
  'external',
  'key',
];

/**
 * Fails with app/kinds-not-raised, naming every part that this machine cannot run yet: a system that
 * comes up without one of its parts would look healthy and answer wrongly.
 */
export function refuseUnraisable(plan: ResolvedPlan): void {
  const [, ...moreGateways] = plan.parts.filter((part) => part.kind === 'gateway');
  const others = plan.parts.filter((part) => !RAISED.includes(part.kind));
  const gateways = plan.parts.filter((part) => part.kind === 'gateway');
  // Calls between services pass the gateway: the same split and guards as from outside.
  const unreached =
    gateways.length > 0 ? [] : partsOf(plan, 'service').filter((one) => isCalled(plan, one.name));
  const parts = [...others, ...moreGateways, ...unreached].map(
    (part) => `${part.name} (${part.kind})`,
  );
  if (parts.length === 0) return;
  const list = parts.join(', ');
  throw new Failure(
    'app/kinds-not-raised',
    {
      en: `this machine cannot run all of ${plan.name} yet: ${list}`,
      ko: `이 기계에서는 아직 ${plan.name} 전체를 실행할 수 없다: ${list}`,
    },
    {
      hint: {
        en: 'Leave them out of a local plan of its own, or check this one with `hanok check`: it needs nothing to run.',
        ko: '로컬용 계획에서 빼거나, 아무것도 실행하지 않는 `hanok check`로 이 계획을 검사한다.',
      },
    },
  );
}

const isCalled = (plan: ResolvedPlan, name: string): boolean =>
  partsOf(plan, 'service').some(({ links }) => links.some(({ to }) => to === name));
