import { Said, type Source } from './source.ts';
import type { SynthContext } from './target.ts';

/** What has an image: a service or a job. */
interface Imaged {
  readonly name: string;
  readonly at: Source['at'];
  readonly image?:
    | {
        readonly registry?: string | undefined;
        readonly name?: string | undefined;
        readonly tag?: string | undefined;
      }
    | undefined;
}

/** The image a part runs: by digest where the lock has one, else by tag, and that is a finding. */
export function imageOf(context: SynthContext, part: Imaged): Said {
  const source = { path: `parts.${part.name}.image`, at: part.at };
  const { registry, name = part.name, tag } = part.image ?? {};
  const place = registry === undefined || name.startsWith(registry) ? name : `${registry}/${name}`;
  return pinnedImage(context, tag === undefined ? place : `${place}:${tag}`, source);
}

/** An image by its name and tag; no digest is ever made up. */
export function pinnedImage({ lock, report }: SynthContext, image: string, source: Source): Said {
  const locked = lock.images[image];
  if (locked) return new Said(`${image}@${locked.digest}`, source);
  report({
    code: 'synth/image-is-not-locked',
    severity: 'info',
    ...source,
    message: {
      en: `${image} is printed as it is named: hanok.lock has no digest of it`,
      ko: `${image} 이미지는 이름 그대로 적었다. hanok.lock에 다이제스트가 없다`,
    },
    hint: {
      en: 'Put its digest into hanok.lock, with where and when it was read.',
      ko: 'hanok.lock에 다이제스트와 읽은 곳, 읽은 날을 적는다.',
    },
  });
  return new Said(image, source);
}
