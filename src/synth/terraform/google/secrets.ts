import { isStore, type ResolvedPart } from '#model';
import { from, type Source } from '../../source.ts';
import { idOf } from '../names.ts';
import { sourceOf } from '../site.ts';
import { ref } from '../terraform.ts';
import { readerOf } from './identity.ts';
import { api } from './project.ts';
import { earlierSites, type GoogleSite, regionsOf } from './site.ts';

/** What a cluster runs with a password of its own. */
const WITH_PASSWORD: readonly string[] = ['postgres', 'redis'];

/** Entries that the cluster reads: secrets of its parts, and addresses of the stores they link. */
function entriesOf(site: GoogleSite): readonly ResolvedPart[] {
  if (site.placement.engine !== 'gke') return [];
  const { view } = site.context;
  const own = site.running.flatMap(({ secrets }) => secrets);
  const linked = site.running.flatMap(({ links }) => links.map(({ to }) => to));
  const kept = linked.filter((name) => {
    const part = view.part(name);
    if (!part || !isStore(part) || part.kind === 'model-files') return false;
    return part.managed !== undefined || !site.has(name) || WITH_PASSWORD.includes(part.kind);
  });
  return [...new Set([...own, ...kept])].sort().flatMap((name) => view.part(name) ?? []);
}

/** Names of secrets, kept where data may rest; their values are put in by hand, and never here. */
export function writeSecrets(site: GoogleSite): void {
  if (site.plan.environment.secretStore !== 'gcp-secret-manager') return;
  // There once for the project, as who reads them is: with the first site whose cluster asks for one.
  const before = new Set(
    earlierSites(site)
      .flatMap(entriesOf)
      .map(({ name }) => name),
  );
  const entries = entriesOf(site).filter(({ name }) => !before.has(name));
  if (entries.length === 0) return;
  const { name, at } = site.plan.environment;
  const source = { path: `environments.${name}.secretStore`, at };
  for (const part of entries)
    site.write.resource('identity', 'google_secret_manager_secret_iam_member', idOf(part.name), [
      source,
      {
        secret_id: writeSecret(site, part),
        role: 'roles/secretmanager.secretAccessor',
        member: readerOf(site),
      },
    ]);
  sayValues(site, entries, source);
}

const entryOf = ({ plan }: GoogleSite, name: string): string =>
  [plan.name, plan.environment.name, name].join('-');

function writeSecret(site: GoogleSite, part: ResolvedPart): string {
  const source = sourceOf(part);
  if (part.kind === 'secret' && part.rotate !== undefined) sayRotation(site, part);
  const secret = site.write.resource('identity', 'google_secret_manager_secret', idOf(part.name), [
    source,
    {
      secret_id: entryOf(site, part.name),
      replication: {
        user_managed: {
          replicas: regionsOf(site).map((location) => from(site.source, { location })),
        },
      },
      deletion_protection: site.isProtected,
      depends_on: [api(site, 'secretmanager')],
    },
  ]);
  return ref(secret, 'secret_id');
}

const sayRotation = (site: GoogleSite, { name, at }: ResolvedPart): void =>
  site.cannotSay(
    { path: `parts.${name}.rotate`, at },
    {
      en: `Secret Manager only reminds of the rotation of ${name}, from a day that the plan does not have: nothing of it is written`,
      ko: `Secret Manager는 ${name} 교체를 알려 주기만 하고 시작하는 날도 계획에 없어 쓰지 않는다`,
    },
  );

/** The values are put in by hand, once: what Terraform writes, it keeps in its state. */
const sayValues = (site: GoogleSite, entries: readonly ResolvedPart[], source: Source): void => {
  const names = entries.map(({ name }) => name).join(', ');
  site.isMissing(
    source,
    {
      en: `Secret Manager needs the values of ${names}: Terraform would keep them in its state, so it is told only their names`,
      ko: `Secret Manager에 값이 있어야 한다: ${names}. Terraform은 값을 state에 남기므로 이름만 적었다`,
    },
    {
      en: `Put each under ${entryOf(site, '<name>')} before the first deploy; an address of a store as { "url": … }.`,
      ko: `첫 배포 전에 ${entryOf(site, '<이름>')}에 하나씩 넣는다. 저장소 주소는 { "url": … } 꼴로 넣는다.`,
    },
  );
};
