const WIDTH = 100;

/** JSON as the formatter keeps it: on one line what fits there and says nothing in prose. */
export function printJson(value: unknown): string {
  return `${printed(value, 0, 0)}\n`;
}

function printed(value: unknown, indent: number, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const flat = flatOf(value);
  const isWide = Array.isArray(value) && value.length > 1 && typeof value[0] === 'object';
  if (!isWide && isLine(value) && indent + before + flat.length < WIDTH) return flat;
  const inner = indent + 2;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const rows = Object.entries(value).map(([name, each]) => {
    const key = Array.isArray(value) ? '' : `${JSON.stringify(name)}: `;
    return `${' '.repeat(inner)}${key}${printed(each, inner, key.length)}`;
  });
  return `${open}\n${rows.join(',\n')}\n${' '.repeat(indent)}${close}`;
}

/** Lists of words, and what holds nothing but these: a finding. */
const isLine = (value: object): boolean =>
  Array.isArray(value)
    ? value.every((one) => isLine(Object(one)))
    : !('en' in value || 'findings' in value);

function flatOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([name, each]) => `${JSON.stringify(name)}: ${flatOf(each)}`,
  );
  return `{ ${fields.join(', ')} }`;
}
