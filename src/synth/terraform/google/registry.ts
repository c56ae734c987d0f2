import { isName, withParticle } from '#kernel';
import { idOf } from '../names.ts';
import { sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { machineOf } from './identity.ts';
import { anyKeyOf } from './keys.ts';
import { api, projectOf } from './project.ts';
import { earlierSites, type GoogleSite, regionsOf } from './site.ts';

const ENDING = '-docker.pkg.dev';

type Running = GoogleSite['running'][number];

/** Parts of a cluster whose images the plan puts into Artifact Registry. */
const partsOf = ({ placement, running }: GoogleSite): readonly Running[] =>
  placement.engine === 'gke'
    ? running.filter(({ image }) => image?.registry?.endsWith(ENDING))
    : [];

const regionOf = ({ image }: Running): string => image?.registry?.slice(0, -ENDING.length) ?? '';

/** Repositories of Artifact Registry, one for each region whose registry the plan's images name. */
export function writeRegistries(site: GoogleSite): void {
  const parts = partsOf(site);
  // There once for the project: with the first site whose cluster asks for it.
  const before = new Set(earlierSites(site).flatMap(partsOf).map(regionOf));
  const regions = new Map(parts.map((part) => [regionOf(part), part]));
  for (const [region, part] of [...regions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const source = { ...sourceOf(part), path: `parts.${part.name}.image.registry` };
    const id = idOf(region);
    const repository = before.has(region)
      ? site.called(63)
      : ref(writeRepository(site, { id, region, source }), 'repository_id');
    site.write.resource('identity', 'google_artifact_registry_repository_iam_member', id, [
      source,
      {
        project: projectOf(site),
        location: region,
        repository,
        role: 'roles/artifactregistry.reader',
        member: ref(machineOf(site), 'member'),
        depends_on: [api(site, 'artifactregistry')],
      },
    ]);
    if (site.isStandby && region !== site.region) sayFar(site, region, source);
  }
  for (const part of parts) if (!before.has(regionOf(part))) sayPath(site, part);
}

interface Wanted {
  readonly id: string;
  readonly region: string;
  readonly source: ReturnType<typeof sourceOf>;
}

const writeRepository = (
  site: GoogleSite,
  { id, region, source }: Wanted,
): Block<'repository_id'> =>
  site.write.resource('compute', 'google_artifact_registry_repository', id, [
    source,
    {
      location: region,
      repository_id: site.called(63),
      format: 'DOCKER',
      description: `Images of ${site.plan.name}`,
      // A tag that never moves, so that a rollback finds what ran before.
      docker_config: { immutable_tags: true },
      kms_key_name: regionsOf(site).includes(region)
        ? anyKeyOf(site, { by: 'registry', region })
        : undefined,
      depends_on: [api(site, 'artifactregistry')],
    },
  ]);

const sayFar = (site: GoogleSite, region: string, source: Wanted['source']): void =>
  site.cannotSay(
    source,
    {
      en: `${site.name} fetches its images from ${region}: when that region is lost, no machine that is new there gets one`,
      ko: `${site.name} 사이트는 이미지를 ${region} 리전에서 받는다. 그 리전을 잃으면 새 기계는 이미지를 받지 못한다`,
    },
    {
      en: 'Push images into a registry of its own region too.',
      ko: '이미지를 그 사이트 리전의 저장소에도 올린다.',
    },
  );

/** Artifact Registry has images in a project's repository: a name without them is nobody's. */
function sayPath(site: GoogleSite, part: Running): void {
  const name = part.image?.name ?? part.name;
  if (!isName(name)) return;
  site.isMissing(
    { path: `parts.${part.name}.image.name`, at: part.at },
    {
      en: `Artifact Registry has the image ${name} below a project and a repository, and the plan names neither: it is written to ${site.called(63)}`,
      ko: `Artifact Registry의 ${name} 이미지는 프로젝트와 저장소 아래에 있는데 계획에 둘 다 없다. 저장소는 ${withParticle(site.called(63), '으로/로')} 쓴다`,
    },
    {
      en: `Write \`name: 'PROJECT/${site.called(63)}/${name}'\`.`,
      ko: `\`name: 'PROJECT/${site.called(63)}/${name}'\`처럼 적는다.`,
    },
  );
}
