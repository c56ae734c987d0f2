import { printSpan, type Text, withParticle } from '#kernel';
import { alert, channel, type Fact, postgres } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

/** Parts of the limit at which there is still time, and already a reason. */
const [EARLY, LATE] = [0.6, 0.95];

const stock = postgres('stock', { maxConnections: 100 });
const room = channel('room', { by: 'slack' });
const watched = (name: string, connectionsAbove: number) =>
  small(name, {
    roots: [stock],
    alerts: [alert('connections', { of: stock, connectionsAbove, notify: [room] })],
  });

export const rule = defineRule({
  id: 'observability/threshold-fits-the-limit',
  severity: 'warning',
  title: {
    en: 'A threshold stands shortly before the limit it warns of.',
    ko: '임계값은 경고하는 한도 바로 앞에 있다.',
  },
  why: {
    en: 'Far below the limit it fires on every busy day; above it never, and at errors below the budget it calls people about a kept promise.',
    ko: '한도보다 한참 아래면 바쁜 날마다 울리고, 위면 울리지 않는다. 예산보다 적은 오류에 울리면 지킨 약속 때문에 사람을 부른다.',
  },
  fix: {
    en: 'Connections at 60–95 % of the maximum, lag at what reads are promised, errors at what the objective allows.',
    ko: '연결은 최댓값의 60–95%, 지연은 읽기에 약속한 만큼, 오류는 목표가 허용하는 만큼으로 둔다.',
  },
  examples: () => ({
    pass: [watched('at eighty of a hundred', 80)],
    fail: [watched('at eight of a hundred', 8), watched('at two hundred of a hundred', 200)],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const found = subjectsOf(facts, ['alerts']).flatMap((one) => [
      ...connections(facts, one),
      ...lag(facts, one),
      ...errors(facts, one),
    ]);
    for (const { fact, limit, message } of found)
      report({ path: `${fact.subject}.${fact.attribute}`, because: [fact, limit], message });
  },
});

interface Misfit {
  readonly fact: Fact;
  readonly limit: Fact;
  readonly message: Text;
}
const watchedBy = (facts: FactBase, alert: string): readonly string[] =>
  facts.of('of', alert).map((fact) => `parts.${fact.value}`);

const connections = (facts: FactBase, alert: string): readonly Misfit[] =>
  watchedBy(facts, alert).flatMap((part) => {
    const [fact] = facts.of('connectionsAbove', alert);
    const [limit] = facts.of('maxConnections', part);
    if (!fact || !limit) return [];
    const share = fact.value / limit.value;
    if (share >= EARLY && share <= LATE) return [];
    const en = `${nameOf(alert)} fires above ${fact.value} connections; ${nameOf(part)} has ${limit.value}`;
    const ko = `${withParticle(nameOf(alert), '은/는')} 연결 ${fact.value}개를 넘으면 울린다. ${nameOf(part)}의 최댓값은 ${limit.value}개다`;
    return [{ fact, limit, message: { en, ko } }];
  });

const lag = (facts: FactBase, alert: string): readonly Misfit[] =>
  watchedBy(facts, alert).flatMap((part) => {
    const [fact] = facts.of('lagAbove', alert);
    const [limit] = facts.of('readers.maxLag', part);
    if (!fact || !limit || fact.value === limit.value) return [];
    const en = `${nameOf(alert)} fires above ${printSpan(fact.value)}; reads of ${nameOf(part)} may be ${printSpan(limit.value)} old`;
    const ko = `${withParticle(nameOf(alert), '은/는')} ${withParticle(printSpan(fact.value), '을/를')} 넘으면 울린다. ${nameOf(part)}에서 읽은 것은 ${printSpan(limit.value)}까지 늦어도 된다`;
    return [{ fact, limit, message: { en, ko } }];
  });

function errors(facts: FactBase, alert: string): readonly Misfit[] {
  const [fact] = facts.of('errorsAbove', alert);
  const [limit] = facts.of('availability', 'plan');
  const allowed = limit ? 100 - limit.value : 0;
  if (!fact || !limit || fact.value >= EARLY * allowed) return [];
  const shown = Math.round(allowed * 1_000) / 1_000;
  const en = `${nameOf(alert)} fires above ${fact.value} % errors; ${limit.value} % allow ${shown} %`;
  const ko = `${withParticle(nameOf(alert), '은/는')} 오류 ${fact.value} %를 넘으면 울린다. ${limit.value} %가 허용하는 것은 ${shown} %다`;
  return [{ fact, limit, message: { en, ko } }];
}
