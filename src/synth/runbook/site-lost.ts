import { isStore, type ResolvedPlan, type ResolvedStore } from '#model';
import type { Source } from '../source.ts';
import type { SynthContext } from '../target.ts';
import { type Page, UNKNOWN } from './words.ts';

/** What to do without the whole site: where to go, what is there, and what is not. */
export function writeSiteLost(page: Page, { plan }: SynthContext): void {
  const { standby, name, at, also } = plan.environment;
  const source: Source = { path: `environments.${name}.standby`, at };
  page.heading(2, { en: 'When the site is gone', ko: '사이트를 잃었을 때' }, source);
  if (also.length > 0) writeShared(page, plan);
  const to = standby?.site?.name;
  if (to !== undefined) {
    page.put(
      {
        en: `Everything moves to **${to}** (${standby?.engine}). Go through the parts in the order above, there.`,
        ko: `모두 **${to}**(${standby?.engine})로 옮긴다. 위의 순서를 그곳에서 밟는다.`,
      },
      source,
    );
    writeCopies(page, plan, to, source);
  } else if (also.length === 0)
    page.put(
      {
        en: `The plan names no standby for ${name}: there is nowhere to move to.`,
        ko: `${name} 환경의 예비 사이트가 계획에 없다. 옮겨 갈 곳이 없다.`,
      },
      source,
    );
}

/** Several sites answer at once: what is lost with one is what stands nowhere else. */
function writeShared(page: Page, { environment }: ResolvedPlan): void {
  const placements = [environment.on, ...environment.also];
  const { steer } = environment;
  const source: Source = { path: `environments.${environment.name}.on`, at: environment.at };
  page.put(
    steer?.failover === 'health'
      ? {
          en: 'A site that fails its health check is taken out by itself; the others answer for it.',
          ko: '상태 확인에 실패한 사이트는 저절로 빠지고 나머지가 대신 답한다.',
        }
      : {
          en: 'Nothing takes a site out by itself: move its traffic by hand.',
          ko: '사이트가 저절로 빠지지 않는다. 트래픽을 손으로 옮긴다.',
        },
    source,
  );
  page.put();
  for (const { site, place = [], at } of placements) {
    const elsewhere = new Set(
      placements.flatMap((other) => (other.site?.name === site?.name ? [] : (other.place ?? []))),
    );
    const only = place.filter((part) => !elsewhere.has(part)).sort();
    const words = only.join(', ');
    page.put(
      {
        en: `- Without ${site?.name ?? UNKNOWN.en}: ${only.length === 0 ? 'nothing that stands there alone is named' : `gone with it, and to be brought back in the order above: ${words}`}.`,
        ko: `- ${site?.name ?? UNKNOWN.ko} 사이트를 잃으면: ${only.length === 0 ? '그곳에만 있다고 적힌 것은 없다' : `함께 잃고, 위의 순서로 되살릴 것: ${words}`}.`,
      },
      { ...source, at },
    );
  }
}

/** What of each store is at hand on the site that takes over. */
function writeCopies(page: Page, plan: ResolvedPlan, to: string, source: Source): void {
  const stores = plan.parts.filter(isStore).sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = (isMeant: (store: ResolvedStore) => boolean): string =>
    stores
      .filter(isMeant)
      .map((one) => one.name)
      .join(', ');
  const live = names(({ backup }) => backup?.copyTo === to && backup.mirrored === true);
  const there = names(({ backup }) => backup?.copyTo === to);
  const gone = names(({ backup }) => backup?.copyTo !== to);
  page.put();
  if (live !== '')
    page.put(
      {
        en: `- A live mirror is there of ${live}: promote it. That is faster than a restore, and no way back to what was deleted by mistake.`,
        ko: `- 실시간 미러가 있는 것: ${live}. 승격하는 편이 복구보다 빠르다. 잘못 지운 데이터를 되살리는 데는 쓸 수 없다.`,
      },
      source,
    );
  page
    .put(
      {
        en: `- A copy is there of: ${there || 'nothing'}.`,
        ko: `- 사본이 있는 것: ${there || '없음'}.`,
      },
      source,
    )
    .put(
      {
        en: `- No copy is there of: ${gone || 'nothing'}.`,
        ko: `- 사본이 없는 것: ${gone || '없음'}.`,
      },
      source,
    )
    .put({
      en: '- Move the names in DNS last, when requests are answered there. How long the old address is remembered (TTL) is not in the plan.',
      ko: '- DNS는 그곳에서 요청에 답하기 시작한 다음 마지막에 옮긴다. TTL은 계획에 없다.',
    });
}
