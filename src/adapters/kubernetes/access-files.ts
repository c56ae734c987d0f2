import { readFileSync } from 'node:fs';
import { Failure, type Text } from '#kernel';

/** A file that belongs to the way to a cluster. */
export function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unusable({ en: `cannot read ${path}`, ko: `${path} 파일을 읽을 수 없다` }, cause);
  }
}

/** Words that lead to no cluster. */
export const unusable = (why: Text, cause?: unknown): Failure =>
  new Failure(
    'delivery/cluster-unknown',
    {
      en: `no cluster to deliver to: ${why.en}`,
      ko: `배포할 클러스터를 알 수 없다: ${why.ko}`,
    },
    {
      hint: {
        en: 'Set KUBECONFIG to a file whose current context has a token (`kubectl create token` makes one) or a client certificate.',
        ko: '현재 컨텍스트에 토큰(`kubectl create token`으로 만든다)이나 클라이언트 인증서가 있는 파일을 KUBECONFIG로 가리킨다.',
      },
      cause,
    },
  );
