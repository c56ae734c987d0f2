/** How the end of an answer's body is found. */
export type Framing = 'none' | 'length' | 'chunks' | 'close';

/** The head of an upstream's answer, ready to be passed on. */
export interface AnswerHead {
  readonly status: number;
  /** Flat, without hop-by-hop headers. */
  readonly headers: string[];
  readonly framing: Framing;
  /** The body's length when it was announced, else -1. */
  readonly length: number;
  readonly keepAlive: boolean;
  /** For how long the upstream keeps an idle connection, in milliseconds; -1 when it did not say. */
  readonly idleMs: number;
  /** What the service says of its own answer (`x-hanok-says`); clients never see it. */
  readonly says: string | undefined;
}

interface Draft {
  readonly headers: string[];
  length: number;
  chunked: boolean;
  coded: boolean;
  connection: string;
  idleMs: number;
  says: string | undefined;
}

type Reader = (draft: Draft, value: string, name: string) => void;

const drop: Reader = () => undefined;

const READERS: Readonly<Record<string, Reader>> = {
  te: drop,
  trailer: drop,
  upgrade: drop,
  'proxy-connection': drop,
  'proxy-authenticate': drop,
  'x-hanok-side': drop,
  'x-hanok-says': (draft, value) => {
    draft.says = draft.says === undefined ? value : `${draft.says},${value}`;
  },
  connection: (draft, value) => {
    draft.connection += `,${value.toLowerCase()}`;
  },
  'keep-alive': (draft, value) => {
    const seconds = /timeout=(\d+)/i.exec(value)?.[1];
    if (seconds !== undefined) draft.idleMs = Number(seconds) * 1_000;
  },
  'transfer-encoding': (draft, value) => {
    draft.coded = true;
    draft.chunked = /(?:^|,)\s*chunked$/i.test(value);
  },
  'content-length': (draft, value, name) => {
    if (!/^\d{1,15}$/.test(value)) throw new Error('malformed content-length');
    const length = Number(value);
    if (draft.length === length) return;
    if (draft.length >= 0) throw new Error('two lengths');
    draft.length = length;
    draft.headers.push(name, value);
  },
};

/** Spellings seen before, so that a common name is not put in lower case again. */
const spellings = new Map<string, Reader | null>();
const MOST_SPELLINGS = 1_024;

function readerOf(name: string): Reader | null {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  if (!TOKEN.test(name)) throw new Error('malformed header name');
  const lower = name.toLowerCase();
  const reader = Object.hasOwn(READERS, lower) ? (READERS[lower] as Reader) : null;
  if (spellings.size < MOST_SPELLINGS) spellings.set(name, reader);
  return reader;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Reads a head without its final empty line; throws on anything malformed. `method` is the
 * request's, for an answer to HEAD has no body whatever its headers say.
 */
export function readAnswerHead(text: string, method: string): AnswerHead {
  const version = text.slice(0, 9);
  const status = Number(text.slice(9, 12));
  if ((version !== 'HTTP/1.1 ' && version !== 'HTTP/1.0 ') || !(status >= 100 && status <= 999)) {
    throw new Error('malformed status line');
  }
  const draft: Draft = {
    headers: [],
    length: -1,
    chunked: false,
    coded: false,
    connection: '',
    idleMs: -1,
    says: undefined,
  };
  let from = text.indexOf('\r\n') + 2;
  while (from > 1 && from < text.length) {
    const found = text.indexOf('\r\n', from);
    const to = found < 0 ? text.length : found;
    readLine(draft, text, from, to);
    from = to + 2;
  }
  // Two ways to find the end of one body is how answers are smuggled.
  if (draft.coded && draft.length >= 0) throw new Error('both a length and a transfer coding');
  const persistent = version === 'HTTP/1.1 ' || draft.connection.includes('keep-alive');
  return {
    status,
    headers: draft.headers,
    framing: framingOf(draft, status, method),
    length: draft.length,
    keepAlive: persistent && !draft.connection.includes('close'),
    idleMs: draft.idleMs,
    says: draft.says,
  };
}

function readLine(draft: Draft, text: string, from: number, to: number): void {
  const colon = text.indexOf(':', from);
  if (colon < from || colon >= to) throw new Error('malformed header');
  const name = text.slice(from, colon);
  const start = text.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1;
  const value = text.slice(start, to).trim();
  const reader = readerOf(name);
  if (reader) reader(draft, value, name);
  else draft.headers.push(name, value);
}

function framingOf(draft: Draft, status: number, method: string): Framing {
  if (method === 'HEAD' || status === 204 || status === 304 || status < 200) return 'none';
  if (draft.chunked) return 'chunks';
  if (draft.length === 0) return 'none';
  return draft.length > 0 ? 'length' : 'close';
}

const SPACE = 0x20;
