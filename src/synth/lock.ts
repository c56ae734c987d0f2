import { Failure } from '#kernel';

/** What a moving name meant when somebody looked. */
export interface Locked {
  /** `sha256:…` of an image, 40 hexadecimal digits of an action. */
  readonly digest: string;
  /** Where it was read. */
  readonly from: string;
  /** When, YYYY-MM-DD. */
  readonly asOf: string;
}

/** `hanok.lock`: digests of images by `name:tag`, commits of actions by `owner/name@tag`. */
export interface Lock {
  readonly images: Readonly<Record<string, Locked>>;
  readonly actions: Readonly<Record<string, Locked>>;
}

export const NO_LOCK: Lock = { images: {}, actions: {} };

const DIGESTS = { images: /^sha256:[0-9a-f]{64}$/, actions: /^[0-9a-f]{40}$/ } as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a lock strictly: a digest nobody can trace is worse than none. Fails with synth/bad-lock. */
export function readLock(words: string, file: string): Lock {
  const root = parse(words, file);
  if (!isRecord(root) || root.version !== 1) throw badLock(file, 'version', '1');
  return { images: section(root, 'images', file), actions: section(root, 'actions', file) };
}

function section(
  root: Readonly<Record<string, unknown>>,
  key: 'images' | 'actions',
  file: string,
): Readonly<Record<string, Locked>> {
  const held = root[key] ?? {};
  if (!isRecord(held)) throw badLock(file, key, '{ … }');
  for (const [name, entry] of Object.entries(held))
    refuseUntraced(entry, { key, at: `${key}.${name}`, file });
  return held as Readonly<Record<string, Locked>>;
}

function refuseUntraced(
  entry: unknown,
  { key, at, file }: { key: 'images' | 'actions'; at: string; file: string },
): void {
  const { digest, from, asOf } = isRecord(entry) ? entry : {};
  if (!matches(digest, DIGESTS[key]))
    throw badLock(file, `${at}.digest`, key === 'images' ? 'sha256:…' : '40 hex digits');
  if (!matches(from, /./)) throw badLock(file, `${at}.from`, 'https://…');
  if (!matches(asOf, DAY)) throw badLock(file, `${at}.asOf`, 'YYYY-MM-DD');
}

const matches = (value: unknown, form: RegExp): boolean =>
  typeof value === 'string' && form.test(value);

function parse(words: string, file: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    throw badLock(file, 'the whole', 'JSON');
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const badLock = (file: string, at: string, form: string) =>
  new Failure(
    'synth/bad-lock',
    {
      en: `${file} cannot be read: ${at} should be ${form}`,
      ko: `${file} 파일을 읽을 수 없다. ${at} 자리에 ${form} 꼴이 와야 한다`,
    },
    {
      hint: {
        en: 'Every entry says its digest, where it was read (`from`) and when (`asOf`).',
        ko: '항목마다 다이제스트(digest), 읽은 곳(from), 읽은 날(asOf)을 적는다.',
      },
    },
  );
