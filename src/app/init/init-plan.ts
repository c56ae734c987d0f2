import { basename } from 'node:path';
import { Failure, type Language, withParticle } from '#kernel';
import type { TextFiles } from '../ports.ts';
import type { Draft } from './draft.ts';
import { printPlan } from './print-plan.ts';

/** Fails with app/source-missing, app/not-yaml or app/no-services. */
export async function draftFromFile(
  files: TextFiles,
  file: string,
  shown: string,
  spec: { readonly name: string; readonly asOf: string },
): Promise<Draft> {
  const text = files.read(file);
  if (text === undefined) throw missing(shown);
  // The reader of YAML is loaded by those who read YAML.
  const { draftFromCompose } = await import('./compose.ts');
  return draftFromCompose({ text, file: basename(shown), ...spec });
}

/** Fails with app/plan-exists before anything is asked or read. */
export function refuseExisting(files: TextFiles, file: string, shown: string): void {
  if (files.exists(file)) throw exists(shown);
}

/** Writes a first plan where there is none. Fails with app/plan-exists; nothing is ever replaced. */
export function writePlan(
  files: TextFiles,
  { file, shown }: { readonly file: string; readonly shown: string },
  draft: Draft,
  language: Language,
): void {
  if (!files.create(file, printPlan(draft, language))) throw exists(shown);
}

const exists = (file: string) =>
  new Failure(
    'app/plan-exists',
    {
      en: `${file} is already there; it was not touched`,
      ko: `${withParticle(file, '이/가')} 이미 있다. 건드리지 않았다`,
    },
    {
      hint: {
        en: 'Name another file with --plan FILE, or move that one away.',
        ko: '--plan FILE로 다른 이름을 주거나, 있는 파일을 옮긴다.',
      },
    },
  );

const missing = (file: string) =>
  new Failure(
    'app/source-missing',
    { en: `${file} cannot be read`, ko: `${withParticle(file, '을/를')} 읽을 수 없다` },
    {
      hint: {
        en: 'Name a Docker Compose file: `hanok init --from compose.yaml`.',
        ko: 'Docker Compose 파일을 준다: `hanok init --from compose.yaml`.',
      },
    },
  );
