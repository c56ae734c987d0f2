import { MINUTE, withParticle } from '#kernel';
import { partsOf } from '#model';
import { watchedStoresOf } from '../observe/exporters.ts';
import { byName } from '../observe/place.ts';
import { spanWord } from '../observe/words.ts';
import { type Source, sourceOfPart } from '../source.ts';
import type { SynthContext } from '../target.ts';
import type { AlertRule } from './rule.ts';
import { flat, minutesFor, sampled, seriesOf } from './sample.ts';

/** How long nothing may be read: twenty readings at the usual pace. */
const FOR = 5 * MINUTE;

/**
 * What nobody reads breaks no bound: an alert for every service and store whose numbers stay away,
 * so that silence is not taken for health.
 */
export function unwatchedRules({ plan }: SynthContext): readonly AlertRule[] {
  // With several clusters a part need not stand in each: only what was found there can be missed.
  const isAlone = plan.environment.also.length === 0;
  return [
    ...byName(partsOf(plan, 'service')).map((part) =>
      ruleOf({ label: 'service', name: part.name, source: sourceOfPart(part), isAlone }),
    ),
    ...watchedStoresOf(plan).map(({ store }) =>
      ruleOf({ label: 'store', name: store.name, source: sourceOfPart(store), isAlone }),
    ),
  ];
}

interface Watched {
  readonly label: 'service' | 'store';
  readonly name: string;
  readonly source: Source;
  readonly isAlone: boolean;
}

function ruleOf({ label, name, source, isAlone }: Watched): AlertRule {
  const up = `up{${label}="${name}"}`;
  const minutes = minutesFor(FOR);
  const series = seriesOf('up', { instance: '10.0.0.1:9999', [label]: name });
  const shown = (value: number) =>
    sampled({ [series]: flat(value, minutes) }, { minutes, labels: {}, value: '' });
  return {
    alert: `unwatched-${name}`,
    source,
    expr: isAlone ? `absent(${up} == 1)` : `max(${up}) == 0`,
    for: spanWord(FOR),
    labels: {
      severity: label === 'service' ? 'critical' : 'warning',
      part: name,
      signal: 'unwatched',
      [label]: name,
    },
    summary: {
      en: `Prometheus reads nothing of ${name}`,
      ko: `Prometheus가 ${name}에서 아무것도 읽지 못한다`,
    },
    description: {
      en: `For ${FOR / MINUTE} minutes no instance has answered: ${name} is down, or cannot be asked. No other alert on it can fire.`,
      ko: `${FOR / MINUTE}분 동안 응답한 인스턴스가 없다. ${withParticle(name, '이/가')} 멈췄거나 물어볼 수 없는 상태다. 그동안 다른 알림도 울리지 않는다.`,
    },
    runbook: 'recovery.md',
    fires: shown(0),
    quiet: shown(1),
  };
}
