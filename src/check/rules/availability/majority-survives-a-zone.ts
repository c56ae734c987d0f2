import { aws, definePlan, eks, environment, search, site } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const spread = (nodes: number, zoneIds: readonly string[]) =>
  definePlan(`${nodes} nodes over ${zoneIds.length} zones`, {
    asOf: '2026-11-20',
    roots: [search('catalogue', { nodes })],
    environments: [
      environment('production', { on: eks(site('here', aws('eu-central-1', { zoneIds }))) }),
    ],
  });

export const rule = defineRule({
  id: 'availability/majority-survives-a-zone',
  severity: 'warning',
  title: {
    en: 'What decides by majority keeps one when a zone is lost.',
    ko: '다수결로 정하는 것은 영역 하나를 잃어도 과반을 지킨다.',
  },
  why: {
    en: 'Over two zones one of them always holds at least half: when it goes, the rest may not elect anybody and the whole stops.',
    ko: '두 영역에 나누면 한쪽에는 늘 절반 이상이 있다. 그쪽을 잃으면 남은 노드는 아무도 뽑지 못하고 전체가 멈춘다.',
  },
  fix: {
    en: 'Use three zones, or put a voting node in a third.',
    ko: '세 영역을 쓰거나 세 번째 영역에 투표 노드를 둔다.',
  },
  examples: () => ({
    pass: [spread(3, ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'])],
    fail: [spread(3, ['eu-central-1a', 'eu-central-1b'])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const site = `sites.${plan.environment.on.site?.name}`;
    for (const subject of partsOfKind(facts, 'search')) {
      const nodes = facts.first('nodes', subject);
      const zones = zonesOf(facts, subject, site);
      if (!nodes || nodes.value < 3 || !zones || zones.count < 2) continue;
      const left = nodes.value - Math.ceil(nodes.value / zones.count);
      const majority = Math.floor(nodes.value / 2) + 1;
      if (left >= majority) continue;
      report({
        path: `${subject}.zones`,
        because: [nodes, zones.fact],
        message: {
          en: `${nameOf(subject)} has ${nodes.value} nodes over ${zones.count} zones: without the fuller one ${left} of them left, where ${majority} make a majority`,
          ko: `${nameOf(subject)} 노드 ${nodes.value}개가 영역 ${zones.count}개에 있다. 많은 쪽을 잃으면 ${left}개가 남는데 과반은 ${majority}개다`,
        },
      });
    }
  },
});

function zonesOf(facts: FactBase, subject: string, site: string) {
  const fact = facts.first('zones', subject) ?? facts.first('zones', site);
  if (fact) return { count: fact.value, fact };
  const named = facts.first('zoneIds', site);
  return named && { count: named.value.length, fact: named };
}
