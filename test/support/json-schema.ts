/** As much of a JSON schema as the definitions of Kubernetes' custom resources are written in. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly additionalProperties?: Schema | boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

/** What a strict API server refuses: wrong types and values, missing fields, and unknown ones. */
export function refusals(schema: Schema, value: unknown, path = ''): readonly string[] {
  if (schema['x-kubernetes-int-or-string'])
    return isOneOf(value, 'integer', 'string') ? [] : [`${path} is no number or string`];
  if (schema.type !== undefined && !isOneOf(value, schema.type))
    return [`${path} is not of type ${schema.type}`];
  if (Array.isArray(value))
    return value.flatMap((one, index) => refusals(schema.items ?? {}, one, `${path}[${index}]`));
  if (typeof value === 'object' && value !== null)
    return fieldRefusals(schema, value as Readonly<Record<string, unknown>>, path);
  return scalarRefusals(schema, value, path);
}

function fieldRefusals(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] {
  const { properties = {}, additionalProperties: other } = schema;
  const missing = (schema.required ?? []).filter((key) => value[key] === undefined);
  const inside = Object.entries(value).flatMap(([key, one]) => {
    const own = properties[key] ?? (typeof other === 'object' ? other : undefined);
    if (own) return refusals(own, one, `${path}.${key}`);
    const isFree = schema['x-kubernetes-preserve-unknown-fields'] || other === true;
    return isFree ? [] : [`unknown field "${path}.${key}"`];
  });
  return [...missing.map((key) => `${path}.${key} is missing`), ...inside];
}

function scalarRefusals(schema: Schema, value: unknown, path: string): readonly string[] {
  const { minimum = -Infinity, maximum = Infinity, pattern, enum: values } = schema;
  if (values && !values.includes(value)) return [`${path} is none of ${values.join(', ')}`];
  if (typeof value === 'number' && (value < minimum || value > maximum))
    return [`${path} is not within ${minimum}–${maximum}`];
  if (typeof value === 'string' && pattern !== undefined && !new RegExp(pattern).test(value))
    return [`${path} does not look like ${pattern}`];
  return [];
}

const isOneOf = (value: unknown, ...types: readonly string[]): boolean =>
  types.some((type) => {
    if (type === 'integer') return Number.isInteger(value);
    if (type === 'array') return Array.isArray(value);
    if (type === 'object')
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    return typeof value === type;
  });
