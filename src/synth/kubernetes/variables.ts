import { toVariable } from '#kernel';
import {
  isStore,
  type ResolvedJob,
  type ResolvedLink,
  type ResolvedService,
  settlePort,
} from '#model';
import { from, type Said, sayer, type Tree, type TreeMap } from '../source.ts';
import { CONNECTION_KEY, SECRET_KEY } from './names.ts';
import { type KubeSite, sourceOfLink } from './site.ts';

/**
 * What a part finds in its environment: its port, what its links lead to, its secrets and its
 * configuration, under the names that it has everywhere else too. A value that is secret is only
 * ever named.
 */
export function variablesOf(site: KubeSite, part: ResolvedService | ResolvedJob): readonly Tree[] {
  const said = sayer(part);
  const own =
    part.kind === 'service'
      ? [
          // What listens to callers of a pod listens to every address of it.
          { name: 'HOST', value: '0.0.0.0' },
          variable('PORT', said('port', String(settlePort(part)))),
        ]
      : [];
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
    ...sortedOnce([...links, ...secrets, ...configuration]).filter(
      ({ name }) => !own.some((one) => one.name === name),
    ),
  ];
}

/** Nobody is told a variable twice, and the plan's own word for an address is the last; sorted. */
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
  part: ResolvedService | ResolvedJob,
  { to, at }: ResolvedLink,
): readonly TreeMap[] {
  const source = sourceOfLink(part.name, to, at);
  const target = site.context.view.part(to);
  const name = `${toVariable(to)}_URL`;
  if (target?.kind === 'service') {
    if (!site.has(to)) {
      sayElsewhere(site, part, { to, at });
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
  return [from(source, secretVariable(name, to, CONNECTION_KEY))];
}

/** An address that the plan's configuration gives is taken; the way there is still shut. */
function sayElsewhere(
  site: KubeSite,
  { name, configuration = {} }: ResolvedService | ResolvedJob,
  { to, at }: Pick<ResolvedLink, 'to' | 'at'>,
): void {
  const variable = `${toVariable(to)}_URL`;
  const isSaid = configuration[variable] !== undefined;
  site.cannotSay(
    sourceOfLink(name, to, at),
    isSaid
      ? {
          en: `${name} calls ${to} on another cluster, and no NetworkPolicy of ${site.name} lets it out: the plan gives no range`,
          ko: `${name} 서비스가 다른 클러스터의 ${to} 서비스를 부르는데, 주소 범위가 계획에 없어 ${site.name} 사이트의 NetworkPolicy가 내보내지 않는다`,
        }
      : {
          en: `${name} calls ${to}, which does not stand on ${site.name}: no address leads from one cluster to the other`,
          ko: `${name} 서비스가 부르는 ${to} 서비스는 ${site.name} 사이트에 없다. 클러스터 사이를 잇는 주소가 없다`,
        },
    {
      en: `Place ${to} on ${site.name} too, or say ${variable} in its configuration and patch the way out into its NetworkPolicy.`,
      ko: `${to} 서비스를 ${site.name} 사이트에도 두거나, 설정에 ${variable} 값을 적고 NetworkPolicy에 나가는 길을 패치로 넣는다.`,
    },
  );
}
