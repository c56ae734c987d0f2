import { expect, it } from 'vitest';
import {
  alert,
  aws,
  channel,
  daily,
  definePlan,
  ecs,
  eks,
  environment,
  escalation,
  link,
  local,
  type Placement,
  postgres,
  resolve,
  service,
  site,
} from '#model';
import { NO_LOCK } from '../lock.ts';
import { synthesise } from '../synthesise.ts';
import { runbook } from './target.ts';

const tokyo = site('tokyo', aws('ap-northeast-1'));
const osaka = site('osaka', aws('ap-northeast-3'));
const made = (on: Placement, { ordered = true, backup = true } = {}) => {
  const orders = postgres('orders', {
    version: '18',
    managed: 'rds',
    ...(backup && {
      backup: { full: daily('02:00', 'Asia/Seoul'), keep: '30 d', copyTo: osaka } as const,
    }),
  });
  const api = service('api', { uses: [link(orders)], health: { ready: '/ready' } });
  const night = channel('night', { by: 'phone' });
  const escalate = escalation('late', { steps: [{ after: '15 min', notify: [night] }] });
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [api],
    objectives: { recovery: { time: '30 min', point: '1 h' } },
    alerts: [
      alert('slow', { of: api, slowerThan: '1 s', for: '5 min', notify: [night], escalate }),
    ],
    ...(ordered && { recoveryOrder: [orders, api] }),
    environments: [environment('production', { on, standby: ecs(osaka) })],
  });
  const { files, findings } = synthesise({
    plans: [resolve(plan, 'production').plan ?? []].flat(),
    targets: [runbook],
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const page = (name: string) => files.find(({ path }) => path.endsWith(`/${name}`));
  return { page, text: (name: string) => page(name)?.text() ?? '', findings, files };
};

it('brings parts back in the plan’s order, each with what it is restored from', () => {
  const text = made(ecs(tokyo)).text('recovery.md');
  const order = text.match(/^### \d.*$/gm);
  expect(order).toEqual(['### 1. orders (rds)', '### 2. api (service)']);
  expect(text).toContain('- Copies: complete every day at 02:00 (Asia/Seoul)\n- Kept for: 30 d\n');
  expect(text).toContain(
    '- Restore: the last copy before the fault; up to 24 h before it are lost',
  );
});

it('says in Korean what it says in English', () => {
  const text = made(ecs(tokyo)).text('recovery.ko.md');
  expect(text).toContain('RTO **30분**, RPO **1시간**, 가용성 계획에 없음.');
  expect(text).toContain('- 사본: 전체 매일 02:00 (Asia/Seoul)\n- 보관 기간: 30일\n');
});

it('names commands of Hanok only where they have a driver', () => {
  const rollback = 'npx hanok rollback api --env production';
  expect(made(eks(tokyo)).text('recovery.md')).toContain(rollback);
  expect(made(ecs(tokyo)).text('recovery.md')).not.toContain(rollback);
});

it('tells of an alert what it means, where to look and what to do, and whom to call next', () => {
  const text = made(eks(tokyo)).text('alerts.md');
  expect(text).toContain(
    'Fires on: 95th percentile of answer times above 1 s for 5 min, in api.\n\nSeverity: not in the plan. Told: night (phone).\nWith no answer after 15 min: night (phone).\n',
  );
  for (const heading of ['What it means', 'First look', 'First act'])
    expect(text).toContain(`**${heading}.** `);
});

it('says what nobody wrote down', () => {
  const { text, findings } = made(ecs(tokyo), { ordered: false, backup: false });
  expect(text('recovery.md')).toContain('The plan says no order.');
  expect(findings.map(({ code, path }) => [code, path])).toEqual([
    ['synth/runbook-needs', 'recoveryOrder'],
  ]);
  expect(made(ecs(tokyo), { backup: false }).findings.map(({ message }) => message.en)).toEqual([
    'the plan does not say how orders comes back: it has no backup',
  ]);
});

it('knows the plan line behind a line', () => {
  const { text = '', sources = [] } = made(ecs(tokyo)).page('recovery.md')?.withSources() ?? {};
  const line = text.split('\n').indexOf('- Kept for: 30 d');
  expect(sources[line]?.path).toBe('parts.orders.backup');
});

it('is of no use on a laptop', () => {
  expect(made(local()).files).toEqual([]);
});
