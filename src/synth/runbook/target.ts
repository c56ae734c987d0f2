import type { Language } from '#kernel';
import type { SynthFile } from '../file.ts';
import type { Source } from '../source.ts';
import { type EnvironmentTarget, isMissing, type SynthContext } from '../target.ts';
import { alertsPage } from './alerts.ts';
import { recoveryPage } from './recovery.ts';
import type { Page } from './words.ts';

/** What somebody reads at night: the way back, and what each alert means. */
export const runbook: EnvironmentTarget = {
  name: 'runbook',
  scope: 'environment',
  about: {
    en: 'recovery and alerts as pages for whoever is on call, in English and Korean',
    ko: '당직자가 읽는 복구와 알림 문서를 영어와 한국어로 만든다',
  },
  appliesTo: ({ environment }) => environment.on.engine !== 'local',
  render(context) {
    const { plan } = context;
    tellMissing(context);
    const recovery: Source = { path: 'recoveryOrder', at: plan.at };
    const pages = LANGUAGES.flatMap((language) => [
      pageFile('recovery', language, recoveryPage(context, language), recovery),
      ...(plan.alerts.length > 0
        ? [
            pageFile('alerts', language, alertsPage(context, language), {
              path: 'alerts',
              at: plan.at,
            }),
          ]
        : []),
    ]);
    return pages;
  },
};

const LANGUAGES: readonly Language[] = ['en', 'ko'];

const pageFile = (name: string, language: Language, page: Page, source: Source): SynthFile => ({
  path: language === 'en' ? `${name}.md` : `${name}.${language}.md`,
  source,
  body: { kind: 'text', comment: ['<!--', '-->'], lines: squeezed(page) },
});

/** Never two empty lines in a row, and none at the end: sections need not know of one another. */
function squeezed({ lines: { lines } }: Page): Page['lines']['lines'] {
  const kept = lines.filter(({ text }, index) => text !== '' || lines[index - 1]?.text !== '');
  return kept.at(-1)?.text === '' ? kept.slice(0, -1) : kept;
}

function tellMissing(context: SynthContext): void {
  const { plan } = context;
  const at = plan.at;
  if ((plan.policy.recoveryOrder ?? []).length === 0)
    isMissing(
      context,
      'runbook',
      { path: 'recoveryOrder', at },
      {
        en: 'the plan does not say in which order parts come back',
        ko: '구성 요소를 되살리는 순서가 계획에 없다',
      },
      { en: 'Say it: `recoveryOrder`.', ko: '`recoveryOrder`에 적는다.' },
    );
  if (plan.channels.length === 0)
    isMissing(
      context,
      'runbook',
      { path: 'alerts', at },
      {
        en: 'the plan names no channel: whoever finds the page does not know whom to tell',
        ko: '알릴 채널이 계획에 없다. 문서를 펼친 사람이 누구에게 알릴지 모른다',
      },
    );
}
