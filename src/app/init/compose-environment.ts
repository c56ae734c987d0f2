import { toVariable } from '#kernel';
import { withDefaults } from './compose-kinds.ts';
import { nameFor } from './draft.ts';
import type { Tree } from './yaml-tree.ts';

export interface Surroundings {
  readonly configuration: Record<string, string>;
  readonly secrets: string[];
  /** Other services whose names the values hold. */
  readonly mentions: string[];
}

const SECRET =
  /(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_?KEY|API_?KEY|CREDENTIAL|_KEY$|_PASS$|SALT$)/i;
/** A value that is one, whatever it is called: keys of known shapes, addresses with a password. */
const SHAPED =
  /AKIA[0-9A-Z]{16}|gh[pousr]_\w{20,}|sk-[\w-]{16,}|xox[abpr]-|eyJ[\w-]{8,}\.|-----BEGIN|:\/\/[^/\s:@]*:[^/\s@]+@/;

const PER_LINK = {
  en: 'a link gives the address as NAME_URL',
  ko: '연결(link)이 주소를 이름_URL로 준다',
};
const PER_SHELL = {
  en: 'only the shell that ran Compose knows its value',
  ko: '값은 Compose를 실행한 셸만 안다',
};
const NO_NAME = { en: 'no secret can have this name', ko: '비밀의 이름으로 쓸 수 없다' };
const HELD = { en: 'the value looks like a secret', ko: '값이 비밀처럼 보인다' };

/**
 * What a service is told by its environment. A secret becomes a name and its value goes nowhere; an
 * address of another service becomes a link.
 */
export function readEnvironment(
  tree: Tree | undefined,
  services: readonly string[],
  taken: readonly string[],
): Surroundings {
  const found: Surroundings = { configuration: {}, secrets: [], mentions: [] };
  for (const variable of tree ? variablesOf(tree) : []) {
    const host = services.find((one) => isHostIn(one, variable.value ?? ''));
    if (host === undefined) keep(variable, taken, found);
    else {
      found.mentions.push(host);
      variable.at.leave(PER_LINK);
    }
  }
  return found;
}

function keep(
  { name, value = '', at }: Variable,
  taken: readonly string[],
  found: Surroundings,
): void {
  if (SECRET.test(name)) keepSecret(name, at, taken, found);
  else if (SHAPED.test(value)) at.leave(HELD);
  else keepSetting(name, value, at, found);
}

function keepSecret(name: string, at: Tree, taken: readonly string[], found: Surroundings): void {
  const secret = nameFor(name);
  if (toVariable(secret) !== name || taken.includes(secret)) at.leave(NO_NAME);
  else if (!found.secrets.includes(secret)) found.secrets.push(secret);
}

function keepSetting(name: string, value: string, at: Tree, found: Surroundings): void {
  const filled = withDefaults(value);
  if (value === '' || filled === undefined || name === '__proto__') at.leave(PER_SHELL);
  else found.configuration[name] = filled;
}

interface Variable {
  readonly name: string;
  readonly value: string | undefined;
  readonly at: Tree;
}

/** `NAME: value` or `- NAME=value`. */
const variablesOf = (tree: Tree): readonly Variable[] =>
  tree.takeEach().map((at) => {
    if (tree.keys.length > 0)
      return { name: at.path.slice(tree.path.length + 1), value: at.text, at };
    const [, name = at.text ?? '', value] = /^([^=]+)=([\s\S]*)$/.exec(at.text ?? '') ?? [];
    return { name, value, at };
  });

const isHostIn = (service: string, value: string): boolean =>
  new RegExp(`(^|[@/,])${service.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(:\\d+|[/,]|$)`).test(
    value,
  );
