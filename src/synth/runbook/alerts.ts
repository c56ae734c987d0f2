import { type Language, type Text, withParticle } from '#kernel';
import type { ResolvedAlert, ResolvedPart } from '#model';
import { type Source, sourceOfPart } from '../source.ts';
import type { SynthContext } from '../target.ts';
import { isDriven, meansOf, placeOf, siteWords } from './engine.ts';
import { meaningsOf } from './meanings.ts';
import { channelWords, listed, Page, spanWords, UNKNOWN } from './words.ts';

/** A page of all alerts, by name: what each means, where to look first, what to do first. */
export function alertsPage(context: SynthContext, language: Language): Page {
  const { plan } = context;
  const page = new Page(language);
  const alerts = [...plan.alerts].sort((a, b) => (a.name < b.name ? -1 : 1));
  page.put({
    en: `# Alerts of ${plan.name}, ${plan.environment.name}`,
    ko: `# ${plan.name} ${plan.environment.name} 알림`,
  });
  page
    .put()
    .put({
      en: 'You were called. Find the name of the alert, read three lines, act. How to bring parts back is in `recovery.md`.',
      ko: '호출을 받았으면 알림 이름을 찾아 세 줄을 읽고 움직인다. 구성 요소를 되살리는 법은 `recovery.ko.md`에 있다.',
    })
    .put();
  const { note } = meansOf(plan);
  if (note) page.put(note).put();
  const site = isDriven(plan) ? siteWords(plan) : undefined;
  if (site) page.put(site).put();
  for (const alert of alerts)
    page.put(`- [${alert.name}](#${alert.name})`, sourceOfPart(alert, 'alerts'));
  for (const alert of alerts) writeAlert(page, context, alert);
  return page;
}

function writeAlert(page: Page, context: SynthContext, alert: ResolvedAlert): void {
  const source = sourceOfPart(alert, 'alerts');
  const of = alert.of === undefined ? undefined : context.view.part(alert.of);
  page.heading(2, alert.name, source);
  const meanings = meaningsOf(alert, of);
  page.put(firesWords(alert, of, listed(meanings.map(({ fires }) => fires))), source);
  writeNotified(page, context, alert, source);
  for (const { means, look, act } of meanings) {
    page.put().put({ en: `**What it means.** ${means.en}`, ko: `**뜻.** ${means.ko}` }, source);
    page.put().put({ en: `**First look.** ${look.en}`, ko: `**먼저 볼 것.** ${look.ko}` }, source);
    page.put().put({ en: `**First act.** ${act.en}`, ko: `**먼저 할 일.** ${act.ko}` }, source);
  }
  const commands = commandsFor(context, of);
  if (commands.length > 0) page.code(commands, source);
}

function firesWords(alert: ResolvedAlert, of: ResolvedPart | undefined, fires: Text): Text {
  const span = alert.for === undefined ? undefined : spanWords(alert.for);
  const where: Text = of
    ? { en: `in ${of.name}`, ko: of.name }
    : { en: 'anywhere in the system', ko: '시스템 전체' };
  return {
    en: `Fires on: ${fires.en}${span ? ` for ${span.en}` : ''}, ${where.en}.`,
    ko: `${where.ko}: ${fires.ko}${span ? `, ${span.ko} 동안` : ''}.`,
  };
}

function writeNotified(
  page: Page,
  { plan }: SynthContext,
  alert: ResolvedAlert,
  source: Source,
): void {
  const { notify = [], escalate, severity } = alert;
  const names = listed([...notify].sort().map((name) => channelWords(name, plan.channels)));
  page.put().put(
    {
      en: `Severity: ${severity ?? UNKNOWN.en}. Told: ${notify.length > 0 ? names.en : UNKNOWN.en}.`,
      ko: `심각도: ${severity ?? UNKNOWN.ko}. 받는 곳: ${notify.length > 0 ? names.ko : UNKNOWN.ko}.`,
    },
    source,
  );
  for (const step of escalate?.steps ?? []) {
    const after = spanWords(step.after);
    const next = listed([...step.notify].sort().map((name) => channelWords(name, plan.channels)));
    page.put(
      {
        en: `With no answer after ${after.en}: ${next.en}.`,
        ko: `${withParticle(after.ko, '이/가')} 지나도 응답이 없으면: ${next.ko}.`,
      },
      source,
    );
  }
}

/** Where a service is meant, its own commands; they only look. */
function commandsFor({ plan, view }: SynthContext, of: ResolvedPart | undefined): string[] {
  if (of?.kind !== 'service') return [];
  const means = meansOf(plan);
  const rollout = isDriven(plan) ? [`npx hanok rollout show ${of.name} ${placeOf(plan)}`] : [];
  return view.part(of.name) ? [...rollout, means.look(of.name), means.logs(of.name)] : [];
}
