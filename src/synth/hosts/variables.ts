import { toVariable, withParticle } from '#kernel';
import { isStore, type ResolvedLink } from '#model';
import { isApart } from '../network.ts';
import type { Source } from '../source.ts';
import { isMissing } from '../target.ts';
import { type Hosts, portsOf, type Running, secretsOf, trustOf } from './room.ts';
import { type Entry, word } from './systemd.ts';

/** What a program finds in its environment, apart from its port. */
export interface Variables {
  readonly entries: readonly Entry[];
  /** Some address is not in the plan: a file of the machine says it. */
  readonly needsAddresses: boolean;
}

/**
 * Configuration and addresses as variables; what is secret as a credential, which the launcher turns
 * into the variable of its name: `predictions-url` into PREDICTIONS_URL.
 */
export function variablesOf(hosts: Hosts, part: Running): Variables {
  const source = (field: string): Source => ({ path: `parts.${part.name}.${field}`, at: part.at });
  const links = [...part.links].sort((a, b) => (a.to < b.to ? -1 : 1));
  const found = links.map((link) => oneLink(hosts, part, link));
  const secrets = [...part.secrets]
    .sort()
    .map(
      (name): Entry => [
        'LoadCredential',
        `${name}:${secretsOf(hosts)}/${name}`,
        source(`uses[${name}]`),
      ],
    );
  const configuration = Object.entries(part.configuration ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([key, value]): Entry => [
        'Environment',
        word(`${key}=${value}`),
        source(`configuration.${key}`),
      ],
    );
  const isNode = part.runtime?.some((one) => /^(node|nextjs)(:|$)/.test(one));
  const trusted: Entry[] =
    isNode && hasOwnCertificate(hosts, part)
      ? [['Environment', `NODE_EXTRA_CA_CERTS=${trustOf(hosts)}`, source('uses')]]
      : [];
  return {
    // The plan's own word for an address is the last.
    entries: [
      ...found.flatMap(({ entry }) => (entry ? [entry] : [])),
      ...trusted,
      ...configuration,
      ...secrets,
    ],
    needsAddresses: found.some(({ isOpen }) => isOpen),
  };
}

/** It calls a store of this machine over TLS, whose certificate nobody else signed. */
const hasOwnCertificate = (hosts: Hosts, part: Running): boolean =>
  hosts.context.view
    .linksTo(part, 'postgres', 'mysql', 'redis')
    .some(({ to }) => 'encryptedInTransit' in to && to.encryptedInTransit && !isApart(to));

interface Linked {
  readonly entry?: Entry;
  /** Its address is not in the plan. */
  readonly isOpen?: boolean;
}

function oneLink(hosts: Hosts, part: Running, { to, at }: ResolvedLink): Linked {
  const target = hosts.context.view.part(to);
  const source: Source = { path: `parts.${part.name}.uses[${to}]`, at };
  const variable = `${toVariable(to)}_URL`;
  if (!target) return {};
  if (target.kind === 'service') {
    if (part.configuration?.[variable] !== undefined) return {};
    if (isApart(target)) {
      sayOpen(hosts, source, { part: part.name, to, variable });
      return { isOpen: true };
    }
    const [port] = portsOf(hosts, target);
    return { entry: ['Environment', `${variable}=http://127.0.0.1:${port}`, source] };
  }
  if (target.kind === 'model-files') {
    const folder = `/srv/${hosts.name}/${to}`;
    return { entry: ['Environment', `${toVariable(to)}_DIR=${folder}`, source] };
  }
  if (!isStore(target)) return {};
  if (isApart(target)) saySecret(hosts, source, { part: part.name, to });
  const file = `${secretsOf(hosts)}/${part.name}/${to}-url`;
  return { entry: ['LoadCredential', `${to}-url:${file}`, source] };
}

interface Words {
  readonly part: string;
  readonly to: string;
}

const sayOpen = (
  hosts: Hosts,
  source: Source,
  { part, to, variable }: Words & { readonly variable: string },
): void =>
  isMissing(
    hosts.context,
    'hosts',
    source,
    {
      en: `${part} calls ${to} on other machines, and their address is not in the plan`,
      ko: `${part}에서 부르는 ${to} 서비스는 다른 기계에 있는데 주소가 계획에 없다`,
    },
    {
      en: `Write ${variable} into /etc/${hosts.name}/addresses, or into the configuration of ${part}.`,
      ko: `/etc/${hosts.name}/addresses 파일이나 ${part} 설정에 ${withParticle(variable, '을/를')} 적는다.`,
    },
  );

const saySecret = (hosts: Hosts, source: Source, { part, to }: Words): void =>
  isMissing(
    hosts.context,
    'hosts',
    source,
    {
      en: `the address of ${to} is its provider's: ${part} reads it, password included, from ${secretsOf(hosts)}/${part}/${to}-url`,
      ko: `${to} 주소는 공급자가 정한다. ${part} 서비스는 비밀번호까지 든 주소를 ${secretsOf(hosts)}/${part}/${to}-url 파일에서 읽는다`,
    },
    { en: 'Put the file there before the first start.', ko: '처음 시작하기 전에 파일을 둔다.' },
  );
