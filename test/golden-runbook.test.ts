import { describe, expect, it } from 'vitest';
import { changed, goldens } from './support/goldens.ts';

const pages = goldens(/runbook\/[a-z]+\.md$/);
describe.each(pages)('the page $path', ({ path, text }) => {
  const korean = changed(path.replace('.md', '.ko.md'), '', '');
  it('says the same in both languages: commands, headings and figures', () => {
    const code = (page: string) => page.match(/```sh\n[\s\S]*?```/g);
    const depth = (page: string) => page.match(/^#+ /gm);
    const figures = (page: string) => [...new Set(page.match(/\d+(?:\.\d+)?/g))].sort();
    expect(code(korean)).toEqual(code(text));
    expect(depth(korean)).toEqual(depth(text));
    expect(figures(korean)).toEqual(figures(text));
  });
  it('names channels, and nobody’s address', () => {
    for (const page of [text, korean]) {
      expect(page).not.toMatch(/[\w.]+@[\w-]+\.\w+/);
      expect(page).not.toMatch(/https?:\/\/|\+\d{2}|undefined|NaN|\[object/);
    }
  });
});
