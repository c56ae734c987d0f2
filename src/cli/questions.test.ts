import { expect, it } from 'vitest';
import { defaultAnswers, questions } from './questions.ts';

const answering = (answers: Readonly<Record<string, string>>) => {
  const asked: string[] = [];
  const ask = async ({ en }: { en: string }, usual: string, fits: RegExp) => {
    asked.push(en);
    const answer = Object.entries(answers).find(([words]) => en.startsWith(words))?.[1] ?? usual;
    expect(answer).toMatch(fits);
    return answer;
  };
  return { asked, ask };
};

it('takes the defaults where every question is left empty', async () => {
  expect(await questions('shop', answering({}).ask)).toEqual(defaultAnswers('shop'));
});

it('asks for a region only where there is a provider', async () => {
  const none = answering({});
  await questions('shop', none.ask);
  expect(none.asked).not.toContain('region');
  const some = answering({ where: 'aws', 'name of': 'My Shop', Redis: 'yes' });
  expect(await questions('shop', some.ask)).toMatchObject({
    name: 'my-shop',
    cache: true,
    site: { provider: 'aws', where: 'ap-northeast-2' },
  });
});
