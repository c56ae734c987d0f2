import { expect, it } from 'vitest';
import { idOf, plain, within } from './names.ts';

it('keeps names apart that differ', () => {
  const ids = [
    idOf('api-start'),
    idOf('api', 'start'),
    idOf('api', '_start'),
    idOf('Api start'),
    idOf('api start'),
    idOf('1'),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[A-Za-z_][\w-]*$|^\d+$/.test(id))).toBe(true);
});

it('shortens a name to what AWS takes, and keeps two long ones apart', () => {
  const long = 'a-very-long-name-of-a-service';
  expect(within(32, 'shop', 'web')).toBe('shop-web');
  const [one, other] = [within(32, 'shop', `${long}-1`), within(32, 'shop', `${long}-2`)];
  expect([one.length <= 32, one === other]).toEqual([true, false]);
});

it('leaves no expression in a text of the plan', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what Terraform would read is what is tried.
  expect(plain('${var.x} and %{ if true }')).toBe('$${var.x} and %%{ if true }');
});
