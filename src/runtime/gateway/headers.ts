import { takeCookie } from './identity.ts';

/** One pass over a request's headers: what goes inwards, and what the gateway itself reads. */
export interface Inbound {
  /** Flat: name, value, name, value. Without hop-by-hop headers and the gateway's own. */
  readonly forward: string[];
  cookie: string | undefined;
  key: string | undefined;
  /** Two of them are one with a comma, and so none that counts. */
  authorization: string | undefined;
  /** `x-hanok-subject`; from outside it means nothing. */
  subject: string | undefined;
  /** It asks, before it calls, whether it may. */
  asksMethod: boolean;
  /** `x-hanok-client`, as a service carries it on; from outside it means nothing. */
  carried: string | undefined;
  accept: string | undefined;
  host: string | undefined;
  forwardedFor: string | undefined;
  forwardedProto: string | undefined;
  forwardedHost: string | undefined;
  /** `sec-fetch-mode`. */
  mode: string | undefined;
  canary: boolean;
  synthetic: boolean;
  toCandidate: boolean;
  /** -1 when none was announced. */
  contentLength: number;
  chunked: boolean;
  /** Names that `connection` declares to be hop-by-hop; undefined when it names none. */
  named: string | undefined;
}

type Reader = (inbound: Inbound, value: string, name: string) => void;

const drop: Reader = () => undefined;

/** Headers that are not simply passed on. */
const READERS: Readonly<Record<string, Reader>> = {
  'keep-alive': drop,
  'proxy-connection': drop,
  'proxy-authorization': drop,
  te: drop,
  trailer: drop,
  upgrade: drop,
  'http2-settings': drop,
  expect: drop,
  'x-hanok-client': (inbound, value) => {
    inbound.carried = value;
  },
  'x-hanok-subject': (inbound, value) => {
    inbound.subject = value;
  },
  'x-hanok-side': drop,
  connection: (inbound, value) => {
    if (!PLAIN_CONNECTION.test(value)) inbound.named = `${inbound.named ?? ''},${value}`;
  },
  'transfer-encoding': (inbound) => {
    inbound.chunked = true;
  },
  'content-length': (inbound, value, name) => {
    inbound.contentLength = Number(value);
    inbound.forward.push(name, value);
  },
  cookie: (inbound, value, name) => {
    const { own, rest } = takeCookie(value);
    inbound.cookie ??= own;
    if (rest !== '') inbound.forward.push(name, rest);
  },
  authorization: (inbound, value, name) => {
    inbound.key = value;
    const { authorization } = inbound;
    inbound.authorization = authorization === undefined ? value : `${authorization}, ${value}`;
    inbound.forward.push(name, value);
  },
  'x-api-key': (inbound, value, name) => {
    inbound.key ??= value;
    inbound.forward.push(name, value);
  },
  accept: (inbound, value, name) => {
    inbound.accept = value;
    inbound.forward.push(name, value);
  },
  host: (inbound, value, name) => {
    inbound.host = value;
    inbound.forward.push(name, value);
  },
  'sec-fetch-mode': (inbound, value, name) => {
    inbound.mode = value;
    inbound.forward.push(name, value);
  },
  'access-control-request-method': (inbound, value, name) => {
    inbound.asksMethod = true;
    inbound.forward.push(name, value);
  },
  canary: (inbound, value, name) => {
    inbound.canary = value === 'true';
    inbound.forward.push(name, value);
  },
  'x-hanok-synthetic': (inbound, value, name) => {
    inbound.synthetic = value === '1';
    inbound.forward.push(name, value);
  },
  'x-hanok-to': (inbound, value) => {
    inbound.toCandidate = value === 'candidate';
  },
  'x-forwarded-for': (inbound, value) => {
    inbound.forwardedFor = inbound.forwardedFor ? `${inbound.forwardedFor}, ${value}` : value;
  },
  'x-forwarded-proto': (inbound, value) => {
    inbound.forwardedProto = value;
  },
  'x-forwarded-host': (inbound, value) => {
    inbound.forwardedHost = value;
  },
};

const PLAIN_CONNECTION = /^(?:keep-alive|close)?$/i;

/** Spellings seen before, so that a common name is not put in lower case again. */
const spellings = new Map<string, Reader | undefined>();
const MOST_SPELLINGS = 1_024;

function readerOf(name: string): Reader | undefined {
  const known = spellings.get(name);
  if (known !== undefined || spellings.has(name)) return known;
  const lower = name.toLowerCase();
  const reader = Object.hasOwn(READERS, lower) ? READERS[lower] : imitation(lower);
  if (spellings.size < MOST_SPELLINGS) spellings.set(name, reader);
  return reader;
}

/** To many a service `x_hanok_subject` is the same header as ours. */
const imitation = (lower: string): Reader | undefined =>
  lower.includes('_') && VOUCHED.test(lower.replaceAll('_', '-')) ? drop : undefined;
const VOUCHED = /^x-(?:hanok|forwarded)-/;

/** Reads `IncomingMessage.rawHeaders`. */
export function readInbound(raw: readonly string[]): Inbound {
  const inbound: Inbound = {
    forward: [],
    cookie: undefined,
    key: undefined,
    authorization: undefined,
    subject: undefined,
    asksMethod: false,
    carried: undefined,
    accept: undefined,
    host: undefined,
    forwardedFor: undefined,
    forwardedProto: undefined,
    forwardedHost: undefined,
    mode: undefined,
    canary: false,
    synthetic: false,
    toCandidate: false,
    contentLength: -1,
    chunked: false,
    named: undefined,
  };
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string;
    const value = raw[index + 1] as string;
    const reader = readerOf(name);
    if (reader) reader(inbound, value, name);
    else inbound.forward.push(name, value);
  }
  if (inbound.named !== undefined) dropNamed(inbound.forward, inbound.named);
  return inbound;
}

function dropNamed(forward: string[], named: string): void {
  const names = new Set(named.split(',').map((name) => name.trim().toLowerCase()));
  // What frames the message or names its host is nobody's to declare hop-by-hop.
  for (const kept of ['host', 'content-length', 'keep-alive', 'close', '']) names.delete(kept);
  for (let index = forward.length - 2; index >= 0; index -= 2) {
    if (names.has((forward[index] as string).toLowerCase())) forward.splice(index, 2);
  }
}

/** Who the gateway speaks for. */
export interface Origin {
  /** The client's name, as `ClientNames` gives it; unknown for a call from inside that carries none. */
  readonly client: string | undefined;
  readonly address: string;
  /** It came over TLS. */
  readonly secure: boolean;
}

/** Adds the headers that the gateway vouches for, in place of any from outside. */
export function vouch(inbound: Inbound, { client, address, secure }: Origin): void {
  // Only something on this machine (a TLS end) may say for whom it forwards.
  const trusted = address === '127.0.0.1' || address === '::1';
  const { forwardedFor, forwardedProto, forwardedHost } = inbound;
  name(inbound, client);
  inbound.forward.push(
    'x-forwarded-for',
    trusted && forwardedFor !== undefined ? `${forwardedFor}, ${address}` : address,
    'x-forwarded-proto',
    trusted && forwardedProto !== undefined ? forwardedProto : secure ? 'https' : 'http',
  );
  const host = trusted && forwardedHost !== undefined ? forwardedHost : inbound.host;
  if (host !== undefined) inbound.forward.push('x-forwarded-host', host);
  // A client of HTTP/1.0 may leave out what an instance insists on.
  if (inbound.host === undefined) inbound.forward.push('host', 'localhost');
}

/** Who calls, as far as that is known. */
function name({ forward, subject }: Inbound, client: string | undefined): void {
  if (client !== undefined) forward.push('x-hanok-client', client);
  if (subject !== undefined) forward.push('x-hanok-subject', subject);
}

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-hanok-side',
  'x-hanok-says',
]);

/** An answer's headers as a flat list for the client; names come in lower case. */
export function toOutbound(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string[] {
  const out: string[] = [];
  for (const name in headers) {
    if (HOP_BY_HOP.has(name)) continue;
    const value = headers[name];
    if (typeof value === 'string') out.push(name, value);
    else for (const one of value ?? []) out.push(name, one);
  }
  const connection = headers.connection;
  if (typeof connection === 'string' && !PLAIN_CONNECTION.test(connection))
    dropNamed(out, connection);
  return out;
}
