import type { Language, Text } from '#kernel';
import {
  isStore,
  partsOf,
  type ResolvedPart,
  type ResolvedPlan,
  type ResolvedService,
} from '#model';
import { type Source, sourceOfPart } from '../source.ts';
import type { SynthContext } from '../target.ts';
import { IMAGE_WORDS, isDriven, meansOf, placeOf, siteWords, WEIGHTS_WORDS } from './engine.ts';
import { writePart } from './part-steps.ts';
import { writeSiteLost } from './site-lost.ts';
import { channelWords, listed, Page, scheduleWords, spanWords, UNKNOWN } from './words.ts';

/** The page for the worst night: whom to tell, the way back, part by part, and what to look at. */
export function recoveryPage(context: SynthContext, language: Language): Page {
  const page = new Page(language);
  const { plan } = context;
  page.put({
    en: `# Recovery of ${plan.name}, ${plan.environment.name}`,
    ko: `# ${plan.name} ${plan.environment.name} 복구`,
  });
  writePromises(page, context);
  writePeople(page, context);
  writeFirst(page, context);
  writeRelease(page, context);
  writeOrder(page, context);
  writeSiteLost(page, context);
  writeAfter(page, context);
  return page;
}

const words = (span: number | undefined): Text => (span === undefined ? UNKNOWN : spanWords(span));

function writePromises(page: Page, { plan }: SynthContext): void {
  const { recovery, availability } = plan.objectives;
  const source: Source = { path: 'objectives.recovery', at: plan.at };
  const [time, point] = [words(recovery?.time), words(recovery?.point)];
  page.put().put(
    {
      en: `Back within: **${time.en}** (RTO). Lost at most: **${point.en}** (RPO). Availability: ${availability === undefined ? UNKNOWN.en : `${availability}%`}.`,
      ko: `RTO **${time.ko}**, RPO **${point.ko}**, 가용성 ${availability === undefined ? UNKNOWN.ko : `${availability}%`}.`,
    },
    source,
  );
  const { rehearse } = plan.policy;
  const often = rehearse ? scheduleWords(rehearse) : UNKNOWN;
  page.put(
    { en: `Rehearsed: ${often.en}.`, ko: `복구 훈련: ${often.ko}.` },
    { path: 'rehearse', at: plan.at },
  );
}

function writePeople(page: Page, { plan }: SynthContext): void {
  page.heading(2, { en: 'Whom to tell', ko: '알릴 곳' });
  const channels = [...plan.channels].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const channel of channels)
    page.put(
      `- ${page.say(channelWords(channel.name, plan.channels))}`,
      sourceOfPart(channel, 'channels'),
    );
  if (channels.length === 0) page.put(UNKNOWN);
  page.put().put({
    en: 'Their addresses are not in the plan, and not here: they are kept with the secrets.',
    ko: '주소는 계획에도 여기에도 없다. 비밀과 함께 보관한다.',
  });
  const steps = new Map(
    plan.alerts.flatMap(({ escalate }) =>
      (escalate?.steps ?? []).map((step) => {
        const to = listed([...step.notify].sort().map((one) => channelWords(one, plan.channels)));
        const after = spanWords(step.after);
        const text: Text = {
          en: `When nobody answers for ${after.en}: ${to.en}.`,
          ko: `${after.ko} 동안 응답이 없으면: ${to.ko}.`,
        };
        return [text.en, { text, source: sourceOfPart(escalate ?? plan, 'escalations') }] as const;
      }),
    ),
  );
  if (steps.size > 0) page.put();
  for (const [, { text, source }] of [...steps].sort(([a], [b]) => (a < b ? -1 : 1)))
    page.put(text, source);
}

function writeFirst(page: Page, { plan }: SynthContext): void {
  page.heading(2, { en: 'The first minutes', ko: '처음 몇 분' });
  const time = words(plan.objectives.recovery?.time);
  page
    .put({
      en: '1. Say in the channel that you have it. One person decides, another writes down what is done and when.',
      ko: '1. 채널에 맡았다고 알린다. 한 사람이 결정하고, 다른 사람이 한 일과 시각을 적는다.',
    })
    .put({
      en: `2. Write down when the first request failed: the ${time.en} run from there, not from when you woke up.`,
      ko: `2. 첫 요청이 실패한 시각을 적는다. RTO ${time.ko}의 시작은 호출이 아니라 그 시각이다.`,
    })
    .put({
      en: '3. Is a release to blame? Go to the next section. Is a part lost? Bring it back in the order below. Is the whole site gone? Go to the site.',
      ko: '3. 릴리스 탓이면 바로 다음 절로, 구성 요소를 잃었으면 아래 순서대로, 사이트 전체를 잃었으면 사이트 절로 간다.',
    })
    .put({
      en: '4. Nothing is deleted tonight. What looks broken is evidence, and perhaps the only copy.',
      ko: '4. 오늘 밤에는 아무것도 지우지 않는다. 망가져 보여도 증거이고, 유일한 사본일 수 있다.',
    });
}

function writeRelease(page: Page, { plan }: SynthContext): void {
  const { name, on } = plan.environment;
  page.heading(2, { en: 'When a release is to blame', ko: '릴리스 탓일 때' });
  const services = partsOf(plan, 'service').sort((a, b) => (a.name < b.name ? -1 : 1));
  if (isDriven(plan)) {
    page.put({
      en: 'Takes back the rollout under way, or puts the release before in force. Traffic moves first.',
      ko: '진행 중인 롤아웃을 되돌리거나, 바로 전 릴리스로 돌아간다. 트래픽부터 옮긴다.',
    });
    page.code(
      services.map((service) => `npx hanok rollback ${service.name} ${placeOf(plan)}`),
      { path: `environments.${name}`, at: plan.environment.at },
    );
    page.put({
      en: 'A repaired release goes out the same way as any other:',
      ko: '고친 릴리스는 평소와 똑같이 나간다:',
    });
    page.code([
      `npx hanok check --env ${name}`,
      ...services
        .slice(0, 1)
        .map((one) => `npx hanok deploy ${one.name} --image "$IMAGE" ${placeOf(plan)}`),
    ]);
    page.put(IMAGE_WORDS);
    const site = siteWords(plan);
    if (site) page.put(site);
  } else if (on.engine === 'server') writeOverSsh(page, plan, services);
  else
    page.put({
      en: `\`hanok rollback\` has no driver for ${on.engine}: use the provider's own means.`,
      ko: `\`hanok rollback\`에는 ${on.engine} 드라이버가 없다. 공급자의 수단을 쓴다.`,
    });
  const means = meansOf(plan);
  page.heading(3, { en: 'Without Hanok', ko: 'Hanok 없이' });
  const [first] = services;
  if (first) page.code([...means.back(first.name), means.look(first.name)]);
  if (isDriven(plan)) page.put(WEIGHTS_WORDS);
  if (services.length > 1)
    page.put({
      en: 'Shown for one service; the others go the same way, callers before what they call.',
      ko: '서비스 하나의 예다. 나머지도 같고, 부르는 쪽부터 되돌린다.',
    });
  if (means.note) page.put().put(means.note);
}

/** The engine of a laptop, on a server: its own Hanok is asked. */
function writeOverSsh(page: Page, plan: ResolvedPlan, services: readonly ResolvedService[]): void {
  const { name, at } = plan.environment;
  page.put({
    en: 'Where hanok.service raises the system, the Hanok over there puts the former release in force:',
    ko: 'hanok.service가 시스템을 세운 서버라면 그곳의 Hanok이 이전 릴리스로 돌아간다.',
  });
  page.code(
    services.map((one) => `npx hanok rollback ${one.name} --env ${name} --ssh "$SERVER"`),
    { path: `environments.${name}`, at },
  );
}

function writeOrder(page: Page, context: SynthContext): void {
  const { plan, view } = context;
  page.heading(2, { en: 'Part by part, in this order', ko: '구성 요소별 복구 순서' });
  const order = plan.policy.recoveryOrder ?? [];
  if (order.length === 0)
    page.put({
      en: 'The plan says no order. Bring back what others need first: keys, stores, services, gateways.',
      ko: '순서가 계획에 없다. 다른 것이 기대는 쪽부터 되살린다: 키, 저장소, 서비스, 게이트웨이.',
    });
  order.forEach((name, index) => {
    const part = view.part(name);
    if (!part) return;
    const what = 'managed' in part && part.managed !== undefined ? part.managed : part.kind;
    page.heading(3, `${index + 1}. ${name} (${what})`, sourceOfPart(part));
    writePart(page, context, part);
  });
  const left = plan.parts
    .filter((part) => isOrdered(part) && !order.includes(part.name))
    .map((part) => part.name)
    .sort();
  if (left.length > 0 && order.length > 0)
    page.put().put({
      en: `Not in the plan's order: ${left.join(', ')}.`,
      ko: `계획의 순서에 없는 것: ${left.join(', ')}.`,
    });
}

const isOrdered = (part: ResolvedPart): boolean =>
  isStore(part) || ['key', 'service', 'job', 'gateway', 'cdn'].includes(part.kind);

function writeAfter(page: Page, { plan }: SynthContext): void {
  const [time, point] = [
    words(plan.objectives.recovery?.time),
    words(plan.objectives.recovery?.point),
  ];
  page.heading(2, { en: 'When it runs again', ko: '다시 돌기 시작하면' });
  page
    .put({
      en: `- Write down both distances: from the first failed request to the first good one (promised: ${time.en}), and from the newest data that came back to the fault (promised: ${point.en}).`,
      ko: `- 두 차이를 적는다. 첫 실패 요청부터 첫 정상 응답까지(목표 ${time.ko}), 되찾은 가장 새 데이터부터 장애까지(목표 ${point.ko}).`,
    })
    .put({
      en: '- Make a backup of what runs now before anybody goes home.',
      ko: '- 자리를 뜨기 전에 지금 도는 상태를 백업한다.',
    })
    .put({
      en: `- \`npx hanok check --env ${plan.environment.name}\`: does the plan still say what runs?`,
      ko: `- \`npx hanok check --env ${plan.environment.name}\`: 지금 도는 것이 계획과 여전히 같은가?`,
    })
    .put({
      en: '- What was missing on this page belongs into the plan: the page is written from it.',
      ko: '- 이 문서에 모자랐던 것은 계획에 적는다. 이 문서는 계획에서 만든다.',
    });
}
