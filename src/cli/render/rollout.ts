import type { deploy, readRollout } from '#app';
import { type Language, printSpan } from '#kernel';
import type { Paint } from './paint.ts';
import { table } from './table.ts';

type Rollout = Awaited<ReturnType<typeof deploy>>;
type Story = Awaited<ReturnType<typeof readRollout>>['story'];
type Chapter = Story['chapters'][number];

const ENDS: Readonly<
  Partial<Record<Rollout['phase'], { en: string; ko: string; style: 'green' | 'red' | 'yellow' }>>
> = {
  promoted: { en: 'promoted', ko: '승격됨', style: 'green' },
  'taken-back': { en: 'taken back', ko: '되돌려짐', style: 'red' },
  withdrawn: { en: 'withdrawn', ko: '철회됨', style: 'yellow' },
};

/** How a rollout ended and why, in two lines. */
export function renderEnd(rollout: Rollout, language: Language, paint: Paint): string {
  const end = ENDS[rollout.phase];
  const word = end ? paint(end.style, end[language]) : rollout.phase;
  const more =
    language === 'ko'
      ? `자세히: hanok rollout show ${rollout.id}`
      : `The whole story: hanok rollout show ${rollout.id}`;
  return `${paint('bold', rollout.service)} ${rollout.stable.slice(0, 8)} → ${rollout.candidate.slice(0, 8)}: ${word}\n${rollout.because[language]}\n${paint('dim', more)}\n`;
}

/** The whole story: each weight's counts per side, E and D, and the path of the evidence. */
export function renderStory(
  rollout: Rollout,
  story: Story,
  { language, paint }: { language: Language; paint: Paint },
): string {
  const head =
    language === 'ko'
      ? ['가중치', '기간', '안정 단위', '안정 불량', '후보 단위', '후보 불량', 'E', 'D', '판정']
      : ['WEIGHT', 'FOR', 'STABLE', 'BAD', 'CANDIDATE', 'BAD', 'E', 'D', 'VERDICT'];
  const rows = story.chapters.map((chapter) => rowOf(chapter));
  const path = story.drawing.length > 0 ? ['', 'log10 E', ...story.drawing] : [];
  return `${renderEnd(rollout, language, paint)}\n${table([head, ...rows])}\n${path.join('\n')}\n`;
}

function rowOf({
  weight,
  from,
  until,
  counts,
  predicates,
  logE,
  verdict,
}: Chapter): readonly string[] {
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
    verdict,
  ];
}

const printE = (logE: number): string => {
  const e = Math.exp(logE);
  return e >= 1_000 || e < 0.01 ? e.toExponential(1) : e.toPrecision(3);
};
