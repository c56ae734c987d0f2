import type { deploy, FirstRelease, readRollout } from '#app';
import { type Language, printSpan, type Text } from '#kernel';
import type { Paint } from './paint.ts';
import { table } from './table.ts';

type Rollout = Exclude<Awaited<ReturnType<typeof deploy>>, FirstRelease>;
type Story = Awaited<ReturnType<typeof readRollout>>['story'];
type Chapter = Story['chapters'][number];

interface Word extends Text {
  readonly style: 'green' | 'red' | 'yellow' | 'cyan';
  /** Nothing leaves this phase. */
  readonly ends?: true;
}

const PHASES: Readonly<Record<Rollout['phase'], Word>> = {
  warming: { en: 'warming', ko: '준비 중', style: 'cyan' },
  shifting: { en: 'shifting', ko: '옮기는 중', style: 'cyan' },
  'standing-by': { en: 'standing by', ko: '대기 중', style: 'cyan' },
  promoting: { en: 'promoting', ko: '승격 중', style: 'cyan' },
  promoted: { en: 'promoted', ko: '승격됨', style: 'green', ends: true },
  'taking-back': { en: 'taking back', ko: '되돌리는 중', style: 'yellow' },
  'taken-back': { en: 'taken back', ko: '되돌려짐', style: 'red', ends: true },
  withdrawn: { en: 'withdrawn', ko: '철회됨', style: 'yellow', ends: true },
};

/** A phase in words. */
export const wordOf = (phase: Rollout['phase'], language: Language): string =>
  PHASES[phase][language];

export const hasEnded = ({ phase }: Rollout): boolean => PHASES[phase].ends === true;

/** How a rollout stands or ended, why, and where to read more. */
export function renderEnd(rollout: Rollout, language: Language, paint: Paint): string {
  const more =
    language === 'ko'
      ? `자세히: hanok rollout show ${rollout.id}`
      : `The whole story: hanok rollout show ${rollout.id}`;
  return `${renderHead(rollout, language, paint)}${paint('dim', more)}\n`;
}

function renderHead(rollout: Rollout, language: Language, paint: Paint): string {
  const { service, stable, candidate, phase, because } = rollout;
  const word = paint(PHASES[phase].style, wordOf(phase, language));
  return `${paint('bold', service)} ${stable.slice(0, 8)} → ${candidate.slice(0, 8)}: ${word}\n${because[language]}\n`;
}

const VERDICTS: Readonly<Record<Chapter['verdict'], Text>> = {
  pass: { en: 'pass', ko: '통과' },
  fail: { en: 'fail', ko: '실패' },
  hold: { en: 'hold', ko: '보류' },
  invalid: { en: 'invalid', ko: '무효' },
};

const LEGEND: Text = {
  en: 'E: evidence that the candidate is worse; at 100 it is taken back.\nD: it is worse by this much at most, with 95 % confidence.',
  ko: 'E: 후보가 더 나쁘다는 증거. 100에 이르면 되돌린다.\nD: 후보가 더 나쁠 수 있는 가장 큰 폭. 신뢰도 95 %.',
};

/** The whole story: each weight's counts per side, E and D, and the path of the evidence. */
export function renderStory(
  rollout: Rollout,
  story: Story,
  { language, paint, kept }: { language: Language; paint: Paint; kept: number },
): string {
  const head =
    language === 'ko'
      ? ['가중치', '기간', '안정판', '불량', '후보', '불량', 'E', 'D', '판정']
      : ['WEIGHT', 'FOR', 'STABLE', 'BAD', 'CANDIDATE', 'BAD', 'E', 'D', 'VERDICT'];
  const first = `${renderHead(rollout, language, paint)}${paint('dim', rollout.id)}\n`;
  if (story.chapters.length === 0) return first;
  const rows = story.chapters.map((chapter) => rowOf(chapter, language));
  const drawing = story.drawing.map((line) => `${line.trimEnd()}\n`).join('');
  const path = drawing ? `\nlog10 E\n${drawing}` : '';
  const fewer =
    kept < rollout.looks ? `${paint('dim', tellFewer(kept, rollout.looks)[language])}\n` : '';
  return `${first}\n${table([head, ...rows])}\n${path}\n${paint('dim', LEGEND[language])}\n${fewer}`;
}

/** A cluster keeps a bounded story. */
const tellFewer = (kept: number, all: number): Text => ({
  en: `${kept} of ${all} looks are kept: those that only showed counts growing were left out.`,
  ko: `기록 ${all}개 중 ${kept}개를 남겼다. 수치가 늘기만 한 것은 뺐다.`,
});

function rowOf(chapter: Chapter, language: Language): readonly string[] {
  const { weight, from, until, counts, predicates, logE, verdict } = chapter;
  const bad = (side: 'stable' | 'candidate') =>
    String(Object.values(counts?.[side].bad ?? {}).reduce((sum, one) => sum + one, 0));
  const worst = predicates.flatMap((one) => one.difference?.d ?? []).sort((a, b) => b - a)[0];
  return [
    `${weight} %`,
    printSpan(until - from),
    String(counts?.stable.units ?? '–'),
    bad('stable'),
    String(counts?.candidate.units ?? '–'),
    bad('candidate'),
    printE(logE),
    worst === undefined ? '–' : `${(worst * 100).toFixed(2)} %`,
    VERDICTS[verdict][language],
  ];
}

const printE = (logE: number): string => {
  const e = Math.exp(logE);
  return e >= 1_000 || e < 0.01 ? e.toExponential(1) : e.toPrecision(3);
};
