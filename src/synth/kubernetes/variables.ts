import { toVariable } from '#kernel';
import {
  isStore,
  type ResolvedJob,
  type ResolvedLink,
  type ResolvedPart,
  type ResolvedService,
  settlePort,
} from '#model';
import { from, type Said, sayer, type Tree, type TreeMap } from '../source.ts';
import { connectionOf, SECRET_KEY } from './names.ts';
import { type KubeSite, sourceOfLink } from './site.ts';

/**
 * What a part finds in its environment: its port, what its links lead to, its secrets and its
 * configuration, under the names that it has everywhere else too. A value that is secret is only
 * ever named.
 */
export function variablesOf(site: KubeSite, part: ResolvedService | ResolvedJob): readonly Tree[] {
  const said = sayer(part);
  const own =
    part.kind === 'service' ? [variable('PORT', said('port', String(settlePort(part))))] : [];
  const links = part.links.flatMap((link) => linkVariable(site, part, link));
  const secrets = part.secrets.map((name) =>
    from(
      { path: `parts.${part.name}.uses[${name}]`, at: part.at },
      secretVariable(toVariable(name), name, SECRET_KEY),
    ),
  );
  const configuration = Object.entries(part.configuration ?? {}).map(([name, value]) =>
    variable(name, said(`configuration.${name}`, plainly(value))),
  );
  return [
    ...own,
    ...sortedOnce([...configuration, ...links, ...secrets]).filter(
      ({ name }) => own.length === 0 || name !== 'PORT',
    ),
  ];
}

/** Nobody is told a variable twice, and a link's own is the last word, as on any engine; sorted. */
function sortedOnce(variables: readonly TreeMap[]): readonly TreeMap[] {
  const byKey = new Map(variables.map((one) => [String(one.name), one]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** A cluster would put another variable in for `$(NAME)`. */
const plainly = (value: string): string => value.replaceAll('$(', '$$$$(');

const variable = (name: string, value: Said): TreeMap => ({ name, value });

const secretVariable = (name: string, secret: string, key: string): TreeMap => ({
  name,
  valueFrom: { secretKeyRef: { name: secret, key } },
});

function linkVariable(
  site: KubeSite,
  part: ResolvedPart,
  { to, at }: ResolvedLink,
): readonly TreeMap[] {
  const source = sourceOfLink(part.name, to, at);
  const target = site.context.view.part(to);
  const name = `${toVariable(to)}_URL`;
  if (target?.kind === 'service') {
    if (!site.has(to)) {
      sayElsewhere(site, part.name, { to, at });
      return [];
    }
    const url = `http://${to}.${site.namespace}.svc:${settlePort(target)}`;
    return [from(source, { name, value: url })];
  }
  // Where somebody else's API answers is configuration: the plan does not know its address.
  if (!target || !isStore(target)) return [];
  if (target.kind === 'model-files') {
    site.cannotSay(
      source,
      {
        en: `${part.name} reads ${to}, and no volume of a cluster is said to hold model files`,
        ko: `${part.name} 서비스가 ${to} 모델 파일을 읽는데, 어느 클러스터 볼륨에 있는지 계획에 없다`,
      },
      {
        en: 'Bring them in the image, or patch a volume in.',
        ko: '이미지에 넣거나 패치로 볼륨을 붙인다.',
      },
    );
    return [];
  }
  const { secret, key } = connectionOf(site, target);
  return [from(source, secretVariable(name, secret, key))];
}

const sayElsewhere = (
  site: KubeSite,
  part: string,
  { to, at }: Pick<ResolvedLink, 'to' | 'at'>,
): void =>
  site.cannotSay(
    sourceOfLink(part, to, at),
    {
      en: `${part} calls ${to}, which does not stand on ${site.name}: no address leads from one cluster to the other`,
      ko: `${part} 서비스가 부르는 ${to} 서비스는 ${site.name} 사이트에 없다. 클러스터 사이를 잇는 주소가 없다`,
    },
    {
      en: `Place ${to} on ${site.name} too, or patch the variable ${toVariable(to)}_URL and the way out in.`,
      ko: `${to} 서비스를 ${site.name} 사이트에도 두거나, ${toVariable(to)}_URL 변수와 나가는 길을 패치로 넣는다.`,
    },
  );
