import { relative, resolve } from 'node:path';
import { didYouMean, Failure, type Place, type Text } from '#kernel';
import { objectivesBehind, type PlacedFile } from '#synth';
import { planOf } from './check-plan.ts';
import type { LoadedPlan } from './load-plan.ts';
import type { TextFiles } from './ports.ts';
import { filesOf } from './synth-plan.ts';

/** The answer to `why FILE:LINE`. */
export interface Because {
  /** Below the output folder. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Where in the plan it comes from. */
  readonly path: string;
  readonly at: Place;
  readonly objectives: readonly { readonly path: string; readonly text: Text }[];
  /** The file on disk differs from what the plan means now: the line was looked up by its text. */
  readonly stale: boolean;
}

/** What of the plan stands behind a line of a generated file. Fails with app/not-generated. */
export function why(
  loaded: LoadedPlan,
  files: TextFiles,
  asked: { readonly file: string; readonly line: number; readonly out: string },
): Because {
  const path = relative(asked.out, resolve(asked.file));
  const found = filesOf(loaded, files).files.find((file) => file.path === path);
  if (!found) throw notGenerated(path);
  const { text, sources } = found.withSources();
  const lines = text.split('\n').slice(0, -1);
  const disk = files.read(asked.file);
  const stale = disk !== undefined && disk !== text;
  const index = stale
    ? lookUp(lines, disk.split('\n')[asked.line - 1], asked.line - 1)
    : asked.line - 1;
  const source = sources[index];
  if (!source) throw noSuchLine(path, asked.line, lines.length);
  const environment = found.environment ?? Object.keys(loaded.environments)[0] ?? '';
  return {
    file: path,
    line: index + 1,
    text: lines[index] ?? '',
    ...source,
    objectives: objectivesBehind(planOf(loaded, environment), source.path),
    stale,
  };
}

/** The line with the same words nearest to where it was. */
function lookUp(lines: readonly string[], words: string | undefined, near: number): number {
  const same = lines.flatMap((line, index) => (line === words ? [index] : []));
  return same.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0] ?? -1;
}

/** What comes from a part. */
export interface Impact {
  readonly part: string;
  readonly files: readonly { readonly path: string; readonly lines: number }[];
  readonly objectives: readonly { readonly path: string; readonly text: Text }[];
}

/** The generated files that a part stands behind, with how many lines, and the promises it serves. */
export function impact(loaded: LoadedPlan, files: TextFiles, part: string): Impact {
  const environments = Object.keys(loaded.environments);
  const plans = environments.map((name) => planOf(loaded, name));
  const known = [...new Set(plans.flatMap((plan) => plan.parts.map(({ name }) => name)))];
  if (!known.includes(part)) throw unknownPart(part, known);
  const isOf = (path: string): boolean =>
    path === `parts.${part}` || path.startsWith(`parts.${part}.`);
  const touched = filesOf(loaded, files).files.flatMap((file: PlacedFile) => {
    const lines = file.withSources().sources.filter(({ path }) => isOf(path)).length;
    return lines === 0 ? [] : [{ path: file.path, lines }];
  });
  const fields = ['replicas', 'rollout', 'size', 'timeout', 'backup'];
  const served = plans.flatMap((plan) => {
    const found = plan.parts.find(({ name }) => name === part) ?? {};
    return fields
      .filter((field) => field in found)
      .flatMap((field) => objectivesBehind(plan, `parts.${part}.${field}`));
  });
  const objectives = [...new Map(served.map((one) => [one.path, one])).values()];
  return { part, files: touched, objectives };
}

const notGenerated = (path: string) =>
  new Failure(
    'app/not-generated',
    {
      en: `${path} is no file that this plan generates`,
      ko: `${path} 파일은 이 계획이 만드는 파일이 아니다`,
    },
    {
      hint: {
        en: 'Name a file below the folder of `hanok synth`, and the folder with --out where it is another.',
        ko: '`hanok synth`의 출력 폴더 아래 파일을 적는다. 폴더가 다르면 --out으로 알린다.',
      },
    },
  );

const noSuchLine = (path: string, line: number, lines: number) =>
  new Failure(
    'app/no-such-line',
    {
      en: `line ${line} of ${path} is not among the ${lines} lines that the plan means now`,
      ko: `${path}의 ${line}번째 줄은 지금 계획이 만드는 ${lines}줄 안에 없다`,
    },
    { hint: { en: 'Run `hanok synth` first.', ko: '먼저 `hanok synth`를 실행한다.' } },
  );

function unknownPart(part: string, known: readonly string[]): Failure {
  return new Failure(
    'usage/unknown-part',
    {
      en: `there is no part '${part}'; there is ${known.join(', ')}`,
      ko: `'${part}' 구성 요소는 없다. 있는 것: ${known.join(', ')}`,
    },
    didYouMean(part, known),
  );
}
