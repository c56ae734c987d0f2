import { expect, it } from 'vitest';
import { SYSTEMS } from '../scripts/expected/systems.ts';
import { answersOf, isAnswered } from '../scripts/statements/answers.ts';

it.each(SYSTEMS)('answers every line of the document of $folder in both plans', async (system) => {
  const rows = await answersOf(system);
  const open = rows.filter((one) => !isAnswered(one.written) || !isAnswered(one.repaired));
  expect(open.map((one) => one.id)).toEqual([]);
  const width = String(system.statements).length;
  const numbers = Array.from(
    { length: system.statements },
    (_, index) => `S${system.prefix[1]}-${String(index + 1).padStart(width, '0')}`,
  );
  expect(rows.map((one) => one.id)).toEqual(numbers);
});

it('counts all the lines of the five documents', () => {
  expect(SYSTEMS.reduce((sum, one) => sum + one.statements, 0)).toBe(568);
});
