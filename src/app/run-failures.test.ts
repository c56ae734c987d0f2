import { expect, it } from 'vitest';
import { notLocal } from './run-failures.ts';

it.each([
  ['server', 'hanok deploy SERVICE --env production --ssh USER@HOST'],
  ['gke', 'releases go to production with `hanok deploy SERVICE --env production`'],
  ['ecs', 'Run `hanok up` without --env.'],
])('says where releases to %s go', (engine, way) => {
  expect(notLocal('production', engine).hint?.en).toContain(way);
});
