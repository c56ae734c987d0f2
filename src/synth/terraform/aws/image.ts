import type { ResolvedJob, ResolvedService } from '#model';
import { imageOf } from '../../image.ts';
import { from, Said, type Tree, type TreeMap } from '../../source.ts';
import { idOf, plain } from '../names.ts';
import { onceFor, say } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import type { AwsSite } from './site.ts';

type Running = ResolvedService | ResolvedJob;
type Repository = Block<'arn' | 'repository_url' | 'name'>;

/** Repositories are shared by parts that name the same image. */
const repositories = onceFor(() => new Map<string, Repository>());

/** The image a part runs: from the site's own registry where the plan says `ecr`. */
export function containerImage(site: AwsSite, part: Running): Tree {
  if (part.image?.registry !== 'ecr') {
    const image = imageOf(site.context, part);
    return new Said(plain(String(image.value)), image.source);
  }
  return `${ref(repositoryOf(site, part), 'repository_url')}:${tagOf(site, part)}`;
}

/** Leave to fetch the image of a part, and no other. */
export function mayFetch(site: AwsSite, part: Running): readonly TreeMap[] {
  if (part.image?.registry !== 'ecr') return [];
  const source = { path: `parts.${part.name}.image`, at: part.at };
  return [
    // AWS asks this of the registry as a whole.
    { actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    {
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
      resources: [ref(repositoryOf(site, part), 'arn')],
    },
  ].map((statement) => from(source, statement));
}

function tagOf(site: AwsSite, part: Running): string {
  if (part.image?.tag !== undefined) return plain(part.image.tag);
  return site.write.variable(
    idOf(part.name, 'image', 'tag'),
    {
      type: 'string',
      about: `The tag of the image of ${part.name} that is delivered first: tags never move.`,
    },
    { path: `parts.${part.name}.image`, at: part.at },
  );
}

function repositoryOf(site: AwsSite, part: Running): Repository {
  const { name = part.name } = part.image ?? {};
  const known = repositories(site).get(name);
  if (known !== undefined) return known;
  const said = say(part);
  const source = { path: `parts.${part.name}.image`, at: part.at };
  const id = idOf(part.name);
  const repository = site.write.resource('compute', 'aws_ecr_repository', id, [
    source,
    {
      name: said('image.name', `${site.plan.environment.name}/${name}`),
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: {
        scan_on_push: said('image.scanned', part.image?.scanned !== false),
      },
      encryption_configuration: [{ encryption_type: 'KMS' }],
    },
  ]);
  site.write.resource('compute', 'aws_ecr_lifecycle_policy', id, [
    source,
    {
      repository: ref(repository, 'name'),
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: 'Images without a tag are left over from builds',
            selection: {
              tagStatus: 'untagged',
              countType: 'sinceImagePushed',
              countUnit: 'days',
              countNumber: 7,
            },
            action: { type: 'expire' },
          },
        ],
      }),
    },
  ]);
  repositories(site).set(name, repository);
  return repository;
}
