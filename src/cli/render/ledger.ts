import type { readLedger } from '#app';
import type { Language, Text } from '#kernel';
import { plural } from './findings.ts';
import type { Paint } from './paint.ts';
import { wordOf } from './rollout.ts';
import { pad } from './table.ts';

type Entry = ReturnType<typeof readLedger>[number];

const KINDS: Readonly<Record<Entry['kind'], Text>> = {
  check: { en: 'plan checked', ko: '계획 검사' },
  up: { en: 'system raised', ko: '시스템 세움' },
  down: { en: 'system stopped', ko: '시스템 멈춤' },
  installed: { en: 'installed', ko: '첫 릴리스' },
  'rollout-started': { en: 'rollout started', ko: '롤아웃 시작' },
  'rollout-ended': { en: 'rollout ended', ko: '롤아웃 끝' },
  'rolled-back': { en: 'rolled back', ko: '되돌림' },
  'rollout-wished': { en: 'wish of a person', ko: '사람의 요청' },
  'torn-tail': { en: 'a torn line was set aside', ko: '잘린 줄을 치워 둠' },
};

/** One entry: when, what, and the sentence or figures that matter. */
export function renderEntry(entry: Entry, language: Language, paint: Paint): string {
  const when = new Date(entry.at).toISOString().replace('T', ' ').slice(0, 19);
  const body = entry.body as Body;
  const words = [
    body.service ?? body.plan,
    moveOf(body),
    body.phase && wordOf(body.phase, language),
    body.because?.[language],
    body.errors !== undefined && tellCounts(body.errors, body.warnings ?? 0)[language],
  ];
  const line = [
    String(entry.number).padStart(4),
    paint('dim', `${when}Z`),
    pad(paint('bold', KINDS[entry.kind][language]), 15),
    words.filter(Boolean).join(' · '),
  ];
  return `${line.join('  ').trimEnd()}\n`;
}

/** What entries hold, as far as a line of them tells it. */
interface Body {
  readonly service?: string;
  readonly plan?: string;
  readonly phase?: Parameters<typeof wordOf>[0];
  readonly because?: Text;
  readonly errors?: number;
  readonly warnings?: number;
  readonly stable?: string;
  readonly candidate?: string;
  readonly from?: string;
  readonly to?: string;
}

function moveOf({ from, to, stable, candidate }: Body): string | undefined {
  const [before, after] = [from ?? stable, to ?? candidate];
  return before && after && `${before.slice(0, 8)} → ${after.slice(0, 8)}`;
}

const tellCounts = (errors: number, warnings: number): Text => ({
  en: `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`,
  ko: `오류 ${errors}, 경고 ${warnings}`,
});
