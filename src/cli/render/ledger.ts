import type { readLedger } from '#app';
import type { Language, Text } from '#kernel';
import type { Paint } from './paint.ts';

type Entry = ReturnType<typeof readLedger>[number];

const KINDS: Readonly<Record<Entry['kind'], Text>> = {
  check: { en: 'plan checked', ko: '계획 검사' },
  up: { en: 'system raised', ko: '시스템 세움' },
  down: { en: 'system stopped', ko: '시스템 멈춤' },
  'rollout-started': { en: 'rollout started', ko: '롤아웃 시작' },
  'rollout-ended': { en: 'rollout ended', ko: '롤아웃 끝' },
  'rolled-back': { en: 'rolled back', ko: '되돌림' },
  'torn-tail': { en: 'a torn line was set aside', ko: '잘린 줄을 치워 둠' },
};

/** One entry: when, what, and the sentence or figures that matter. */
export function renderEntry(entry: Entry, language: Language, paint: Paint): string {
  const when = new Date(entry.at).toISOString().replace('T', ' ').slice(0, 19);
  const body = entry.body as {
    service?: string;
    phase?: string;
    because?: Text;
    errors?: number;
    warnings?: number;
    to?: string;
    plan?: string;
  };
  const words = [
    body.service ?? body.plan,
    body.phase,
    body.because?.[language],
    body.errors === undefined ? undefined : `${body.errors} errors, ${body.warnings} warnings`,
    body.to && `→ ${body.to.slice(0, 8)}`,
  ];
  return `${String(entry.number).padStart(4)}  ${paint('dim', `${when}Z`)}  ${paint('bold', KINDS[entry.kind][language])}  ${words.filter(Boolean).join(' · ')}\n`;
}
