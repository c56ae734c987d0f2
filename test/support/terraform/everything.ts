import { alert, channel, definePlan, environment, resolve } from '#model';
import { NO_LOCK, synthesise, TARGETS } from '#synth';
import type { Module } from './configuration.ts';
import { moduleOf } from './configuration.ts';
import * as aws from './everything-aws.ts';
import * as cloudflare from './everything-cloudflare.ts';
import * as google from './everything-google.ts';

type Environment = Parameters<typeof environment>[1];

/** What can be said of each provider, and where it stands; no two have a place of one name. */
const CLOUDS = [aws, cloudflare, google] as const;

function cloudOf(place: string): (typeof CLOUDS)[number] {
  const found = CLOUDS.find(({ places }) => places[place] !== undefined);
  if (!found) throw new Error(`no place ${place}`);
  return found;
}

/** The roots of the plan of a place; `turned` in the other order. */
export const partsOf = (place: string, turned = false) => cloudOf(place).parts(turned);

const mail = channel('mail', { by: 'email' });
const alerts = [
  alert('High CPU', { cpuAbove: '80%', memoryAbove: '80%', diskAbove: '80%', notify: [mail] }),
  alert('broken', { errorsAbove: '1%', connectionsAbove: 100, restartsAbove: 1, logs: 'panic' }),
];

/** The files of one place, by their folder. */
export function everything(place: string, roots = partsOf(place), target = 'terraform') {
  const plan = definePlan('everything', {
    asOf: '2026-11-20',
    roots,
    alerts,
    audit: { immutable: true },
    network: { operators: 'bastion' },
    environments: [environment(place, cloudOf(place).places[place] as Environment)],
  });
  const { plan: resolved, findings: wrong } = resolve(plan, place);
  if (!resolved) throw new Error(JSON.stringify(wrong));
  const { files, findings } = synthesise({
    plans: [resolved],
    targets: TARGETS.filter(({ name }) => name === target),
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const folders = [...new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')))];
  const modules = folders.map((folder): readonly [string, Module] => [
    folder,
    moduleOf(files.filter(({ path }) => path.startsWith(`${folder}/`)).map((one) => one.text())),
  ]);
  return { plan: resolved, files, findings, modules };
}

/** Every place of every provider. */
export const PLACES = CLOUDS.flatMap(({ places }) => Object.keys(places));
