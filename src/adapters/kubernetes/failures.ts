import { Failure, type Text } from '#kernel';

/** What the API server says of a refusal: `kind: Status`, as far as it is read here. */
interface Status {
  readonly reason?: string;
  readonly message?: string;
}

/** An answer that is no success. `asked` is the verb and the object, never a payload. */
export interface Refusal {
  readonly asked: string;
  readonly status: number;
  readonly body: unknown;
}

/** The world's no as a `Failure`: asking again may help after a conflict, a throttle or a 5xx. */
export function refused({ asked, status, body }: Refusal): Failure {
  const { reason = '', message = '' } = toStatus(body);
  const words = [String(status), reason].filter(Boolean).join(' ');
  const told = message ? `${words}: ${message}` : words;
  if (status === 401 || status === 403)
    return new Failure(
      'delivery/cluster-forbids',
      { en: `the cluster forbids: ${asked}: ${told}`, ko: `클러스터가 금한다: ${asked}: ${told}` },
      { hint: GRANT },
    );
  if (status === 409 || status === 429 || status >= 500)
    return new Failure(
      'delivery/cluster-not-now',
      {
        en: `the cluster cannot now: ${asked}: ${told}`,
        ko: `클러스터가 지금은 못 한다: ${asked}: ${told}`,
      },
      { retry: 'later' },
    );
  return new Failure(
    'delivery/cluster-refuses',
    {
      en: `the cluster refuses: ${asked}: ${told}`,
      ko: `클러스터가 거절한다: ${asked}: ${told}`,
    },
    { hint: INSTALL },
  );
}

/** No answer at all: the server is away, or something between here and there. */
export const unreachable = (asked: string, cause: unknown): Failure => {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure(
    'delivery/cluster-unreachable',
    {
      en: `the cluster did not answer: ${asked}: ${why}`,
      ko: `클러스터가 답하지 않았다: ${asked}: ${why}`,
    },
    { hint: REACH, retry: 'later', cause },
  );
};

/** A wait that ended without what it waited for. */
export const tooLong = (what: Text): Failure =>
  new Failure(
    'delivery/cluster-too-slow',
    { en: `it takes too long: ${what.en}`, ko: `너무 오래 걸린다: ${what.ko}` },
    { retry: 'later' },
  );

const toStatus = (body: unknown): Status =>
  typeof body === 'object' && body !== null ? (body as Status) : {};

const GRANT: Text = {
  en: 'Grant the account get, list, create, patch, update and delete on the objects of one namespace: docs/kubernetes.md lists them.',
  ko: '계정에 한 네임스페이스의 객체에 대한 get, list, create, patch, update, delete 권한을 준다. 목록은 docs/kubernetes.ko.md에 있다.',
};
const INSTALL: Text = {
  en: 'Check that the cluster knows the kind: the Gateway API or Istio may not be installed.',
  ko: '클러스터가 그 종류를 아는지 확인한다. Gateway API나 Istio가 설치되지 않았을 수 있다.',
};
const REACH: Text = {
  en: 'Check the address of the API server and the way to it.',
  ko: 'API 서버의 주소와 그곳까지의 경로를 확인한다.',
};
