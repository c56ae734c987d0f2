// Reduces the schema of a Terraform provider to the resources that are written: those of the goldens,
// and of a plan that says everything.
// node --conditions=hanok-source scripts/extract-terraform-schema.ts <folder of an installed @cdktf/provider-X>
// biome format --write test/support/schemas/terraform-X.json
// That package is installed outside of the repository, and nothing of it is a dependency.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Module, readModule } from '../test/support/terraform/configuration.ts';
import { everything, PLACES } from '../test/support/terraform/everything.ts';

export interface Argument {
  readonly type: string;
  readonly required?: true;
  /** The only words it takes, where the provider lists them. */
  readonly of?: readonly string[];
  /** A block's own arguments. */
  readonly block?: Readonly<Record<string, Argument>>;
  /** A block that may be there more than once. */
  readonly many?: true;
}

const root = new URL('../', import.meta.url);
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder of an installed @cdktf/provider-X');
const read = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
/** As its resources begin: 'aws', 'google'. */
const prefix = String(read.name).replace('@cdktf/provider-', '');

const modules: readonly Module[] = [
  ...globSync('test/golden/*/*/terraform/*', { cwd: root }).map((at) =>
    readModule(new URL(at, root).pathname),
  ),
  ...PLACES.flatMap((place) => everything(place).modules.map(([, module]) => module)),
];

/** Every type of resource and data that is written. */
const used = (kind: 'resource' | 'data'): readonly string[] =>
  [...new Set(modules.flatMap((module) => Object.keys(module[kind])))]
    .filter((type) => type.startsWith(`${prefix}_`))
    .sort();

const ATTRIBUTE =
  /^ {8,12}(\w+): \{\n\s+value: (.*),\n\s+isBlock: (\w+),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",/gm;

class Library {
  readonly #code: string;
  readonly #types: string;
  readonly #known = new Map<string, Readonly<Record<string, Argument>>>();

  constructor(type: string, kind: 'resource' | 'data') {
    const name = type.slice(prefix.length + 1).replaceAll('_', '-');
    const at = join(folder ?? '', 'lib', kind === 'data' ? `data-${prefix}-${name}` : name);
    // Some resources are spread over files by the size of their schema.
    const read = (ending: string): string =>
      globSync(`**/*${ending}`, { cwd: at })
        .sort()
        .map((file) => readFileSync(join(at, file), 'utf8'))
        .join('\n');
    this.#code = read('.js');
    this.#types = read('.d.ts');
    if (!this.#types.includes(`tfResourceType = "${type}"`))
      throw new Error(`${at} is not ${type}`);
  }

  resource() {
    const all = this.#code.split('synthesizeHclAttributes() {').at(-1) ?? '';
    const config = /export interface (\w+Config) extends/.exec(this.#types)?.[1] ?? '';
    const own = this.#code.slice(this.#code.lastIndexOf('extends cdktf.Terraform'));
    const attributes = [
      ...own.matchAll(/get\w*Attribute\('(\w+)'\)/g),
      ...own.matchAll(/new \w+\(this, "(\w+)"/g),
    ].map(([, name]) => name ?? '');
    return {
      arguments: this.#fields(all, config),
      attributes: [...new Set(attributes)].sort(),
    };
  }

  #fields(code: string, owner: string): Readonly<Record<string, Argument>> {
    const found = [...code.matchAll(ATTRIBUTE)].map(
      ([, name = '', value = '', , kind = '', storage = '']): [string, Argument] => {
        const camel = /(?:this\._|struct\.)(\w+)/.exec(value)?.[1] ?? '';
        const nested = /(\w+)ToHclTerraform/.exec(
          value.replace(/cdktf\.\w+ToHclTerraform/g, ''),
        )?.[1];
        const required = this.#isRequired(owner, camel) && { required: true as const };
        if (nested === undefined)
          return [
            name,
            { type: plainType(kind, storage), ...required, ...this.#choices(owner, camel) },
          ];
        return [
          name,
          {
            type: 'block',
            ...required,
            ...(value.includes('listMapperHcl') && { many: true as const }),
            block: this.#nested(nested),
          },
        ];
      },
    );
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #nested(name: string): Readonly<Record<string, Argument>> {
    const known = this.#known.get(name);
    if (known) return known;
    this.#known.set(name, {});
    const start = this.#code.indexOf(`function ${name}ToHclTerraform(`);
    const code = this.#code.slice(start, this.#code.indexOf('\n}\n', start));
    const fields = this.#fields(code, `${name[0]?.toUpperCase()}${name.slice(1)}`);
    this.#known.set(name, fields);
    return fields;
  }

  #isRequired(owner: string, camel: string): boolean {
    return new RegExp(`readonly ${camel}: `).test(this.#bodyOf(owner));
  }

  #bodyOf(owner: string): string {
    const start = this.#types.search(new RegExp(`interface ${owner}\\b`));
    return this.#types.slice(start, this.#types.indexOf('\n}', start));
  }

  /** Words stand in the description before the argument: 'Possible values: ["A", "B"]', or 'Available'. */
  #choices(owner: string, camel: string): { readonly of?: readonly string[] } {
    const [before = ''] = this.#bodyOf(owner).split(new RegExp(`readonly ${camel}\\??: `));
    const description = before.split('/**').at(-1) ?? '';
    const [, list] =
      /(?:Possible|Available) values: \[?((?:"[^"]*"(?:, )?)+)/.exec(description) ?? [];
    const of = [...(list ?? '').matchAll(/"([^"]+)"/g)].map(([, word = '']) => word);
    return of.length > 0 ? { of } : {};
  }
}

function plainType(kind: string, storage: string): string {
  if (kind === 'simple') return storage === 'boolean' ? 'bool' : storage;
  // What a provider leaves open, the library has as a map alone.
  if (storage === 'anyMap') return 'any';
  const [, of = storage, inner] = /^(.*?)(List)?(?:List|Map)$/.exec(storage) ?? [];
  const one = of === 'boolean' ? 'bool' : of;
  return `${kind === 'map' ? 'map' : 'list'}(${inner ? `list(${one})` : one})`;
}

/** Only what the goldens write of blocks is kept: a firewall's statement alone nests for ever. */
function reduced(
  fields: Readonly<Record<string, Argument>>,
  written: readonly unknown[],
): Readonly<Record<string, Argument>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, argument]): [string, Argument][] => {
      if (!argument.block) return [[name, argument]];
      const inside = written.flatMap(
        (one) => (one as Record<string, unknown> | null)?.[name] ?? [],
      );
      if (inside.length === 0) return argument.required ? [[name, { ...argument, block: {} }]] : [];
      return [[name, { ...argument, block: reduced(argument.block, inside) }]];
    }),
  );
}

const writtenOf = (kind: 'resource' | 'data', type: string): readonly unknown[] =>
  modules.flatMap((module) => Object.values(module[kind][type] ?? {}));

const lines = (kind: 'resource' | 'data'): string =>
  used(kind)
    .map((type) => {
      const { arguments: all, attributes } = new Library(type, kind).resource();
      return `    ${JSON.stringify(type)}: ${JSON.stringify({ arguments: reduced(all, writtenOf(kind, type)), attributes })}`;
    })
    .join(',\n');

const { name: library, version, license, cdktf } = read;
const head = {
  provider: cdktf.provider.name,
  version: cdktf.provider.version,
  source: `npm ${library} ${version}, generated from the schema of the provider`,
  licence: `${license}; only names, types, what is required and what nests are taken`,
  reduced: 'resources and blocks that are never written are left out',
};
writeFileSync(
  new URL(`test/support/schemas/terraform-${prefix}.json`, root),
  `{\n${Object.entries(head)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
    .join('')}  "resource": {\n${lines('resource')}\n  },\n  "data": {\n${lines('data')}\n  }\n}\n`,
);
