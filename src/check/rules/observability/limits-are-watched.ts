import { type Text, withParticle } from '#kernel';
import { type Attribute, alert, channel, type Plan, postgres } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, subjectsOf } from '../../said.ts';

/** What runs out, and the alert that tells before. */
interface Limit extends Text {
  readonly alert: Attribute;
  readonly of: readonly string[];
  readonly when: Attribute;
  /** An alert of its own, not one of the whole system. */
  readonly each?: boolean;
}
const SERVERS = ['service', 'postgres', 'mysql'];

const LIMITS: readonly Limit[] = [
  {
    alert: 'connectionsAbove',
    of: ['postgres', 'mysql'],
    when: 'maxConnections',
    each: true,
    en: 'connections run out',
    ko: '연결이 다 찬다',
  },
  {
    alert: 'lagAbove',
    of: ['postgres', 'mysql'],
    when: 'readers.maxLag',
    each: true,
    en: 'replicas fall behind',
    ko: '복제본이 뒤처진다',
  },
  {
    alert: 'diskAbove',
    of: ['postgres', 'mysql', 'search'],
    when: 'storage',
    en: 'disks fill',
    ko: '디스크가 찬다',
  },
  { alert: 'cpuAbove', of: SERVERS, when: 'size.cpu', en: 'CPUs are busy', ko: 'CPU가 바쁘다' },
  {
    alert: 'memoryAbove',
    of: SERVERS,
    when: 'size.memory',
    en: 'memory runs out',
    ko: '메모리가 모자란다',
  },
  {
    alert: 'certificateWithin',
    of: ['gateway'],
    when: 'tls.issuer',
    en: 'certificates end',
    ko: '인증서가 끝난다',
  },
  {
    alert: 'budgetAbove',
    of: ['environments'],
    when: 'budget.monthly',
    en: 'budgets are spent',
    ko: '예산이 다 나간다',
  },
];

const room = channel('room', { by: 'slack' });
const stock = postgres('stock', { maxConnections: 100 });
const errors = alert('errors', { errorsAbove: '1%', notify: [room] });
const connections = alert('connections', { of: stock, connectionsAbove: 80, notify: [room] });
const watched = (name: string, alerts: readonly (typeof errors)[]): Plan =>
  small(name, { roots: [stock], alerts });

export const rule = defineRule({
  id: 'observability/limits-are-watched',
  severity: 'warning',
  title: {
    en: 'For everything that can run out there is an alert.',
    ko: '바닥날 수 있는 것마다 알림이 있다.',
  },
  why: {
    en: 'Disks, connections, certificates and budgets end on a day that was known weeks before.',
    ko: '디스크, 연결, 인증서, 예산은 몇 주 전부터 알 수 있던 날에 끝난다.',
  },
  fix: { en: 'Add the alert.', ko: '알림을 더한다.' },
  examples: () => ({
    pass: [watched('connections are watched', [errors, connections])],
    fail: [watched('only errors are watched', [errors])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan) || plan.alerts.length === 0) return;
    for (const limit of LIMITS)
      for (const subject of unwatched(facts, limit)) {
        report({
          path: `${subject}.${limit.alert}`,
          because: facts.of(limit.when, subject),
          message: {
            en: `no alert says when ${limit.en} at ${nameOf(subject)} (${limit.alert})`,
            ko: `${nameOf(subject)}에서 ${limit.ko}고 알리는 것이 없다(${withParticle(limit.alert, '이/가')} 없다)`,
          },
        });
      }
  },
});

/** An alert whose threshold the document leaves out is there, if of no use yet. */
const isMeant = (facts: FactBase, attribute: Attribute, alert: string): boolean =>
  facts.of('unstated', alert).some((fact) => fact.value === attribute);

/** Every subject without one, or the first of them where one alert would do for all. */
function unwatched(facts: FactBase, limit: Limit): readonly string[] {
  const subjects = subjectsOf(facts, limit.of).filter((one) => isSaid(facts, limit.when, one));
  const alerts = subjectsOf(facts, ['alerts']).filter(
    (one) => isSaid(facts, limit.alert, one) || isMeant(facts, limit.alert, one),
  );
  if (!limit.each) return alerts.length > 0 ? [] : subjects.slice(0, 1);
  const watched = alerts.flatMap((one) => facts.of('of', one).map((fact) => `parts.${fact.value}`));
  const hasOneOfAll = alerts.some((one) => facts.of('of', one).length === 0);
  return hasOneOfAll ? [] : subjects.filter((one) => !watched.includes(one));
}
