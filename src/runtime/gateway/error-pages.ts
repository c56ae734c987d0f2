import type { Text } from '#kernel';

/** The errors that the gateway itself makes, never an application. */
export type ErrorCode =
  | 'bad-request'
  | 'tls-needed'
  | 'no-route'
  | 'body-too-large'
  | 'unauthorized'
  | 'too-many-requests'
  | 'bad-gateway'
  | 'no-instance'
  | 'overloaded'
  | 'paused'
  | 'timeout';

interface Meaning {
  readonly status: number;
  readonly text: Text;
}

const MEANINGS: Readonly<Record<ErrorCode, Meaning>> = {
  'bad-request': {
    status: 400,
    text: { en: 'The request is malformed.', ko: '요청 형식이 올바르지 않습니다.' },
  },
  'tls-needed': {
    status: 400,
    text: {
      en: 'This port speaks HTTPS only. Ask for the same address with https://.',
      ko: '이 포트는 HTTPS만 받습니다. 같은 주소를 https://로 요청해 주세요.',
    },
  },
  'no-route': {
    status: 404,
    text: { en: 'Nothing is served at this path.', ko: '이 경로에는 제공되는 것이 없습니다.' },
  },
  'body-too-large': {
    status: 413,
    text: { en: 'The request body is too large.', ko: '요청 본문이 너무 큽니다.' },
  },
  unauthorized: {
    status: 401,
    text: {
      en: 'This needs a valid token. Please sign in again.',
      ko: '유효한 토큰이 필요합니다. 다시 로그인해 주세요.',
    },
  },
  'too-many-requests': {
    status: 429,
    text: {
      en: 'Too many requests. Please try again later.',
      ko: '요청이 너무 잦습니다. 잠시 후 다시 시도해 주세요.',
    },
  },
  'bad-gateway': {
    status: 502,
    text: {
      en: 'The service broke off before it answered.',
      ko: '서비스가 응답하기 전에 연결을 끊었습니다.',
    },
  },
  'no-instance': {
    status: 503,
    text: {
      en: 'The service is not available right now. Please try again shortly.',
      ko: '지금은 서비스를 이용할 수 없습니다. 잠시 후 다시 시도해 주세요.',
    },
  },
  overloaded: {
    status: 503,
    text: {
      en: 'The service has too much to do right now. Please try again shortly.',
      ko: '지금은 요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    },
  },
  paused: {
    status: 503,
    text: {
      en: 'The service pauses for a change. Please try again shortly.',
      ko: '변경 작업으로 서비스가 잠시 멈췄습니다. 잠시 후 다시 시도해 주세요.',
    },
  },
  timeout: {
    status: 504,
    text: { en: 'The service did not answer in time.', ko: '서비스가 제때 응답하지 않았습니다.' },
  },
};

/** An answer made by the gateway: status, headers as a flat list, body. */
export interface ErrorPage {
  readonly status: number;
  readonly headers: string[];
  readonly body: string;
}

/** What an error answer says besides its text. */
export interface Advice {
  /** After how long it is worth asking again. */
  readonly retryMs?: number;
  /** How to come with a token, and what was wrong with the one that came. */
  readonly challenge?: string;
}

/** HTML when `accept` prefers it, else JSON; both speak English and Korean. */
export function errorPage(
  code: ErrorCode,
  accept: string | undefined,
  { retryMs = 1_000, challenge }: Advice = {},
): ErrorPage {
  const { status, text } = MEANINGS[code];
  const html = prefersHtml(accept);
  const body = html ? toHtml(status, text) : JSON.stringify({ error: { code, ...text } });
  const headers = [
    'content-type',
    html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length',
    String(Buffer.byteLength(body)),
    'cache-control',
    'no-store',
    'x-hanok-error',
    code,
  ];
  if (status === 503 || status === 429) {
    headers.push('retry-after', String(Math.max(1, Math.ceil(retryMs / 1_000))));
  }
  if (challenge !== undefined) headers.push('www-authenticate', challenge);
  return { status, headers, body };
}

function prefersHtml(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const html = accept.indexOf('text/html');
  const json = accept.indexOf('application/json');
  return html >= 0 && (json < 0 || html < json);
}

const toHtml = (status: number, text: Text): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${status}</title><h1>${status}</h1><p>${text.en}</p><p lang="ko">${text.ko}</p></html>\n`;
