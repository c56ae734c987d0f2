export interface RateLimit {
  readonly count: number;
  readonly perMs: number;
}

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly predictionsUrl: string;
  readonly sessionsUrl: string;
  readonly modelsDir: string;
  readonly identityKey: string;
  readonly deviceKeys: string;
  readonly release: string;
  readonly instance: string;
  readonly rateLimit: RateLimit;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Other origins whose pages may call this service. */
  readonly allowedOrigins: readonly string[];
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 };
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment; throws one error that names everything missing or wrong, but no value. */
export function readSettings(environment: Environment): Settings {
  const wrong: string[] = [];
  const need = (name: string) => {
    const value = environment[name];
    if (!value) wrong.push(name);
    return value ?? '';
  };
  const level = LEVELS.find((known) => known === (environment.LOG_LEVEL ?? 'info'));
  const rateLimit = readRateLimit(environment.RATE_LIMIT ?? '6000/min');
  const port = Number(need('PORT'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) wrong.push('PORT');
  if (!level) wrong.push('LOG_LEVEL');
  if (!rateLimit) wrong.push('RATE_LIMIT');
  const settings = {
    host: environment.HOST ?? '127.0.0.1',
    port,
    predictionsUrl: need('PREDICTIONS_URL'),
    sessionsUrl: need('SESSIONS_URL'),
    modelsDir: need('MODELS_DIR'),
    identityKey: need('IDENTITY_KEY'),
    deviceKeys: need('DEVICE_KEYS'),
    release: environment.HANOK_RELEASE ?? 'unnamed',
    instance: environment.HANOK_INSTANCE ?? `pid-${process.pid}`,
    rateLimit: rateLimit ?? { count: 0, perMs: 0 },
    logLevel: level ?? 'info',
    allowedOrigins: (environment.ALLOWED_ORIGINS ?? '').split(',').filter(Boolean),
  };
  if (wrong.length > 0) throw new Error(`missing or wrong: ${[...new Set(wrong)].join(', ')}`);
  return settings;
}

/** Reads '6000/min', '10/s' or '100/h'; undefined for anything else. */
export function readRateLimit(words: string): RateLimit | undefined {
  const [, count, unit] = /^([1-9]\d{0,8})\/(s|min|h)$/.exec(words) ?? [];
  const perMs = UNITS[unit ?? ''];
  return count && perMs ? { count: Number(count), perMs } : undefined;
}
