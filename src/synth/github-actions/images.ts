import { partsOf } from '#model';
import { contextOf, recipeOf } from '../docker/recipe.ts';
import type { Source, TreeMap } from '../source.ts';
import { isMissing } from '../target.ts';
import { awsLogin, googleLogin, regionOf } from './clouds.ts';
import { action, expression, run, type Shop, secret } from './steps.ts';
import type { Used } from './tools.ts';

/** A part whose image this pipeline builds. */
type Built = ReturnType<typeof builtBy>[number];

const builtBy = ({ context }: Shop) =>
  partsOf(context.plan, 'service', 'job')
    .filter((part) => recipeOf(part) !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Where its files end up: the folder that a run of `docker build` is shown. */
const folderOf = (part: Built): string => contextOf(part).replace(/^\.\//, '');

const nameOf = ({ name, image }: Built): string => image?.name ?? name;

/**
 * Builds every image once, into a file: what is scanned is what is published, and what is published
 * is what was built. `keeps` hands them to the jobs that follow.
 */
export function buildSteps(shop: Shop, source: Source, keeps: boolean): readonly TreeMap[] {
  const parts = builtBy(shop);
  if (parts.length === 0) return [];
  const isForeign = parts.some(({ image }) =>
    image?.platforms?.some((platform) => platform !== 'linux/amd64'),
  );
  return [
    ...(isForeign ? [action(shop, source, 'docker/setup-qemu-action@v3')] : []),
    action(shop, source, 'docker/setup-buildx-action@v3'),
    run('mkdir images', { name: 'A place for the images' }),
    ...parts.map((part) => run(buildCommand(part), { name: `Build ${part.name}` })),
    ...(keeps
      ? [
          action(shop, source, 'actions/upload-artifact@v4', {
            with: {
              name: 'images',
              path: 'images',
              'if-no-files-found': 'error',
              'retention-days': 1,
            },
          }),
        ]
      : []),
  ];
}

const buildCommand = (part: Built): string =>
  [
    'docker buildx build',
    `--file generated/docker/${part.name}.Dockerfile`,
    ...(part.image?.platforms ? [`--platform ${[...part.image.platforms].sort().join(',')}`] : []),
    '--provenance mode=max',
    '--sbom true',
    `--output type=oci,dest=images/${part.name}.tar`,
    folderOf(part),
  ].join(' \\\n  ');

const fetched = (shop: Shop, source: Source): TreeMap =>
  action(shop, source, 'actions/download-artifact@v5', {
    with: { name: 'images', path: 'images' },
  });

/** Looks through each built image; a known weakness ends the job. */
export function scanSteps(shop: Shop, source: Source): Used {
  return {
    steps: [
      fetched(shop, source),
      action(shop, source, 'docker/login-action@v3', {
        with: {
          username: secret(shop, 'DOCKERHUB_USERNAME'),
          password: secret(shop, 'DOCKERHUB_TOKEN'),
        },
      }),
      ...builtBy(shop).map((part) =>
        action(shop, source, 'docker/scout-action@v1', {
          name: `Scan ${part.name}`,
          with: {
            command: 'cves',
            image: `archive://images/${part.name}.tar`,
            'exit-code': true,
            summary: false,
          },
        }),
      ),
    ],
  };
}

/** Pushes what was built, and writes the digest under which each image can be found for ever. */
export function publishSteps(shop: Shop, source: Source): Used & { readonly outputs: TreeMap } {
  const parts = builtBy(shop);
  const registries = [...new Set(parts.map(({ image }) => image?.registry ?? ''))].sort();
  const logins = registries.map((registry) => loginTo(registry, shop, source));
  return {
    steps: [
      fetched(shop, source),
      ...logins.flatMap(({ steps }) => steps),
      run('mkdir digests', { name: 'A place for the digests' }),
      ...parts.map((part) =>
        run(
          [
            'skopeo copy --all --preserve-digests',
            `--digestfile digests/${part.name}`,
            `oci-archive:images/${part.name}.tar`,
            `"docker://$REGISTRY/${nameOf(part)}:$GITHUB_SHA"`,
          ]
            .join(' \\\n  ')
            .concat(`\n${tellImage(part)}`),
          {
            id: part.name,
            name: `Publish ${part.name}`,
            env: { REGISTRY: hostOf(part.image?.registry) },
          },
        ),
      ),
      run('grep -H \'\' digests/* >> "$GITHUB_STEP_SUMMARY"', { name: 'Say the digests' }),
    ],
    permissions: Object.assign({}, ...logins.map(({ permissions }) => permissions ?? {})),
    outputs: Object.fromEntries(
      parts.map(({ name }) => [name, expression(`steps.${name}.outputs.image`)]),
    ),
  };
}

/** Under its digest an image is the same for ever: later jobs get no other name for it. */
const tellImage = (part: Built): string =>
  `echo "image=$REGISTRY/${nameOf(part)}@$(cat digests/${part.name})" >> "$GITHUB_OUTPUT"`;

/** Names of the parts whose images are published. */
export const publishedBy = (shop: Shop): readonly string[] => builtBy(shop).map(({ name }) => name);

const hostOf = (registry = ''): string =>
  registry === 'ecr' ? expression('steps.ecr.outputs.registry') : registry;

function loginTo(registry: string, shop: Shop, source: Source): Used {
  if (registry === 'ecr') {
    const region = regionOf(shop, 'aws');
    if (region === undefined)
      isMissing(shop.context, 'github-actions', source, {
        en: 'images go to Amazon ECR, and no site of the plan says which region it is in',
        ko: '이미지를 Amazon ECR에 올리는데, 어느 리전인지 말하는 사이트가 계획에 없다',
      });
    return {
      steps: [
        ...(region === undefined ? [] : [awsLogin(shop, source, 'AWS_PUBLISH_ROLE', region)]),
        action(shop, source, 'aws-actions/amazon-ecr-login@v2', { id: 'ecr' }),
      ],
      permissions: { 'id-token': 'write' },
    };
  }
  if (registry === 'ghcr.io')
    return {
      steps: [
        action(shop, source, 'docker/login-action@v3', {
          with: {
            registry,
            username: expression('github.actor'),
            password: expression('secrets.GITHUB_TOKEN'),
          },
        }),
      ],
      permissions: { packages: 'write' },
    };
  if (registry.endsWith('-docker.pkg.dev'))
    return {
      steps: [googleLogin(shop, source), run(`gcloud auth configure-docker ${registry} --quiet`)],
      permissions: { 'id-token': 'write' },
    };
  isMissing(
    shop.context,
    'github-actions',
    source,
    {
      en: 'images are published, and the plan does not say a registry that this pipeline can log in to',
      ko: '이미지를 올리는데, 로그인할 수 있는 레지스트리가 계획에 없다',
    },
    {
      en: "Give each image its `registry`: 'ghcr.io', 'ecr'.",
      ko: "이미지마다 `registry`를 적는다: 'ghcr.io', 'ecr'.",
    },
  );
  return { steps: [] };
}

/** Whether there is an image for the pipeline to build at all. */
export const buildsImages = (shop: Shop): boolean => builtBy(shop).length > 0;
/** Whether every image says where it is stored. */
export const hasRegistry = (shop: Shop): boolean =>
  builtBy(shop).every(({ image }) => image?.registry !== undefined);
