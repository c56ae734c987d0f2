import { expect, it } from 'vitest';
import { toRefusal } from './refusal.ts';

const refused = (code: string, path?: string) =>
  Object.assign(new Error(code), { code, ...(path && { path }) });

it.each(['EACCES', 'EPERM', 'EROFS', 'ENOSPC'])('takes %s for no bug', (code) => {
  expect(toRefusal(refused(code, '.hanok/local'))).toMatchObject({ code: 'app/machine-refused' });
});

it.each([refused('ENOENT', 'a'), refused('EACCES'), new Error('x'), 'x'])(
  'leaves a bug a bug',
  (cause) => {
    expect(toRefusal(cause)).toBeUndefined();
  },
);
