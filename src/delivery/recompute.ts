import { type Text, withParticle } from '#kernel';
import type { Evidence } from './evidence.ts';
import { currentStep } from './measure.ts';
import type { Look, Rollout } from './rollout.ts';
import { judge } from './verdict.ts';
import { weigh } from './weigh.ts';

/** A look whose counts do not give what was recorded of it. */
export interface Mismatch {
  /** Index into the looks, oldest first. */
  readonly look: number;
  readonly because: Text;
}

/** How far floating point may carry two computations of the same numbers apart. */
const CLOSE = 1e-9;

/**
 * Computes every kept look again from its counts alone: E, the sample-ratio check, both ends of D,
 * and whether a verdict that ends a rollout follows from them. Counts may only grow from look to look.
 * Empty when everything holds. Anybody can do this from the files: docs/verdict.md has the formulas.
 */
export function recompute(rollout: Rollout, looks: readonly Look[]): readonly Mismatch[] {
  return looks.flatMap((look, index) =>
    [
      ...numbersOf(rollout, look),
      ...verdictOf(rollout, look),
      ...growthOf(look, looks[index - 1]),
    ].map((because) => ({ look: index, because })),
  );
}

function numbersOf({ policy, allowedBad }: Rollout, { evidence }: Look): Text[] {
  if (!evidence) return [];
  const step = currentStep(evidence.measured, evidence.weight);
  if (!step) return [{ en: 'it has no counts of its weight', ko: '그 가중치의 수치가 없다' }];
  const again = weigh(evidence.measured, step, policy, allowedBad);
  const [recorded, computed] = [valuesOf(evidence), valuesOf(again)];
  return recorded.flatMap(({ name, value }, index) => {
    const other = computed[index]?.value ?? Number.NaN;
    return Math.abs(value - other) <= CLOSE * Math.max(1, Math.abs(value))
      ? []
      : {
          en: `${name} is recorded as ${value}, and its counts give ${other}`,
          ko: `${name}의 기록은 ${value}인데 수치로 계산하면 ${withParticle(String(other), '이다/다')}`,
        };
  });
}

const valuesOf = (evidence: Evidence): { name: string; value: number }[] => [
  { name: 'ln E', value: evidence.logE },
  { name: 'ln E (mixed)', value: evidence.mixedLogE },
  { name: 'ln M', value: evidence.ratio.logM },
  ...evidence.predicates.flatMap(({ id, logE, difference, control }) => [
    { name: `ln E of ${id}`, value: logE },
    { name: `D of ${id}`, value: difference?.d ?? 1 },
    { name: `control of ${id}`, value: control.lower },
  ]),
];

/** Verdicts that end a rollout follow from the counts alone; the others also from the clock. */
function verdictOf(rollout: Rollout, { evidence, verdict, at }: Look): Text[] {
  if (!evidence || (verdict !== 'fail' && verdict !== 'invalid')) return [];
  const { weight, measured } = evidence;
  const again = judge(measured, rollout.policy, { ...rollout, weight, stepStartedAt: at, now: at });
  return again.kind === verdict
    ? []
    : [
        {
          en: `the verdict is recorded as ${verdict}, and its counts give ${again.kind}`,
          ko: `판정의 기록은 ${verdict}인데 수치로는 ${withParticle(again.kind, '이다/다')}`,
        },
      ];
}

function growthOf(look: Look, before: Look | undefined): Text[] {
  const [now, then] = [totalOf(look), before ? totalOf(before) : 0];
  return now !== undefined && then !== undefined && now < then
    ? [
        {
          en: `it counts ${now} units, fewer than the ${then} of the look before`,
          ko: `단위가 ${now}개로, 앞 기록의 ${then}개보다 적다`,
        },
      ]
    : [];
}

const totalOf = ({ evidence }: Look): number | undefined =>
  evidence?.measured.steps.reduce((sum, step) => sum + step.stable.units + step.candidate.units, 0);
