// Plans changed in one place, and how many of the changes the checker notices: `npm run bench -- mutants [--list]`.
import dtx from '../examples/dtx/hanok.plan.ts';
import gymFace from '../examples/gym-face/hanok.plan.ts';
import heal7 from '../examples/heal7/hanok.plan.ts';
import newsforge from '../examples/newsforge/hanok.plan.ts';
import posture from '../examples/posture/hanok.plan.ts';
import type { Bench, Figure } from './bench.ts';
import { covers, excuseOf, excuses } from './mutant-excuse.ts';
import { isCaught, type Judged, judgeOf, silent } from './mutant-run.ts';
import { mutantsOf } from './mutate.ts';

export const PLANS = [dtx, gymFace, heal7, newsforge, posture] as const;
export const ENVIRONMENT = 'production';

/** How much of a change to a plan the checker notices. */
export const mutantsBench: Bench = {
  name: 'mutants',
  title: 'Plans changed in one place',
  async run(say) {
    const judged: Judged[] = [];
    let unsaid = 0;
    for (const plan of PLANS) {
      const bare = silent(plan);
      const [judge, judgeBare] = [judgeOf(plan, ENVIRONMENT), judgeOf(bare, ENVIRONMENT)];
      const mutants = mutantsOf(plan, ENVIRONMENT);
      const own = mutants.map((one) => ({ ...one, ...judge(one.make()) }));
      unsaid += mutants.filter((one) => isCaught(judgeBare(silent(one.make())))).length;
      judged.push(...own);
      say(`${plan.name}: ${own.filter(isCaught).length} of ${own.length}`);
    }
    if (process.argv.includes('--list')) list(judged, say);
    return figures(judged, unsaid);
  },
};

const missed = (judged: readonly Judged[]) => judged.filter((one) => !isCaught(one));
const isExcused = (one: Judged): boolean => !isCaught(one) && excuseOf(one) !== undefined;

function list(judged: readonly Judged[], say: (line: string) => void): void {
  for (const one of missed(judged)) {
    const why = excuseOf(one) ? 'excused' : one.outcome;
    say(`${one.plan} ${one.path} ${one.operator} (${one.from} → ${one.to}) ${why}`);
  }
}

function figures(judged: readonly Judged[], unsaid: number): readonly Figure[] {
  const note = 'by a rule and a path that the unchanged plan does not report';
  const counted = judged.filter((one) => !isExcused(one));
  const excused = judged.length - counted.length;
  const stale = excuses.filter((one) => !missed(judged).some((each) => covers(one, each)));
  const by = (of: 'plan' | 'operator') => [...Map.groupBy(judged, (one) => one[of])];
  return [
    { name: 'mutants', value: judged.length, unit: '', note },
    { ...share('caught, of those not excused', counted), goal: 'at least 85' },
    { ...part('excused, with a written reason', excused, judged.length), goal: 'at most 10' },
    {
      name: 'excuses that excuse nothing',
      value: stale.length,
      unit: '',
      goal: '0',
      note: stale.map((one) => one.path).join(', '),
    },
    share('caught, of all', judged),
    part('caught without the statements, of all', unsaid, judged.length),
    ...by('plan').map(([name, own]) => share(`caught, ${name}`, own)),
    ...by('operator').map(([name, own]) => share(`caught, ${name}`, own)),
    ...fields(counted),
  ];
}

/** The fields that most mutants survive in. */
function fields(judged: readonly Judged[]): readonly Figure[] {
  return [...Map.groupBy(judged, (one) => one.field)]
    .map(([name, own]) => ({ name, own, left: missed(own).length }))
    .sort((a, b) => b.left - a.left)
    .slice(0, 20)
    .map(({ name, own }) => share(`caught, ${name}`, own));
}

const share = (name: string, judged: readonly Judged[]): Figure =>
  part(name, judged.filter(isCaught).length, judged.length);
const part = (name: string, value: number, of: number): Figure => ({
  name,
  value: (100 * value) / of,
  unit: '%',
  note: `${value} of ${of}`,
});
