import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { printFile, printWithSources } from '../file.ts';
import { from, Said, type TreeMap } from '../source.ts';
import { Lines } from './text.ts';

const source = { path: 'parts.api', at: { file: 'hanok.plan.ts', line: 7 } };
const yamlOf = (value: object): string =>
  printFile({ path: 'x.yaml', source, body: { kind: 'yaml', documents: [value as TreeMap] } }, 'x');

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'ab1 .:-#\n\t"\'{}[]|>&*!%@`,?~=<e0xtrue'), maxLength: 12 }),
  fc.constantFrom(
    'yes',
    'No',
    'on',
    '1e3',
    '0x1f',
    '1_000',
    '12:30:45',
    '2026-11-20',
    '~',
    'null',
    '.5',
    '-',
    'a: b',
    'a #b',
    ' a',
    'a ',
    '10Gi',
    '500m',
    '.inf',
    '=',
    '<<',
    'a\nb\n',
    'a\n\n',
    '\na',
    '한글 이름',
  ),
);
const { tree } = fc.letrec<{ tree: unknown; map: object }>((tie) => ({
  map: fc.dictionary(
    word.filter((key) => key !== '__proto__'),
    tie('tree'),
    { maxKeys: 4 },
  ),
  tree: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    tie('map'),
  ),
}));

it('prints YAML that a parser reads back as the same value, by the rules of 1.2 and of 1.1', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        word.filter((key) => key !== '__proto__'),
        tree,
        { maxKeys: 4 },
      ),
      (value) => {
        const text = yamlOf(value);
        expect(parse(text, { version: '1.2' })).toEqual(value);
        expect(parse(text, { version: '1.1' })).toEqual(value);
      },
    ),
    { numRuns: 2_000 },
  );
});

it('prints JSON that reads back as the same value, laid out as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.dictionary(word, tree, { maxKeys: 4 }), (value) => {
      const body = { kind: 'json', value: value as TreeMap } as const;
      const file = { path: 'x.json', source, body };
      // One way is fast, the other knows its sources: they say the same.
      expect(printWithSources(file, 'x').text).toBe(printFile(file, 'x'));
      expect(printFile({ path: 'x.json', source, body }, 'x')).toBe(
        `${JSON.stringify(value, null, 2)}\n`,
      );
    }),
  );
});

it('knows behind each line the plan line that it came from', () => {
  const replicas = { path: 'parts.api.replicas.min', at: { file: 'hanok.plan.ts', line: 9 } };
  const gateway = { path: 'parts.edge', at: { file: 'hanok.plan.ts', line: 20 } };
  const documents = [
    {
      kind: 'Deployment',
      spec: { replicas: new Said(3, replicas), list: [new Said('a', replicas)] },
    },
    from(gateway, { kind: 'Route', spec: { rules: [{ path: '/' }] } }),
  ];
  const { text, sources } = printWithSources(
    { path: 'x.yaml', source, body: { kind: 'yaml', documents } },
    'x',
  );
  expect(
    text
      .split('\n')
      .slice(0, -1)
      .map((line, at) => `${sources[at]?.at.line} ${line}`),
  ).toEqual([
    '7 # x',
    '7 kind: Deployment',
    '7 spec:',
    '9   replicas: 3',
    '7   list:',
    '9   - a',
    '7 ---',
    '20 kind: Route',
    '20 spec:',
    '20   rules:',
    '20   - path: /',
  ]);
});

it('leaves out what is undefined, and says so of what is empty', () => {
  expect(yamlOf({ a: undefined, b: {}, c: [], d: [{}, []], e: { f: undefined } })).toBe(
    '# x\nb: {}\nc: []\nd:\n- {}\n- []\ne: {}\n',
  );
});

it('separates documents', () => {
  const body = { kind: 'yaml', documents: [{ a: 1 }, { b: 'two\nlines' }] } as const;
  const text = printFile({ path: 'x.yaml', source, body }, 'x');
  expect(parseAllDocuments(text).map((one) => (one as { toJS(): unknown }).toJS())).toEqual([
    { a: 1 },
    { b: 'two\nlines' },
  ]);
});

it('writes blocks of text one step deeper', () => {
  const text = new Lines();
  text.block('server {', () => text.line('listen 80;', source), '}');
  expect(text.lines).toEqual([
    { text: 'server {', source: undefined },
    { text: '  listen 80;', source },
    { text: '}', source: undefined },
  ]);
});
