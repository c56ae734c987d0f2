import type { Baseline } from '#check';
import { baselineOf } from '#check';
import { Failure, withParticle } from '#kernel';
import { type CheckReport, type KnownFindings, unreadable } from './check-plan.ts';
import type { TextFiles } from './ports.ts';

/** Fails with app/baseline-missing or app/baseline-unreadable; the file is never touched. */
export function readBaseline(files: TextFiles, file: string): KnownFindings {
  const text = files.read(file);
  if (text === undefined) throw missing(file);
  const baseline = parse(file, text);
  const lines = text.split('\n');
  return {
    baseline,
    file,
    lineOf: ({ fingerprint }) =>
      Math.max(1, lines.findIndex((line) => line.includes(fingerprint)) + 1),
  };
}

/**
 * Writes what was found as known and answers how many entries there are. A plan that cannot be read
 * has no baseline, and a file that is no baseline is not replaced by one.
 */
export function writeBaseline(files: TextFiles, file: string, report: CheckReport): number {
  const found = report.environments.flatMap((one) => one.findings);
  const broken = found.find((finding) => finding.code.startsWith('plan/'));
  if (broken) throw unreadable(broken);
  const before = files.read(file);
  const baseline = baselineOf(
    report.environments,
    before === undefined ? undefined : parse(file, before),
  );
  files.write(file, `${JSON.stringify(baseline, null, 2)}\n`);
  return baseline.entries.length;
}

function parse(file: string, text: string): Baseline {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw damaged(file, cause);
  }
  if (!isRecord(read) || typeof read.version !== 'number') throw damaged(file);
  if (read.version !== 1) throw ofAnotherVersion(file, read.version);
  if (!Array.isArray(read.entries) || !read.entries.every(isEntry)) throw damaged(file);
  return read as unknown as Baseline;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntry = (value: unknown): boolean =>
  isRecord(value) &&
  [value.rule, value.path, value.fingerprint].every((one) => typeof one === 'string') &&
  Array.isArray(value.environments) &&
  value.environments.every((one) => typeof one === 'string');

const missing = (file: string) =>
  new Failure(
    'app/baseline-missing',
    { en: `there is no baseline ${file}`, ko: `기준선 파일 ${withParticle(file, '이/가')} 없다` },
    {
      hint: {
        en: `Write it with \`hanok check --write-baseline FILE\`.`,
        ko: '`hanok check --write-baseline FILE`로 만든다.',
      },
    },
  );

const damaged = (file: string, cause?: unknown) =>
  new Failure(
    'app/baseline-unreadable',
    {
      en: `${file} is no baseline, or was cut short; it was left as it is`,
      ko: `${withParticle(file, '은/는')} 기준선이 아니거나 잘려 있다. 파일은 그대로 두었다`,
    },
    {
      hint: {
        en: 'Take it back from version control, or name another file with --write-baseline.',
        ko: '버전 관리에서 되돌리거나, --write-baseline에 다른 파일을 준다.',
      },
      cause,
    },
  );

const ofAnotherVersion = (file: string, version: number) =>
  new Failure(
    'app/baseline-of-another-version',
    {
      en: `${file} is a baseline of version ${version}; this Hanok reads 1`,
      ko: `${withParticle(file, '은/는')} 버전 ${version} 기준선이고 이 Hanok은 1을 읽는다`,
    },
    {
      hint: {
        en: 'Use the Hanok that wrote it, or write a new one to another file.',
        ko: '그 파일을 쓴 Hanok을 쓰거나, 다른 파일에 새로 쓴다.',
      },
    },
  );
