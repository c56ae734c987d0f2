import type { readRollout } from '#app';
import { type Language, printSpan } from '#kernel';
import { wordOf } from './rollout.ts';

type Read = Awaited<ReturnType<typeof readRollout>>;

const WIDTH = 760;
const HEIGHT = 360;
/** Where the drawing itself stands. */
const BOX = { left: 64, top: 56, right: WIDTH - 24, bottom: HEIGHT - 56 };
/** Powers of ten on the axis of E; what leaves it is drawn at its edge. */
const AXIS = { least: -2, most: 3 };
/** log10 of 1/α: evidence that takes a release back. */
const LIMIT = 2;

const WORDS = {
  en: { evidence: 'evidence E that the candidate is worse', limit: 'E = 1/α: taken back' },
  ko: { evidence: '후보가 더 나쁘다는 증거 E', limit: 'E = 1/α: 되돌린다' },
} as const;

/**
 * The path of the evidence as a picture of its own, from the same looks as the text: E over time on a
 * logarithmic axis, a band for each weight, the limit that takes a release back.
 */
export function drawStory({ rollout, story, looks }: Read, language: Language): string {
  const end = looks.at(-1)?.at ?? rollout.stepStartedAt;
  const x = toScale(
    [rollout.startedAt, Math.max(end, rollout.startedAt + 1)],
    [BOX.left, BOX.right],
  );
  const y = toScale([AXIS.least, AXIS.most], [BOX.bottom, BOX.top]);
  const points = looks.flatMap(({ at, evidence }) =>
    evidence ? `${x(at)},${y(clamp(evidence.logE / Math.LN10))}` : [],
  );
  const title = `${rollout.service} ${rollout.stable.slice(0, 8)} → ${rollout.candidate.slice(0, 8)}: ${wordOf(rollout.phase, language)}`;
  const words = WORDS[language];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escaped(title)}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<text x="${BOX.left}" y="24" font-size="15" font-weight="600" fill="#1a1a1a">${escaped(title)}</text>
<text x="${BOX.left}" y="42" fill="#555555">${words.evidence}</text>
${story.chapters.map(({ weight, from, until }, index) => band({ weight, index }, x(from), x(until))).join('\n')}
${gridOf(y)}
<line x1="${BOX.left}" x2="${BOX.right}" y1="${y(LIMIT)}" y2="${y(LIMIT)}" stroke="#b3261e" stroke-dasharray="6 4"/>
<text x="${BOX.left + 8}" y="${y(LIMIT) - 6}" fill="#b3261e">${words.limit}</text>
${points.length > 0 ? `<polyline points="${points.join(' ')}" fill="none" stroke="#1f5fbf" stroke-width="2" stroke-linejoin="round"/>` : ''}
<text x="${BOX.left}" y="${BOX.bottom + 20}" fill="#555555">0</text>
<text x="${BOX.right}" y="${BOX.bottom + 20}" text-anchor="end" fill="#555555">${printSpan(Math.max(0, end - rollout.startedAt))}</text>
<text x="${BOX.left}" y="${HEIGHT - 12}" fill="#1a1a1a">${escaped(shortened(rollout.because[language]))}</text>
</svg>
`;
}

const band = (
  { weight, index }: { readonly weight: number; readonly index: number },
  from: number,
  until: number,
): string =>
  `<rect x="${from}" y="${BOX.top}" width="${Math.max(1, until - from).toFixed(1)}" height="${BOX.bottom - BOX.top}" fill="${index % 2 === 0 ? '#eef3fb' : '#dfe9f8'}"/><text x="${from + 4}" y="${BOX.top + 14}" fill="#555555">${weight} %</text>`;

const gridOf = (y: (value: number) => number): string =>
  Array.from({ length: AXIS.most - AXIS.least + 1 }, (_, index) => AXIS.least + index)
    .map(
      (power) =>
        `<line x1="${BOX.left}" x2="${BOX.right}" y1="${y(power)}" y2="${y(power)}" stroke="#cccccc" stroke-width="0.5"/><text x="${BOX.left - 8}" y="${y(power) + 4}" text-anchor="end" fill="#555555">${10 ** power}</text>`,
    )
    .join('\n');

const clamp = (value: number): number => Math.min(AXIS.most, Math.max(AXIS.least, value));

function toScale(
  [from, until]: readonly [number, number],
  [start, end]: readonly [number, number],
): (value: number) => number {
  return (value) =>
    Math.round((start + ((value - from) / (until - from)) * (end - start)) * 10) / 10;
}

const shortened = (text: string): string => (text.length > 104 ? `${text.slice(0, 103)}…` : text);
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
