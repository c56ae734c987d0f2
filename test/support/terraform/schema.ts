import { globSync, readFileSync } from 'node:fs';
import { orderByNeed } from '#kernel';
import { isMap, type Json, type JsonMap, type Module } from './configuration.ts';

interface Argument {
  readonly type: string;
  readonly required?: true;
  readonly many?: true;
  readonly of?: readonly string[];
  readonly block?: Readonly<Record<string, Argument>>;
}
interface Kind {
  readonly arguments: Readonly<Record<string, Argument>>;
  readonly attributes: readonly string[];
}
export interface Schema {
  readonly resource: Readonly<Record<string, Kind>>;
  readonly data: Readonly<Record<string, Kind>>;
}

/** What every provider has that a module may use: types of resources begin with whose they are. */
export function everySchema(): Schema {
  const folder = new URL('../schemas/', import.meta.url);
  const all = globSync('terraform-*.json', { cwd: folder }).map(
    (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Schema,
  );
  return {
    resource: Object.assign({}, ...all.map(({ resource }) => resource)),
    data: Object.assign({}, ...all.map(({ data }) => data)),
  };
}

/** What Terraform itself reads of every resource. */
const META = ['depends_on', 'count', 'for_each', 'lifecycle', 'provider'];

/** What the provider would refuse before it asks anybody. */
export function schemaRefusals(schema: Schema, module: Module): readonly string[] {
  return (['resource', 'data'] as const).flatMap((kind) =>
    Object.entries(module[kind]).flatMap(([type, named]) => {
      const known = schema[kind][type];
      if (!known) return [`${kind} ${type} is not in the schema`];
      return Object.entries(named).flatMap(([name, args]) => {
        const own = Object.entries(args).filter(([key]) => !META.includes(key));
        return blockRefusals(known.arguments, Object.fromEntries(own), `${type}.${name}`);
      });
    }),
  );
}

function blockRefusals(
  fields: Readonly<Record<string, Argument>>,
  value: JsonMap,
  path: string,
): readonly string[] {
  const missing = Object.entries(fields)
    .filter(([key, { required }]) => required && value[key] === undefined)
    .map(([key]) => `${path}.${key} is missing`);
  const inside = Object.entries(value).flatMap(([key, one]) => {
    const field = fields[key];
    return field ? valueRefusals(field, one, `${path}.${key}`) : [`${path}.${key} is no argument`];
  });
  return [...missing, ...inside];
}

function valueRefusals(field: Argument, value: Json, path: string): readonly string[] {
  const { block, type } = field;
  if (!block) {
    if (!fits(type, value)) return [`${path} is no ${type}`];
    return [value].flat().some((one) => isUnknown(field, one as Json))
      ? [`${path} is none of ${field.of?.join(', ')}`]
      : [];
  }
  const blocks = Array.isArray(value) ? value : [value];
  if (!field.many && blocks.length > 1) return [`${path} stands more than once`];
  return blocks.flatMap((one: Json, index) =>
    isMap(one) ? blockRefusals(block, one, `${path}[${index}]`) : [`${path} is no block`],
  );
}

/** A word that the provider does not list; what has an expression in it is not known yet. */
const isUnknown = ({ of }: Argument, value: Json): boolean =>
  of !== undefined && typeof value === 'string' && !value.includes('${') && !of.includes(value);

/** An expression may be anything; what it refers to is looked at elsewhere. */
const isExpression = (value: Json): boolean =>
  typeof value === 'string' && /^\$\{[\s\S]*\}$/.test(value);

function fits(type: string, value: Json): boolean {
  if (type === 'any' || value === null || isExpression(value)) return true;
  const [, whole, of = ''] = /^(list|map)\((.*)\)$/.exec(type) ?? [];
  if (whole === 'list') return Array.isArray(value) && value.every((one) => fits(of, one));
  if (whole === 'map') return isMap(value) && Object.values(value).every((one) => fits(of, one));
  if (type === 'number') return typeof value === 'number';
  if (type === 'bool') return typeof value === 'boolean';
  return typeof value === 'string';
}

/** A reference to a block, as types of these providers begin. */
function referenceIn(schema: Schema): RegExp {
  const types = [...Object.keys(schema.resource), ...Object.keys(schema.data)];
  const prefixes = [...new Set(types.map((type) => type.split('_')[0]))].join('|');
  return new RegExp(`\\b(data\\.)?((?:${prefixes})_\\w+)\\.(\\w+)(?:\\.(\\w+))?`, 'g');
}

/** What waits for itself, by way of others: Terraform would refuse to begin. */
export function circles(schema: Schema, module: Module): readonly string[] {
  const reference = referenceIn(schema);
  const needs = new Map<string, readonly string[]>();
  const put = (address: string, value: Json) => {
    const words = [...expressionsIn(value)];
    needs.set(address, [
      ...words.flatMap((one) =>
        [...one.matchAll(reference)].map(([, data = '', type, name]) => `${data}${type}.${name}`),
      ),
      ...words.flatMap((one) => [...one.matchAll(/\blocal\.\w+/g)].map(([local]) => local)),
    ]);
  };
  for (const kind of ['resource', 'data'] as const)
    for (const [type, named] of Object.entries(module[kind]))
      for (const [name, args] of Object.entries(named))
        put(`${kind === 'data' ? 'data.' : ''}${type}.${name}`, args);
  for (const [name, value] of Object.entries(module.locals)) put(`local.${name}`, value);
  const ordered = orderByNeed([...needs.keys()], (node) => needs.get(node) ?? []);
  return ordered.ok ? [] : [`a circle: ${ordered.cycle.join(' -> ')}`];
}

/** Every reference that leads nowhere: to no block of the folder, or to no attribute of one. */
export function danglingReferences(schema: Schema, module: Module): readonly string[] {
  const reference = referenceIn(schema);
  return [...expressionsIn(module as unknown as Json)].flatMap((words) => {
    const blocks = [...words.matchAll(reference)];
    const plain = [...words.matchAll(/\b(var|local)\.(\w+)/g)];
    return [
      ...blocks.flatMap((match) => blockReference(schema, module, match)),
      ...plain.flatMap(([whole, kind, name = '']) =>
        (kind === 'var' ? module.variable : module.locals)[name] === undefined
          ? [`${whole} is not there`]
          : [],
      ),
    ];
  });
}

function blockReference(
  schema: Schema,
  module: Module,
  [whole, data, type = '', name = '', attribute]: RegExpMatchArray,
): readonly string[] {
  const kind = data ? 'data' : 'resource';
  if (!module[kind][type]?.[name]) return [`${whole} is not there`];
  const known = schema[kind][type];
  const has = (one: string) =>
    known?.attributes.includes(one) || known?.arguments[one] !== undefined;
  return attribute === undefined || has(attribute) ? [] : [`${whole} is no attribute`];
}

/** What stands between '${' and '}', wherever it is. */
function* expressionsIn(value: Json, key = ''): Generator<string> {
  if (typeof value === 'string') {
    // Addresses in `depends_on` are references without the braces.
    if (key === 'depends_on') yield value;
    for (const [, words = ''] of value.matchAll(/(?<!\$)\$\{((?:[^{}]|\{[^{}]*\})*)\}/g))
      yield words;
  } else if (Array.isArray(value)) for (const one of value) yield* expressionsIn(one, key);
  else if (isMap(value))
    for (const [name, one] of Object.entries(value)) {
      // The key of a map may be an expression as well.
      yield* expressionsIn(name);
      yield* expressionsIn(one, name);
    }
}
