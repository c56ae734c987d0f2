import type { Language, Text } from '#kernel';
import { type Code, type Draft, type DraftPart, type DraftSite, Raw } from './draft.ts';

const RESERVED = new Set(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield'.split(
    ' ',
  ),
);
/** Everything a first plan may import: no variable is called like it. */
const IMPORTS =
  'aws bucket definePlan documentStore ecs environment external gateway gcp gke link local mysql onPremises postgres queue redis route search secret server service site warehouse'.split(
    ' ',
  );
const PLACE: Readonly<Record<DraftSite['provider'], string>> = {
  aws: 'ecs',
  gcp: 'gke',
  'on-premises': 'server',
};

/** A first plan as TypeScript that resolves as it stands. */
export function printPlan(draft: Draft, language: Language): string {
  const secrets = [...new Set(draft.parts.flatMap((part) => part.secrets))];
  const variables = variablesFor([...draft.parts.map((part) => part.name), ...secrets]);
  const variable = (name: string) => variables.get(name) ?? name;
  const body = [
    ...secrets.map((name) => `const ${variable(name)} = secret(${print(name)});`),
    ...ordered(draft.parts).map((part) => printPart(part, variable)),
    ...(draft.site ? [printSite(draft.site)] : []),
    printRoot(draft, variable),
  ];
  const code = body.join('\n');
  const used = IMPORTS.filter((name) => new RegExp(`(?<![\\w.'"])${name}\\(`).test(code));
  const head = `import { ${used.join(', ')} } from 'hanok';`;
  return [head, '', body.join('\n\n'), ...leftLines(draft, language), ''].join('\n');
}

/** What is linked or routed to stands before what names it. */
function ordered(parts: readonly DraftPart[]): readonly DraftPart[] {
  const names = new Set(parts.map((part) => part.name));
  const needs = (part: DraftPart) =>
    [...part.links, ...part.routes].filter((name) => names.has(name));
  const done: DraftPart[] = [];
  const visit = (part: DraftPart) => {
    if (done.includes(part)) return;
    for (const name of needs(part)) {
      const other = parts.find((one) => one.name === name);
      if (other) visit(other);
    }
    done.push(part);
  };
  for (const part of parts) visit(part);
  return done;
}

function variablesFor(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>([...IMPORTS, 'main']);
  return new Map(
    names.map((name) => {
      const plain = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      let variable = RESERVED.has(plain) || taken.has(plain) ? `${plain}Part` : plain;
      while (taken.has(variable)) variable = `${variable}_`;
      taken.add(variable);
      return [name, variable];
    }),
  );
}

function printPart(part: DraftPart, variable: (name: string) => string): string {
  const links = part.links.map((name) => new Raw(`link(${variable(name)})`));
  const secrets = part.secrets.map((name) => new Raw(variable(name)));
  const uses = [...links, ...secrets];
  const routes = part.routes.map(
    (name, index) => new Raw(`route(${print(index === 0 ? '/' : `/${name}`)}, ${variable(name)})`),
  );
  const spec = {
    ...part.spec,
    ...(uses.length > 0 && { uses }),
    ...(part.call === 'gateway' && { routes }),
  };
  const lines = Object.entries(spec).flatMap(([key, value]) =>
    value === undefined ? [] : [`  ${key}: ${print(value)},\n`],
  );
  const body = lines.length > 0 ? `{\n${lines.join('')}}` : '{}';
  return `const ${variable(part.name)} = ${part.call}(${print(part.name)}, ${body});`;
}

function printSite({ provider, where }: DraftSite): string {
  const at =
    provider === 'on-premises'
      ? `onPremises({ country: ${print(where)} })`
      : `${provider}(${print(where)}, { zones: 2 })`;
  return `const main = site('main', ${at});`;
}

function printRoot(draft: Draft, variable: (name: string) => string): string {
  const reached = new Set(draft.parts.flatMap((part) => [...part.links, ...part.routes]));
  const roots = draft.parts.filter((part) => !reached.has(part.name) && part.call !== 'external');
  const port = draft.port === undefined ? '' : `{ port: ${draft.port} }`;
  const { site, objectives } = draft;
  return [
    `export default definePlan(${print(draft.name)}, {`,
    `  asOf: ${print(draft.asOf)},`,
    `  roots: [${roots.map((part) => variable(part.name)).join(', ')}],`,
    ...(objectives
      ? [
          `  objectives: { availability: ${print(objectives.availability)}, recovery: { point: ${print(objectives.point)} } },`,
        ]
      : []),
    '  environments: [',
    `    environment('local', { on: local(${port}), holds: 'synthetic' }),`,
    ...(site ? [`    environment('production', { on: ${PLACE[site.provider]}(main) }),`] : []),
    '  ],',
    '});',
  ].join('\n');
}

const HEAD: Text = { en: 'Not taken over from', ko: '옮기지 못한 것' };

function leftLines({ from }: Draft, language: Language): readonly string[] {
  if (!from || from.left.length === 0) return [];
  const lines = from.left.map(({ line, path, why }) => {
    const because = why ? ` (${why[language]})` : '';
    return `// - ${from.file}:${line} ${path}${because}`.replace(/[\r\n\u2028\u2029]/g, ' ');
  });
  return ['', `// ${HEAD[language]}: ${from.file}`.replace(/[\r\n]/g, ' '), ...lines];
}

/** A value as source text. */
export function print(value: Code): string {
  if (value instanceof Raw) return value.code;
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined
      ? []
      : [`${/^[A-Za-z_$][\w$]*$/.test(key) ? key : print(key)}: ${print(member)}`],
  );
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}
