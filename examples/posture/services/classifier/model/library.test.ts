import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadModels } from './library.ts';

const SHIPPED = fileURLToPath(new URL('../../../models', import.meta.url));

describe('the shipped models', () => {
  it('are listed oldest first with what was measured on people they never saw', async () => {
    const models = await loadModels(SHIPPED);
    expect([...models.keys()]).toEqual(['2026.11.0', '2026.11.1']);
    expect(models.get('2026.11.1')?.measured?.balancedAccuracy).toBeGreaterThan(0.9);
  });
});
