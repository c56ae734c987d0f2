import { describe, expect, it } from 'vitest';
import {
  definePlan,
  environment,
  gateway,
  gcp,
  gke,
  local,
  nodePool,
  resolve,
  route,
  service,
  site,
} from '#model';
import type { LoadedPlan } from './load-plan.ts';
import type { TextFiles } from './ports.ts';
import { type SynthReport, type SynthSpec, synthPlan } from './synth-plan.ts';

const ENVIRONMENTS = ['local', 'staging', 'production'] as const;
const OUT = '/shop/generated';
const MANIFEST = `${OUT}/hanok.files.json`;

/** A shop on this machine and on two clusters. */
function shop({ services = ['shop'], broken = false } = {}): LoadedPlan {
  const home = site('home', gcp('europe-west3', { zones: 3 }));
  const all = services.map((name) =>
    service(name, {
      port: 8080,
      replicas: 2,
      handles: '20 rps',
      ...(!broken && { size: { cpu: 1, memory: '1 GiB' } }),
    }),
  );
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    objectives: { throughput: '10 rps' },
    roots: [gateway('edge', { routes: all.map((one) => route(`/${one.name}`, one)) })],
    environments: [
      environment('local', { on: local() }),
      environment('staging', {
        on: gke(home, { pools: [nodePool('all', { instance: 'e2-standard-4', min: 3, max: 6 })] }),
      }),
      environment('production', {
        on: gke(home, { pools: [nodePool('all', { instance: 'e2-standard-4', min: 3, max: 6 })] }),
      }),
    ],
  });
  const environments = Object.fromEntries(ENVIRONMENTS.map((name) => [name, resolve(plan, name)]));
  return { file: '/shop/hanok.plan.ts', folder: '/shop', environments };
}

/** A disk whose power goes after so many writes and removals. */
class Disk implements TextFiles {
  readonly texts = new Map<string, string>();
  left = Number.POSITIVE_INFINITY;
  touched = 0;
  read = (file: string) => this.texts.get(file);
  exists = (file: string) => this.texts.has(file);
  write = (file: string, text: string) => this.#change(() => this.texts.set(file, text));
  remove = (file: string) => this.#change(() => this.texts.delete(file));
  create = (file: string, text: string) => {
    if (this.exists(file)) return false;
    this.write(file, text);
    return true;
  };
  #change(what: () => unknown): void {
    if (this.left-- <= 0) throw new Error('the power went');
    what();
    this.touched++;
  }
}
const synth = (
  disk: Disk,
  loaded = shop(),
  asked: Partial<SynthSpec> & { check?: boolean; force?: boolean } = {},
) => synthPlan(loaded, disk, { out: OUT, check: false, force: false, ...asked });
/** What stands about files in a report. */
const standing = ({ files }: SynthReport): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map(({ path, state }) => [path, state]));
const states = (report: SynthReport): readonly string[] => [
  ...new Set(Object.values(standing(report))),
];
/** A disk after the files were written in peace. */
const written = (loaded = shop()): Disk => {
  const disk = new Disk();
  synth(disk, loaded);
  return disk;
};
const DEPLOYMENT = 'production/kubernetes/home/shop.yaml';

describe('synth', () => {
  it('writes what is meant, and the second time nothing', () => {
    const disk = new Disk();
    expect(states(synth(disk))).toEqual(['new']);
    const { touched } = disk;
    expect(states(synth(disk))).toEqual(['same']);
    expect(disk.touched).toBe(touched);
  });

  it('only looks when it checks', () => {
    const disk = new Disk();
    expect(states(synth(disk, shop(), { check: true }))).toEqual(['new']);
    expect([...disk.texts]).toEqual([]);
  });

  it('leaves a file that was edited alone, unless it is forced', () => {
    const disk = written();
    const meant = disk.read(`${OUT}/${DEPLOYMENT}`);
    disk.write(`${OUT}/${DEPLOYMENT}`, 'mine');
    expect(standing(synth(disk))[DEPLOYMENT]).toBe('edited');
    expect(disk.read(`${OUT}/${DEPLOYMENT}`)).toBe('mine');
    expect(standing(synth(disk, shop(), { force: true }))[DEPLOYMENT]).toBe('changed');
    expect(disk.read(`${OUT}/${DEPLOYMENT}`)).toBe(meant);
  });

  it('leaves a file alone that was there before', () => {
    const disk = new Disk();
    disk.write(`${OUT}/${DEPLOYMENT}`, 'mine');
    expect(standing(synth(disk))[DEPLOYMENT]).toBe('edited');
    expect(disk.read(`${OUT}/${DEPLOYMENT}`)).toBe('mine');
  });

  it('takes away what is no longer meant, unless somebody edited it', () => {
    const disk = written(shop({ services: ['cart', 'shop'] }));
    const cart = DEPLOYMENT.replace('shop.yaml', 'cart.yaml');
    const edited = cart.replace('production', 'staging');
    disk.write(`${OUT}/${edited}`, 'mine');
    const after = standing(synth(disk));
    expect([after[cart], after[edited]]).toEqual(['gone', 'edited']);
    expect([disk.read(`${OUT}/${cart}`), disk.read(`${OUT}/${edited}`)]).toEqual([
      undefined,
      'mine',
    ]);
    expect(disk.read(MANIFEST)).not.toContain(cart);
    expect(standing(synth(disk))[edited]).toBe('edited');
  });

  it('forgets a file that is no longer meant and was taken away by somebody', () => {
    const disk = written(shop({ services: ['cart', 'shop'] }));
    const cart = DEPLOYMENT.replace('shop.yaml', 'cart.yaml');
    disk.remove(`${OUT}/${cart}`);
    expect(standing(synth(disk))[cart]).toBeUndefined();
    expect(disk.read(MANIFEST)).not.toContain(cart);
  });

  it('ends what a cut run began, wherever the cut was', () => {
    const before = shop({ services: ['cart', 'shop'] });
    const after = shop({ services: ['shop', 'wish'] });
    const whole = written(before);
    whole.touched = 0;
    synth(whole, after);
    for (let cut = 0; cut < whole.touched; cut++) {
      const disk = written(before);
      disk.left = cut;
      expect(() => synth(disk, after)).toThrow('the power went');
      disk.left = Number.POSITIVE_INFINITY;
      expect([cut, ...states(synth(disk, after))]).not.toContain('edited');
      expect([cut, disk.texts]).toEqual([cut, whole.texts]);
    }
    expect(whole.touched).toBeGreaterThan(10);
  });

  it('knows its own files when the plan turned back after a cut', () => {
    const before = shop({ services: ['cart', 'shop'] });
    const whole = written(before);
    const disk = written(before);
    disk.left = 4;
    expect(() => synth(disk, shop({ services: ['shop', 'wish'] }))).toThrow('the power went');
    disk.left = Number.POSITIVE_INFINITY;
    synth(disk, before);
    expect(disk.texts).toEqual(whole.texts);
  });
});

describe('the list of what was written', () => {
  it('never leads out of the folder', () => {
    const disk = written();
    disk.write('/shop/secret', 'kept');
    const list = JSON.parse(disk.read(MANIFEST) ?? '');
    for (const path of ['../secret', '/shop/secret', 'production/../../secret'])
      list.files[path] = 'any';
    disk.write(MANIFEST, JSON.stringify(list));
    synth(disk, shop(), { force: true });
    expect(disk.read('/shop/secret')).toBe('kept');
  });

  it.each(['{', '[]', '{"version":2}', '{"version":1,"files":null}'])(
    'that is not one (%s) overwrites nothing that differs',
    (words) => {
      const disk = written();
      disk.write(MANIFEST, words);
      disk.write(`${OUT}/${DEPLOYMENT}`, 'mine');
      expect(states(synth(disk)).toSorted()).toEqual(['edited', 'same']);
      expect(disk.read(`${OUT}/${DEPLOYMENT}`)).toBe('mine');
    },
  );
});

describe('a part of the files', () => {
  it('leaves those of other targets and environments as they are', () => {
    const all = ['cart', 'shop'];
    const disk = written(shop({ services: all }));
    const report = synth(disk, shop(), { environment: 'staging', targets: ['kubernetes'] });
    const changed = report.files.filter(({ state }) => state !== 'same').map(({ path }) => path);
    expect(changed.filter((path) => !path.startsWith('staging/kubernetes/'))).toEqual([]);
    expect(changed.length).toBeGreaterThan(1);
    expect(disk.exists(`${OUT}/${DEPLOYMENT.replace('shop.yaml', 'cart.yaml')}`)).toBe(true);
  });

  it('takes the last file of a target away', () => {
    const disk = written();
    const loaded = shop();
    const onlyHere = { ...loaded, environments: { local: loaded.environments.local } };
    synth(disk, onlyHere as LoadedPlan, { targets: ['kubernetes'] });
    expect([...disk.texts.keys()].filter((path) => path.includes('/kubernetes/'))).toEqual([]);
  });

  it('takes nothing of an environment that is called as a target of the plan', () => {
    const plan = (name: string) =>
      definePlan('shop', {
        asOf: '2026-11-20',
        roots: [gateway('edge', { routes: [route('/', service('shop', { port: 8080 }))] })],
        environments: [environment(name, { on: local() })],
      });
    const loaded = {
      file: '/shop/hanok.plan.ts',
      folder: '/shop',
      environments: { docker: resolve(plan('docker'), 'docker') },
    };
    const disk = written(loaded);
    const before = new Map(disk.texts);
    expect([...before.keys()]).toContain(`${OUT}/docker/compose/compose.yaml`);
    synth(disk, loaded, { targets: ['docker'] });
    expect(disk.texts).toEqual(before);
  });

  it('leaves what a cut run began elsewhere for a later one to end', () => {
    const disk = written();
    disk.left = 12;
    expect(() => synth(disk, shop({ services: ['cart', 'shop'] }))).toThrow('the power went');
    disk.left = Number.POSITIVE_INFINITY;
    synth(disk, shop(), { targets: ['compose'] });
    expect(states(synth(disk))).not.toContain('edited');
    expect(disk.texts).toEqual(written().texts);
  });

  it('of one environment has no file of the plan as a whole', () => {
    const paths = synth(new Disk(), shop(), { environment: 'staging' }).files.map(
      ({ path }) => path,
    );
    expect(paths.filter((path) => !path.startsWith('staging/'))).toEqual([]);
    expect(() =>
      synth(new Disk(), shop(), { environment: 'staging', targets: ['docker'] }),
    ).toThrow('docker is written for the plan as a whole, from all its environments');
  });

  it('is named by a target there is', () => {
    expect(() => synth(new Disk(), shop(), { targets: ['kubernets'] })).toThrow(
      "there is no target 'kubernets'",
    );
  });
});

describe('a plan with errors', () => {
  it('is written for this machine only', () => {
    const broken = shop({ broken: true });
    const disk = new Disk();
    expect(() => synth(disk, broken)).toThrow(/^staging has \d+ errors? in the plan/);
    expect([...disk.texts]).toEqual([]);
    expect(states(synth(disk, broken, { environment: 'local' }))).toEqual(['new']);
  });
});
